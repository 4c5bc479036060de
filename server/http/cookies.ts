/** The cookies of a browser: access keys and session. They last a year from the last page load. */
import type { CookieOptions, Request, Response } from 'express'
import { cookieOf, isKeyText, keyedDevices } from '#server/access/keys.ts'
import { isSessionId, newSessionId, SESSION_COOKIE } from '#server/access/sessions.ts'
import { cookiesOf, sessionOf } from '#server/edge/admit.ts'

const YEAR = 365 * 86_400_000

export interface Cookies {
  set(request: Request, response: Response, name: string, value: string): void
  /** The id of the browser's session; sets its cookie if there is none. The socket's handshake then carries it. */
  keepSession(request: Request, response: Response): string
  /** Sets all that the browser holds again, so that a screen in use stays signed in. */
  renew(request: Request, response: Response): void
}

/** @param isSecure whether the browser's connection is encrypted: over plain HTTP it would not keep a `Secure` cookie */
export function cookiesBy(isSecure: (request: Request) => boolean): Cookies {
  const set: Cookies['set'] = (request, response, name, value) => {
    const secure = isSecure(request)
    response.cookie(name, value, { ...lasting, secure })
  }
  return {
    set,
    keepSession(request, response) {
      const held = sessionOf(request)
      if (held !== null) return held
      const id = newSessionId()
      set(request, response, SESSION_COOKIE, id)
      return id
    },
    renew(request, response) {
      const held = cookiesOf(request)
      for (const name of keyedDevices.map(cookieOf)) if (isKeyText(held[name])) set(request, response, name, held[name])
      const session = held[SESSION_COOKIE]
      if (isSessionId(session)) set(request, response, SESSION_COOKIE, session)
    },
  }
}

const lasting: CookieOptions = { httpOnly: true, sameSite: 'lax', maxAge: YEAR, path: '/' }
