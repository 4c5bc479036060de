/** Authenticates a request by its cookie or token, for sockets and HTTP alike. */
import type { IncomingMessage } from 'node:http'
import type { ErrorCode } from '#contract/errors.ts'
import { languages, type Door, type Language } from '#contract/values.ts'
import { languageFor } from '#words/languages.ts'
import { cookieOf, type Keyring } from '#server/access/keys.ts'
import type { Links } from '#server/access/links.ts'
import { isSessionId, SESSION_COOKIE } from '#server/access/sessions.ts'
import type { Audience } from '#server/audience/audience.ts'
import type { WrongKeys } from './wrongKeys.ts'

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i

export interface Visitor {
  workshopId: string
  audience: Audience
  /** The browser's session; null before it has one, and on screens without people. */
  sessionId: string | null
}

interface Options {
  keyring: Keyring
  links: Links
  now: () => number
  /** The demo serves this workshop without access keys, on loopback only. */
  openTo: string | null
  /** Another origin that serves these pages, besides the server's own. */
  publicOrigin: string | null
  wrongKeys: WrongKeys
  /** The client's address. */
  addressOf: (request: IncomingMessage) => string
}

export interface Doorkeeper {
  /** The visitor, or the code of the refusal. */
  admit(request: IncomingMessage, door: Door, token: string | undefined): Promise<Visitor | ErrorCode>
  /** Whether the `Origin` is ours: a browser's cookie only counts with our own pages. Programs send no `Origin`. */
  isOwnOrigin(request: IncomingMessage): boolean
}

export function createDoorkeeper(options: Options): Doorkeeper {
  const { keyring, links, now, openTo, publicOrigin, wrongKeys, addressOf } = options
  async function authenticate(
    request: IncomingMessage,
    door: Door,
    token: string | undefined,
  ): Promise<Visitor | ErrorCode> {
    if (door === 'customer') {
      const link = await links.open(token ?? '', now())
      if (link === 'ended') return 'link_ended'
      return link
        ? { workshopId: link.workshopId, audience: { door, orderId: link.orderId }, sessionId: null }
        : 'no_key'
    }
    const workshopId = openTo ?? (await keyring.workshopOf(door, readCookie(request, cookieOf(door))))
    const sessionId = door === 'staff' ? sessionOf(request) : null
    return workshopId ? { workshopId, audience: { door }, sessionId } : 'no_key'
  }
  return {
    async admit(request, door, token) {
      const address = addressOf(request)
      if (!wrongKeys.mayTry(address)) return 'too_many_requests'
      const visitor = await authenticate(request, door, token)
      if (visitor === 'no_key') wrongKeys.wasWrong(address)
      return visitor
    },
    isOwnOrigin(request) {
      const { origin, host = '' } = request.headers
      // Against DNS rebinding: without access keys, only loopback host names are served.
      if (openTo !== null && !LOOPBACK.test(host)) return false
      if (origin === undefined) return true
      if (publicOrigin !== null && origin === publicOrigin) return true
      return URL.canParse(origin) && new URL(origin).host === host
    },
  }
}

/** A cookie's value; undefined if it was not sent. */
function readCookie(request: IncomingMessage, name: string): string | undefined {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = pair.split('=', 2)
    if (key?.trim() === name) return value?.trim()
  }
  return undefined
}

/** The session id in the browser's cookie; null if there is none. */
export function sessionOf(request: IncomingMessage): string | null {
  const id = readCookie(request, SESSION_COOKIE)
  return isSessionId(id) ? id : null
}

/** The language asked for, or else the browser's first that we have, or else English. */
export function languageOf(asked: string | undefined, accepted: string | undefined): Language {
  if (isLanguage(asked)) return asked
  for (const tag of (accepted ?? '').split(',')) {
    const language = languageFor(tag.split(';')[0]!.trim())
    if (language) return language
  }
  return 'en'
}

const isLanguage = (text: string | undefined): text is Language =>
  (languages as readonly (string | undefined)[]).includes(text)
