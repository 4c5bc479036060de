/**
 * Keeps the screen awake while the page is visible. Browsers allow it only over TLS or on localhost; elsewhere use the television's
 * own setting. Returns a function that releases the lock.
 */
export function keepAwake(): () => void {
  let lock: WakeLockSentinel | null = null
  let wanted = true

  const ask = async () => {
    if (!wanted || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return
    try {
      lock = await navigator.wakeLock.request('screen')
      if (!wanted) void lock.release()
    } catch {
      // Refused (battery saver, no permission): retried when the page is next shown.
    }
  }

  document.addEventListener('visibilitychange', ask)
  void ask()
  return () => {
    wanted = false
    document.removeEventListener('visibilitychange', ask)
    void lock?.release()
  }
}
