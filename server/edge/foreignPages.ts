import type { Logger } from 'pino'

const EVERY = 60_000

/**
 * Logs pages of another origin than ours, once a minute. Behind a proxy that hides the address the browser called, they are our
 * own, so the line names the setting that is missing.
 */
export function foreignPages(log: Logger, monotonic: () => number) {
  let loggedAt = -Infinity
  return (origin: string, called: string | null): void => {
    if (monotonic() - loggedAt < EVERY) return
    loggedAt = monotonic()
    log.warn(
      { origin, called },
      `A page of ${origin} was refused: this server was called as ${called ?? 'nothing'}. If both are the same, set PUBLIC_URL=${origin}, and TRUST_PROXY if a proxy is in front.`,
    )
  }
}
