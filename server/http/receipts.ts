/** Requests with delivery receipts, one address for each way: limited in number and size, and handed on as they are. */
import express, { Router, type Request } from 'express'
import type { ReceiptTaker } from '#server/delivery/takeReceipts.ts'
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
  const open = (name: string) =>
    router.post(
      `/receipts/${name}`,
      (request, response, next) =>
        limit.take(request.ip ?? '') ? next() : no(response, 'too_many_requests', languageAsked(request)),
      // The signature is of these bytes.
      express.raw({ type: () => true, limit: BODY_LIMIT }),
      async (request, response) => {
        const taken = await receiptTaker.take(name, {
          url: originOf(request) + request.originalUrl,
          header: (header) => request.get(header),
          body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
        })
        if (typeof taken === 'string') return no(response, taken, languageAsked(request))
        if (taken.answer === null) response.status(204).end()
        else response.json(taken.answer)
      },
    )
  for (const name of receiptTaker.names) open(name)
  return router
}
