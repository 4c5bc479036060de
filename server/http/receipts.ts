/** Requests with delivery receipts, one address for each way: limited in number and size, and handed on as they are. */
import express, { Router, type Request, type RequestHandler } from 'express'
import type { ReceiptTaker } from '#server/delivery/takeReceipts.ts'
import type { Callback } from '#server/delivery/way.ts'
import { createBuckets } from '#server/edge/limit.ts'
import { BODY_LIMIT, languageAsked } from './api.ts'
import { no } from './refused.ts'

/** Requests per address: a gateway sends one for each step of each message. */
const PER_SECOND = 50
const AT_ONCE = 500

interface Options {
  receiptTaker: ReceiptTaker
  originOf: (request: Request) => string
  /** Real time for the limit, in milliseconds. */
  monotonic: () => number
}

export function receipts({ receiptTaker, originOf, monotonic }: Options): Router {
  const router = Router()
  const limit = createBuckets(PER_SECOND, AT_ONCE, monotonic)
  const limited: RequestHandler = (request, response, next) =>
    limit.take(request.ip ?? '') ? next() : no(response, 'too_many_requests', languageAsked(request))
  const callbackOf = (request: Request): Callback => ({
    url: originOf(request) + request.originalUrl,
    header: (header) => request.get(header),
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
  })
  const open = (name: string) => {
    router.get(`/receipts/${name}`, limited, (request, response) => {
      const echo = receiptTaker.echo(name, callbackOf(request))
      if (echo === null) no(response, 'not_allowed', languageAsked(request))
      else response.type('text/plain').send(echo)
    })
    router.post(
      `/receipts/${name}`,
      limited,
      // The signature is of these bytes.
      express.raw({ type: () => true, limit: BODY_LIMIT }),
      async (request, response) => {
        const taken = await receiptTaker.take(name, callbackOf(request))
        if (typeof taken === 'string') return no(response, taken, languageAsked(request))
        if (taken.answer === null) response.status(204).end()
        else if (typeof taken.answer === 'string') response.type('text/plain').send(taken.answer)
        else response.json(taken.answer)
      },
    )
  }
  for (const name of receiptTaker.names) open(name)
  return router
}
