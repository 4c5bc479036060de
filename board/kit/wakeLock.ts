/** How often a lock that is missing is asked for again (real ms): sooner than screens turn off. */
const ASK_EVERY = 10_000

/**
 * Keeps the screen awake while the page is visible. The browser may refuse the lock or take it back at any time, so it is asked for
 * again. Browsers allow it only over TLS or on localhost; elsewhere use the television's own setting. Returns a function that releases
 * the lock.
 */
export function keepAwake(): () => void {
  let lock: WakeLockSentinel | null = null
  let wanted = true
  let asking = false

  const ask = async () => {
    const isHeld = lock !== null && !lock.released
    if (!wanted || isHeld || asking || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return
    asking = true
    try {
      lock = await navigator.wakeLock.request('screen')
      if (!wanted) void lock.release()
    } catch {
      // Refused (battery saver, no permission).
    }
    asking = false
  }

  document.addEventListener('visibilitychange', ask)
  const timer = setInterval(() => void ask(), ASK_EVERY)
  void ask()
  return () => {
    wanted = false
    document.removeEventListener('visibilitychange', ask)
    clearInterval(timer)
    void lock?.release()
  }
}
