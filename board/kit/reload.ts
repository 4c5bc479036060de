/** S9: a screen reloads itself only for a new version, of the wire or of the screens, and only when the server answers. */

const RELOADED = 'pitboard.reloaded'
/** The same version brought no cure last time (a cache in between): then not more often than this (real ms). */
const NOT_AGAIN_WITHIN = 60_000

/** A page that somebody has touched is not taken from under his hands: so long after the last touch (real ms). */
const UNTOUCHED_FOR = 10 * 60_000
const LOOK_EVERY = 5_000

/** Reloads the page because the server speaks contract version `version`. */
export async function reloadForVersion(version: number): Promise<void> {
  if ((await text('/healthz')) !== null) reload(String(version))
}

let touchedAt = -Infinity
let isWaiting = false
const touched = () => void (touchedAt = performance.now())

/** From now on, whoever touches the page keeps it as it is for a while. */
export function heedTouches(): void {
  for (const event of ['pointerdown', 'keydown', 'wheel'])
    addEventListener(event, touched, { capture: true, passive: true })
}

/**
 * Reloads the page, once nobody is at it, if the server has other screens than this one by now: the page's script is named after
 * all it is made of.
 */
export async function reloadForScreens(): Promise<void> {
  const mine = document.querySelector('script[src]')?.getAttribute('src')
  const page = await text(location.pathname)
  if (!mine || page === null || page.includes(mine) || isWaiting) return
  isWaiting = true
  const look = () => {
    if (performance.now() - touchedAt < UNTOUCHED_FOR) return
    clearInterval(timer)
    isWaiting = false
    // Once more, for what is there by now; and not when nothing answers.
    void text(location.pathname).then((now) => now !== null && !now.includes(mine) && reload(mine))
  }
  const timer = setInterval(look, LOOK_EVERY)
  look()
}

/** What the server answers; null when it does not, or says no. */
async function text(path: string): Promise<string | null> {
  const answer = await fetch(path, { cache: 'no-store' }).catch(() => null)
  return answer?.ok ? answer.text() : null
}

function reload(from: string): void {
  try {
    const [last, at] = (sessionStorage.getItem(RELOADED) ?? '').split(' ')
    if (last === from && Date.now() - Number(at) < NOT_AGAIN_WITHIN) return
    sessionStorage.setItem(RELOADED, `${from} ${Date.now()}`)
  } catch {
    // Without a memory there is no telling whether this would go on for ever.
    return
  }
  location.reload()
}
