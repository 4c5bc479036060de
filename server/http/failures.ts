/** The last error handler of HTTP: the sender gets a code and a sentence, the log gets the error. */
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express'
import type { Logger } from 'pino'
import { refusalOf } from '#server/edge/sentences.ts'
import { languageAsked } from './api.ts'
import { statusOf } from './refused.ts'

export const notFound: RequestHandler = (request, response) => refuse(response, 'not_found', request)

export function onError(log: Logger): ErrorRequestHandler {
  return (error: { status?: number; type?: string }, request, response, next) => {
    if (response.headersSent) return next(error)
    if (error.type === 'entity.too.large') return refuse(response, 'too_large', request)
    if (error.status === 404) return refuse(response, 'not_found', request)
    if (error.status !== undefined && error.status < 500) return refuse(response, 'bad_payload', request)
    log.error({ err: error }, 'A request failed')
    refuse(response, 'server_error', request)
  }
}

function refuse(response: Response, code: keyof typeof statusOf, request: Request): void {
  response.status(statusOf[code] ?? 500).json(refusalOf(code, languageAsked(request)))
}
