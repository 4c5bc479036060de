/** Files that a screen loads later than itself. */

/** Real ms between two tries. */
const WAIT = 2_000

/**
 * Loads a file, again and again until it comes or is no longer wanted, and has the page say so meanwhile (`board/page`).
 * @returns what was loaded; null: no longer wanted
 */
export async function keepTrying<T>(load: () => Promise<T>, isWanted: () => boolean = () => true): Promise<T | null> {
  let failed = false
  const done = <R>(result: R): R => {
    if (failed) dispatchEvent(new Event('pitboard:complete'))
    return result
  }
  for (;;) {
    try {
      const loaded = await load()
      return done(isWanted() ? loaded : null)
    } catch {
      if (!isWanted()) return done(null)
      failed = true
      dispatchEvent(new Event('pitboard:missing'))
      await new Promise((again) => setTimeout(again, WAIT))
    }
  }
}
