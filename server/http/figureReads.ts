/** The figures over HTTP, and the orders behind a number. */
import type { Request, Response, Router } from 'express'
import { figureOrdersQuestion, figuresQuestion, type FigureOrders, type Figures } from '#contract/figures.ts'
import type { ReadName } from '#contract/reads.ts'
import type { Language } from '#contract/values.ts'
import type { Visitor } from '#server/edge/admit.ts'
import type { Buckets } from '#server/edge/limit.ts'
import type { Reports } from '#server/read/reports/reports.ts'
import { no } from './refused.ts'

/** Limit per address and view: each report counts weeks of work. A person turning pages stays below it. */
export const REPORTS_PER_SECOND = 5
export const REPORTS_AT_ONCE = 40

type Handle = (visitor: Visitor, request: Request, response: Response, language: Language) => Promise<unknown>
/** Wraps a handler in the checks of the policy and the limit. */
type Guard = (name: ReadName, limit: Buckets, handle: Handle) => (request: Request, response: Response) => Promise<void>

export function figureReads(router: Router, asked: Guard, reports: Reports, limit: Buckets): void {
  router.get(
    '/figures',
    asked('readFigures', limit, async ({ workshopId }, request, response, language) => {
      const question = figuresQuestion.safeParse(request.query)
      if (!question.success) return no(response, 'bad_payload', language)
      const figures = await reports.figures(workshopId, question.data)
      if (figures) response.json(figures satisfies Figures)
      else no(response, 'not_found', language)
    }),
  )

  router.get(
    '/figures/orders',
    asked('readFigureOrders', limit, async ({ workshopId }, request, response, language) => {
      const question = figureOrdersQuestion.safeParse(request.query)
      if (!question.success) return no(response, 'bad_payload', language)
      const orders = await reports.orders(workshopId, question.data)
      if (orders) response.json(orders satisfies FigureOrders)
      else no(response, 'not_found', language)
    }),
  )
}
