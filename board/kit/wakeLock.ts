/**
 * Keeps the screen from going to sleep, for as long as the page is shown. Browsers grant it only to pages served over TLS
 * or from the machine itself; elsewhere the television's own setting has to do. Returns what lets go of it again.
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
      // Refused (battery saving, no permission): asked again when the page is next shown.
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
