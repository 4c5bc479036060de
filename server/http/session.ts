/** The session cookie of a browser. */
import type { Request, Response } from 'express'
import { newSessionId, SESSION_COOKIE } from '#server/access/sessions.ts'
import { sessionOf } from '#server/edge/admit.ts'

const YEAR = 365 * 86_400_000

/** Returns the id of the browser's session and sets the cookie if there is none. The socket's handshake then carries it. */
export const sessionKeeper =
  (isSecure: (request: Request) => boolean) =>
  (request: Request, response: Response): string => {
    const held = sessionOf(request)
    if (held !== null) return held
    const id = newSessionId()
    const secure = isSecure(request)
    response.cookie(SESSION_COOKIE, id, { httpOnly: true, sameSite: 'lax', secure, maxAge: YEAR, path: '/' })
    return id
  }
