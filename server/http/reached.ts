/** How a request reached us, through trusted proxies: the client's address, whether by TLS, and our own origin. */
import type { IncomingMessage } from 'node:http'
import type { Express, Request } from 'express'
import { originIn } from '#server/edge/origin.ts'

interface Options {
  publicUrl: string | null
  tls: object | null
  /** The same origin as customers' phones reach it. */
  forPhones: (origin: string) => string
}

export interface Reached {
  /** Whether the browser's connection is encrypted: ours, or by the word of a trusted proxy. */
  isSecure(request: IncomingMessage): boolean
  addressOf(request: IncomingMessage): string
  /** The origin that the browser called; null if it named none. */
  calledOrigin(request: IncomingMessage): string | null
  /** The origin for links and QR codes. */
  originOf(request: IncomingMessage): string
}

/** For sockets too, which do not pass through express. */
export function reachedBy(app: Express, { publicUrl, tls, forPhones }: Options): Reached {
  const publicOrigin = publicUrl === null ? null : originIn(publicUrl)
  /** With express's own reading of the headers of proxies, which asks whether the sender is a trusted one. */
  const read = ({ headers, socket }: IncomingMessage) =>
    Object.assign(Object.create(app.request) as Request, { headers, socket })

  const isSecure = (request: IncomingMessage): boolean =>
    tls !== null || read(request).protocol.toLowerCase() === 'https'
  const calledOrigin = (request: IncomingMessage): string | null => {
    const seen = read(request)
    const host = seen.host ?? ''
    const origin = `${isSecure(request) ? 'https' : 'http'}://${host}`
    // A proxy that leaves the port out of the host may tell it apart.
    const port = /:\d+$/.test(host) ? '' : (forwardedPort(seen, app) ?? '')
    return originIn(origin + port) ?? originIn(origin)
  }
  return {
    isSecure,
    addressOf: (request) => read(request).ip ?? '',
    calledOrigin,
    originOf: (request) => publicOrigin ?? forPhones(calledOrigin(request) ?? 'http://localhost'),
  }
}

/** The port of `X-Forwarded-Port`, with its colon. The usual ones say nothing: some proxies name the one behind them. */
function forwardedPort(request: Request, app: Express): string | null {
  const port = request.get('X-Forwarded-Port')?.split(',')[0]?.trim() ?? ''
  const isTrusted = (app.get('trust proxy fn') as (address: string | undefined, hop: number) => boolean)(
    request.socket.remoteAddress,
    0,
  )
  return isTrusted && /^\d{1,5}$/.test(port) && !['80', '443'].includes(port) ? `:${port}` : null
}
