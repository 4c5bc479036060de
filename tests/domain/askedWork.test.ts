/**
 * Additional work that waits for its customer's answer (B9): plan and forecast count on it once a promise has been offered with it,
 * and the car is judged by that promise until the answer.
 */
import { describe, expect, it } from 'vitest'
import type { Order } from '#contract/entities/index.ts'
import { givenPromise, promiseStatus } from '#contract/progress.ts'
import { defaultSettings } from '#contract/settings.ts'
import { forecastsOf } from '#server/domain/planner/forecasts.ts'
import { promiseOf } from '#server/domain/planner/promise.ts'
import { simulate } from '#server/domain/planner/simulate.ts'
import {
  aBay,
  anOperation,
  anOrderIn,
  aPart,
  aPerson,
  aProposedOperation,
  aWorkshop,
  HOUR,
  MINUTE,
  NOW,
} from '../support/factories.ts'
import { clock, Visit } from '../support/visit.ts'

const offer = { at: NOW, promiseAt: NOW + 5 * HOUR, onPage: false }
const brakes = aProposedOperation({ likelyMinutes: 60, askedAt: NOW })
const shopOf = (...orders: Order[]) => ({
  ...{
    workshop: aWorkshop({ settings: { ...defaultSettings, checkMinutes: 0 } }),
    bays: [aBay()],
    persons: [aPerson()],
    orders,
    now: NOW,
  },
})
const hour = { likelyMinutes: 60, safeMinutes: 60 }
/** An hour of agreed work, then an hour that its customer is asked about. */
const asked = (over: Partial<Order> = {}) =>
  anOrderIn('waiting', { operations: [anOperation(hour), brakes], additionalOffer: offer, ...over })
const finishOf = (order: Order, shop = shopOf(order)) => simulate(shop).get(order.id)!.finishAt

describe('B9 the plan with additional work that its customer is asked about', () => {
  it('counts on it once a promise was offered with it, not before', () => {
    const [before, after] = [asked({ additionalOffer: null }), asked()].map((order) => finishOf(order)!)
    expect(before).toBe(NOW + HOUR)
    expect(after).toBe(NOW + 2 * HOUR)
  })

  it('keeps its place and its technician from other cars', () => {
    const [order, other] = [
      asked(),
      anOrderIn('waiting', { promiseAt: NOW + 9 * HOUR, operations: [anOperation(hour)] }),
    ]
    expect(finishOf(other, shopOf(order, other))).toBe(NOW + 4 * HOUR)
    const silent = asked({ additionalOffer: null })
    expect(finishOf(other, shopOf(silent, other))).toBe(NOW + 2 * HOUR)
  })

  it('gives it no place on the day plan: nothing starts without the yes', () => {
    const order = asked()
    const { work } = forecastsOf(shopOf(order))[0]!
    expect(order.operations.map(({ state }) => state)).toEqual(['planned', 'proposed'])
    expect(work[0]!.operationId).toBe(order.operations[0]!.id)
  })

  it('does without it while it cannot be scheduled', () => {
    const overdue = aPart({ operationId: brakes.id, expectedAt: NOW - HOUR, arrivedAt: null })
    const order = asked({ parts: [overdue] })
    expect(simulate(shopOf(order)).get(order.id)).toMatchObject({
      reason: null,
      finishAt: expect.any(Number) as number,
    })
  })

  it('quotes the same promise whether it was offered before or not', () => {
    const quoteFor = (order: Order) => {
      const quote = promiseOf(shopOf(order), order.id, [])
      return 'promiseAt' in quote ? quote.promiseAt : null
    }
    expect(quoteFor(asked())).toBe(quoteFor(asked({ additionalOffer: null })))
  })
})

/** Promised for 15:00; at 11:00 the floor finds half an hour of work, and its customer is asked at 11:05. */
function askedVisit(promiseAt: number, { onPage = false, foundAt = clock('11:00') } = {}) {
  const settings = { ...defaultSettings, checkMinutes: 0, undoSeconds: 10, askBeforeDelayNotice: false }
  const visit = new Visit({ settings }).starts().until(foundAt)
  visit.does('proposeAdditionalWork', { itemIds: [visit.item.id], findings: 'Pads worn', safety: false })
  visit.until(foundAt + 5 * MINUTE).does('offerAdditionalWork', { promiseAt, onPage })
  // Forecasts are recorded again a minute after a change.
  return visit.until(foundAt + 7 * MINUTE)
}
const answer = (visit: Visit, accepted: boolean) => {
  const operationIds = visit.order.operations.slice(1).map(({ id }) => id)
  const promiseAt = accepted ? visit.order.additionalOffer!.promiseAt : null
  visit.does('decideAdditionalWork', { operationIds, accepted, promiseAt })
}
const statusOf = ({ order, server }: Visit) => promiseStatus(order, server.now, 15)

describe('B9, B11.1 while its customer is asked, a car is judged by the promise offered', () => {
  it.each([false, true])('its status and its alerts (on their page: %s)', (onPage) => {
    const visit = askedVisit(clock('16:30'), { onPage }).forecasts(clock('16:00')).until(clock('11:10'))
    expect(givenPromise(visit.order)).toBe(clock('16:30'))
    expect(statusOf(visit)).toBe('on_track')
    expect(visit.causes).not.toContain('forecast_late')
    visit.forecasts(clock('16:45'))
    expect(statusOf(visit)).toBe('late')
    expect(visit.causes).toContain('forecast_late')
  })

  it('is not overdue once the promise before has passed, but the answer is outstanding', () => {
    const visit = askedVisit(clock('16:30')).forecasts(clock('16:00')).until(clock('15:01'))
    expect(visit.causes).toContain('answer_outstanding')
    expect(visit.causes).not.toContain('order_overdue')
    expect(visit.until(clock('16:31')).causes).toContain('order_overdue')
  })

  it('tells its customer nothing of the time that the question names', () => {
    const visit = askedVisit(clock('16:30')).forecasts(clock('16:30')).until(clock('16:29'))
    expect(visit.notices).toEqual([])
  })

  it('tells them of a delay beyond it', () => {
    const visit = askedVisit(clock('16:30')).forecasts(clock('17:10')).until(clock('15:30'))
    expect(visit.sent).toEqual([['delay', clock('17:15')]])
  })

  it('the forecast counts the work from the question on, and no longer after a no', () => {
    const visit = askedVisit(clock('16:30'))
    const withIt = visit.order.forecastAt!
    answer(visit, false)
    expect(visit.order.forecastAt).toBeLessThan(withIt)
    expect(visit.order.additionalOffer).toBeNull()
  })
})

describe('B9, S14 the answer', () => {
  it.each([clock('11:00'), clock('14:20')])(
    'a no brings the old promise back and tells of no delay (found at %s)',
    (foundAt) => {
      const visit = askedVisit(clock('16:30'), { foundAt })
        .forecasts(clock('16:10'))
        .until(foundAt + 20 * MINUTE)
      answer(visit, false)
      expect(givenPromise(visit.order)).toBe(clock('15:00'))
      // The plan without the work is there a second later.
      visit
        .until(visit.server.now + 1000)
        .forecasts(clock('14:55'))
        .until(clock('14:54'))
      expect(visit.sent.map(([kind]) => kind)).not.toContain('delay')
      expect(visit.sent).toEqual([['on_course', clock('15:00')]])
    },
  )

  it('a yes makes the offered promise theirs, and the forecast stays', () => {
    const visit = askedVisit(clock('16:30')).forecasts(clock('16:10')).until(clock('11:30'))
    answer(visit, true)
    expect(visit.order).toMatchObject({ promiseAt: clock('16:30'), forecastAt: clock('16:10'), additionalOffer: null })
    expect(statusOf(visit)).toBe('on_track')
  })
})
