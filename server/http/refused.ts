/** Refusals over HTTP: the status of each code, and the answer. */
import type { Response } from 'express'
import type { ErrorCode } from '#contract/errors.ts'
import type { Language } from '#contract/values.ts'
import { refusalOf } from '#server/edge/sentences.ts'

export const statusOf: Partial<Record<ErrorCode, number>> = {
  bad_payload: 400,
  unknown_command: 400,
  no_key: 401,
  device_revoked: 401,
  link_ended: 410,
  not_allowed: 403,
  wrong_origin: 403,
  actor_required: 403,
  wrong_pin: 403,
  wrong_password: 403,
  not_found: 404,
  order_not_found: 404,
  too_large: 413,
  too_many_requests: 429,
  server_error: 500,
  database_unavailable: 503,
}

export function no(response: Response, code: ErrorCode, language: Language): void {
  response.status(statusOf[code] ?? 409).json(refusalOf(code, language))
}
