/** How a request reached us, through trusted proxies: the client's address, whether by TLS, and our own origin. */
import type { IncomingMessage } from 'node:http'
import type { Express, Request } from 'express'

interface Options {
  publicUrl: string | null
  trustProxy: false | number | string[]
  tls: object | null
  /** The same origin as customers' phones reach it. */
  forPhones: (origin: string) => string
}

export function reachedBy(app: Express, { publicUrl, trustProxy, tls, forPhones }: Options) {
  const publicOrigin = publicUrl === null ? null : new URL(publicUrl).origin
  const isSecure = ({ headers }: IncomingMessage): boolean =>
    tls !== null ||
    (trustProxy !== false && headers['x-forwarded-proto'] === 'https') ||
    publicUrl?.startsWith('https:') === true
  return {
    isSecure,
    /** For sockets too, which do not pass through express. */
    addressOf: ({ headers, socket }: IncomingMessage): string =>
      Object.assign(Object.create(app.request) as Request, { headers, socket }).ip ?? '',
    originOf: (request: IncomingMessage): string =>
      publicOrigin ?? forPhones(`${isSecure(request) ? 'https' : 'http'}://${request.headers.host ?? 'localhost'}`),
  }
}
