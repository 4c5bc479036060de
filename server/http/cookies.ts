/** The cookies of a browser: access keys and session. They last a year from the last page load. */
import type { CookieOptions, Request, Response } from 'express'
import { cookieOf, isKeyText, keyedDevices } from '#server/access/keys.ts'
import { deviceCookie, type Devices } from '#server/access/devices.ts'
import { PAIRING_COOKIE } from '#server/access/pairings.ts'
import { isSessionId, newSessionId, SESSION_COOKIE } from '#server/access/sessions.ts'
import { cookiesOf, sessionOf } from '#server/edge/admit.ts'

const DAY = 86_400_000
const YEAR = 365 * DAY

export interface Cookies {
  set(request: Request, response: Response, name: string, value: string): void
  /** The id of the browser's session; sets its cookie if there is none. The socket's handshake then carries it. */
  keepSession(request: Request, response: Response): string
  setSession(request: Request, response: Response, id: string): void
  /** A session without a person, in place of the one that has ended. Returns its id. */
  newSession(request: Request, response: Response): string
  /** Sets all that the browser holds again, so that a screen in use stays signed in. */
  renew(request: Request, response: Response): void
  /** The secret of a screen that waits to be paired, for `lives` seconds. */
  setPairing(request: Request, response: Response, secret: string, lives: number): void
  setDevice(request: Request, response: Response, token: string): void
  /** Gives a paired device a new token when it is time. */
  renewDevice(request: Request, response: Response): Promise<void>
  /** The token of the device; undefined if the browser is none. */
  deviceTokenOf(request: Request): string | undefined
}

/** @param isSecure whether the browser's connection is encrypted: over plain HTTP it would not keep a `Secure` cookie */
export function cookiesBy(isSecure: (request: Request) => boolean, devices: Devices): Cookies {
  const set: Cookies['set'] = (request, response, name, value) => {
    const secure = isSecure(request)
    response.cookie(name, value, { ...lasting, secure })
  }
  const deviceTokenOf = (request: Request) => cookiesOf(request)[deviceCookie(isSecure(request))]
  // A browser keeps no cookie longer than 400 days.
  const setDevice: Cookies['setDevice'] = (request, response, token) => {
    const secure = isSecure(request)
    response.cookie(deviceCookie(secure), token, { ...lasting, maxAge: 400 * DAY, secure })
  }
  return {
    deviceTokenOf,
    setDevice,
    setPairing(request, response, secret, lives) {
      const only = { httpOnly: true, sameSite: 'strict', path: '/api/pair' } as const
      response.cookie(PAIRING_COOKIE, secret, { ...only, maxAge: lives * 1000, secure: isSecure(request) })
    },
    async renewDevice(request, response) {
      const token = await devices.renewed(deviceTokenOf(request))
      if (token !== null) setDevice(request, response, token)
    },
    set,
    setSession: (request, response, id) => set(request, response, SESSION_COOKIE, id),
    newSession(request, response) {
      const id = newSessionId()
      set(request, response, SESSION_COOKIE, id)
      return id
    },
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
