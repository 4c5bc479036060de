/** `GET /metrics`, for those who bring the token, and for programs on this machine. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { Router, type Request } from 'express'
import { languageAsked } from './api.ts'
import type { Metrics } from './metrics.ts'
import { no } from './refused.ts'

const LOOPBACK = /^(::ffff:)?127\.|^::1$/
/** A proxy on this machine names its clients in one of these. */
const FORWARDED = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip']
/** Real milliseconds for which the figures stand: collecting them costs more than anything else that needs no key. */
const STAND_FOR = 1000

/** @param token null: only programs on this machine may read @param monotonic real time in ms */
export function metricsRead({ registry }: Metrics, token: string | null, monotonic: () => number): Router {
  let collected: Promise<string> | null = null
  let at = 0
  const mayRead = (request: Request): boolean => {
    const sent = request.get('Authorization')?.replace(/^Bearer /, '')
    if (sent !== undefined) return token !== null && timingSafeEqual(hashOf(sent), hashOf(token))
    return LOOPBACK.test(request.socket.remoteAddress ?? '') && !FORWARDED.some((name) => name in request.headers)
  }
  const router = Router()
  router.get('/metrics', async (request, response) => {
    if (!mayRead(request)) return no(response, 'no_key', languageAsked(request))
    if (!collected || monotonic() - at >= STAND_FOR) {
      at = monotonic()
      collected = registry.metrics()
    }
    response.type(registry.contentType).send(await collected)
  })
  return router
}

const hashOf = (text: string) => createHash('sha256').update(text).digest()
