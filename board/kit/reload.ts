/** S9: a screen reloads itself only for a new version, and only when the server answers. */

const RELOADED = 'pitboard.reloaded'
/** The same version brought no cure last time (a cache in between): then not more often than this (real ms). */
const NOT_AGAIN_WITHIN = 60_000

/** Reloads the page because the server speaks contract version `version`. */
export async function reloadForVersion(version: number): Promise<void> {
  const answer = await fetch('/healthz', { cache: 'no-store' }).catch(() => null)
  if (!answer?.ok) return
  try {
    const [last, at] = (sessionStorage.getItem(RELOADED) ?? '').split(' ')
    if (last === String(version) && Date.now() - Number(at) < NOT_AGAIN_WITHIN) return
    sessionStorage.setItem(RELOADED, `${version} ${Date.now()}`)
  } catch {
    // Without a memory there is no telling whether this would go on for ever.
    return
  }
  location.reload()
}
