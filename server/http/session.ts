/** The cookie of a browser's session. */
import type { Request, Response } from 'express'
import { newSessionId, SESSION_COOKIE } from '#server/access/sessions.ts'
import { sessionOf } from '#server/edge/admit.ts'

const YEAR = 365 * 86_400_000

/** Answers the session of a request's browser, which gets a cookie where it has none; its socket brings it along from then on. */
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
