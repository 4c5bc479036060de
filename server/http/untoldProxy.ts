import type { RequestHandler } from 'express'
import type { Logger } from 'pino'

/**
 * Logs once that a proxy in front is not named in the settings: until it is, the limits count all its visitors as one, and the
 * addresses it passes on are not believed.
 */
export function untoldProxy(log: Logger): RequestHandler {
  let isTold = false
  return (request, _, next) => {
    const forwarded = request.headers['x-forwarded-for'] ?? request.headers['forwarded']
    if (!isTold && forwarded !== undefined) {
      isTold = true
      log.warn(
        'Requests come through a proxy (X-Forwarded-For), and TRUST_PROXY is not set: all visitors count as one address. Set TRUST_PROXY=1.',
      )
    }
    next()
  }
}
