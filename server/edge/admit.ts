/** Authenticates a request for a view: finds the device by its cookie or token, for sockets and HTTP alike. */
import type { IncomingMessage } from 'node:http'
import { parse as parseCookie } from 'cookie'
import Negotiator from 'negotiator'
import type { ErrorCode } from '#contract/errors.ts'
import { languages, type Device, type Language, type ViewName } from '#contract/values.ts'
import { languageFor } from '#words/languages.ts'
import { viewOfKind } from '#contract/devices.ts'
import { deviceCookie, type Devices, type KnownDevice } from '#server/access/devices.ts'
import { cookieOf, type KeyedDevice, type Keyring } from '#server/access/keys.ts'
import type { Links } from '#server/access/links.ts'
import { isSessionId, SESSION_COOKIE, workshopOfSession, type Sessions } from '#server/access/sessions.ts'
import type { Audience } from '#server/audience/audience.ts'
import { devicesFor } from '#server/policy/permit.ts'
import { originIn } from './origin.ts'
import type { WrongKeys } from './wrongKeys.ts'

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i

/** Who has come in, and what they look at. */
export interface Visitor {
  workshopId: string
  device: Device
  /** The paired device it is; null for a key, a link, or the demo. */
  deviceId: string | null
  /** The order a customer's link belongs to. */
  orderId: string | null
  /** The browser's session; null before it has one, and on screens without people. */
  sessionId: string | null
  audience: Audience
}

interface Options {
  keyring: Keyring
  devices: Devices
  sessions: Sessions
  links: Links
  now: () => number
  /** The demo serves this workshop without access keys, on loopback only. */
  openTo: string | null
  /** An origin that serves these pages, whatever the request called. */
  publicOrigin: string | null
  /** The origin that the request called. */
  calledOrigin: (request: IncomingMessage) => string | null
  /** Whether the browser's connection is encrypted. */
  isSecure: (request: IncomingMessage) => boolean
  /** Told of each request from a page that is not ours. */
  sawForeign?: (origin: string, called: string | null) => void
  wrongKeys: WrongKeys
  /** The client's address. */
  addressOf: (request: IncomingMessage) => string
}

export interface Doorkeeper {
  /** The visitor, or the code of the refusal. */
  admit(request: IncomingMessage, view: ViewName, token: string | undefined): Promise<Visitor | ErrorCode>
  /** Whether the `Origin` is ours: a browser's cookie only counts with our own pages. Programs send no `Origin`. */
  isOwnOrigin(request: IncomingMessage): boolean
}

export function createDoorkeeper(options: Options): Doorkeeper {
  const {
    keyring,
    devices,
    sessions,
    links,
    now,
    isSecure,
    openTo,
    publicOrigin,
    calledOrigin,
    sawForeign,
    wrongKeys,
    addressOf,
  } = options

  /** The first device that a cookie or token proves, of those that may open the view. */
  async function authenticate(
    request: IncomingMessage,
    view: ViewName,
    token: string | undefined,
  ): Promise<Visitor | ErrorCode> {
    const known = view === 'customer' ? null : await devices.of(cookiesOf(request)[deviceCookie(isSecure(request))])
    for (const device of devicesFor(view)) {
      const found =
        device === 'customer' ? await byLink(token) : (asPaired(known, device) ?? (await byKey(request, device)))
      if (found === 'ended') return 'link_ended'
      if (found === null) continue
      const { workshopId, orderId, deviceId } = found
      const audience: Audience = view === 'customer' ? { view, orderId: orderId ?? '' } : { view }
      const sessionId = device === 'staff' ? sessionOf(request) : null
      return { workshopId, device, deviceId, orderId, audience, sessionId }
    }
    const own = await ofPerson(request)
    if (own !== null && view !== 'customer')
      // Opened as wall, lobby or kiosk, a person's own browser is that lesser device, without a person.
      return {
        ...{ workshopId: own.workshopId, device: view, deviceId: null, orderId: null, audience: { view } },
        sessionId: view === 'staff' ? own.sessionId : null,
      }
    return known?.isRevoked ? 'device_revoked' : 'no_key'
  }

  async function byLink(token = '') {
    const link = await links.open(token, now())
    return typeof link === 'object' && link !== null ? { ...link, deviceId: null } : link
  }

  const asPaired = (known: KnownDevice | null, device: KeyedDevice) =>
    known && !known.isRevoked && viewOfKind[known.kind] === device
      ? { workshopId: known.workshopId, deviceId: known.deviceId, orderId: null }
      : null

  /** A browser in which a person has signed in with their password. */
  async function ofPerson(request: IncomingMessage) {
    const sessionId = sessionOf(request)
    const workshopId = workshopOfSession(sessionId)
    if (workshopId === null || sessionId === null) return null
    return (await sessions.of({ workshopId, sessionId, deviceId: null })) ? { workshopId, sessionId } : null
  }

  async function byKey(request: IncomingMessage, device: KeyedDevice) {
    const workshopId = openTo ?? (await keyring.workshopOf(device, cookiesOf(request)[cookieOf(device)]))
    return workshopId === null ? null : { workshopId, deviceId: null, orderId: null }
  }

  return {
    async admit(request, view, token) {
      const visitor = await authenticate(request, view, token)
      return visitor === 'no_key' && wrongKeys.areTooMany(addressOf(request)) ? 'too_many_requests' : visitor
    },
    isOwnOrigin(request) {
      const { origin, host = '' } = request.headers
      // Against DNS rebinding: without access keys, only loopback host names are served.
      if (openTo !== null && !LOOPBACK.test(host)) return false
      if (origin === undefined) return true
      const given = originIn(origin)
      const called = calledOrigin(request)
      if (given !== null && [publicOrigin, called].includes(given)) return true
      sawForeign?.(origin, called)
      return false
    },
  }
}

export const cookiesOf = ({ headers }: IncomingMessage) => parseCookie(headers.cookie ?? '')

/** The session id in the browser's cookie; null if there is none. */
export function sessionOf(request: IncomingMessage): string | null {
  const id = cookiesOf(request)[SESSION_COOKIE]
  return isSessionId(id) ? id : null
}

/** The language asked for, or else the browser's first that we have, or else English. */
export function languageOf(asked: string | undefined, accepted: string | undefined): Language {
  if (isLanguage(asked)) return asked
  for (const tag of new Negotiator({ headers: { 'accept-language': accepted } }).languages()) {
    const language = languageFor(tag)
    if (language) return language
  }
  return 'en'
}

const isLanguage = (text: string | undefined): text is Language =>
  (languages as readonly (string | undefined)[]).includes(text)
