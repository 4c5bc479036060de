/** S9: a screen reloads itself only for a new version of the contract or the screens, and only when the server answers. */

const RELOADED = 'pitboard.reloaded'
/** If a reload brought the same version again (a cache in between), wait at least this long (real ms). */
const NOT_AGAIN_WITHIN = 60_000

/** Do not reload a page that is in use: wait this long after the last touch (real ms). */
const UNTOUCHED_FOR = 10 * 60_000
const CHECK_EVERY = 5_000

/** Reloads the page because the server has contract version `version`. */
export async function reloadForVersion(version: number): Promise<void> {
  if ((await text('/healthz')) !== null) reload(String(version))
}

let touchedAt = -Infinity
let isWaiting = false
const touched = () => void (touchedAt = performance.now())

/** For how long nobody has touched the page (real ms). */
export const untouchedFor = (): number => performance.now() - touchedAt

/** Starts watching for touches. A page that was touched is not reloaded for a while. */
export function watchTouches(): void {
  for (const event of ['pointerdown', 'keydown', 'wheel'])
    addEventListener(event, touched, { capture: true, passive: true })
}

/** Reloads the page, once it is idle, if the server has newer screens. The script's name contains a hash of its content. */
export async function reloadForScreens(): Promise<void> {
  const mine = document.querySelector('script[src]')?.getAttribute('src')
  const page = await text(location.pathname)
  if (!mine || page === null || page.includes(mine) || isWaiting) return
  isWaiting = true
  const check = () => {
    if (performance.now() - touchedAt < UNTOUCHED_FOR) return
    clearInterval(timer)
    isWaiting = false
    // Check again: the server may have changed meanwhile, or be down.
    void text(location.pathname).then((now) => now !== null && !now.includes(mine) && reload(mine))
  }
  const timer = setInterval(check, CHECK_EVERY)
  check()
}

/** The response body; null when the server is unreachable or refuses. */
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
    // Without storage a reload loop could not be detected.
    return
  }
  location.reload()
}
