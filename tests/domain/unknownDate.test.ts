/** What nobody knows the end of gives no forecast, instead of one that slides: an overdue part, a bay out of service (B4.2, AL). */
import { describe, expect, it } from 'vitest'
import type { Bay, Order } from '#contract/entities/index.ts'
import { promiseStatus } from '#contract/progress.ts'
import { forecastsOf } from '#server/domain/planner/forecasts.ts'
import { Objective } from '#server/domain/planner/objective.ts'
import { problemOf } from '#server/domain/planner/problem.ts'
import { promiseOf } from '#server/domain/planner/promise.ts'
import { Run } from '#server/domain/planner/run.ts'
import {
  aBay,
  anOperation,
  anOrderIn,
  aPart,
  aPausedOperation,
  aPerson,
  aWorkingOperation,
  aWorkshop,
  DAY,
  HOUR,
  MINUTE,
  NOW,
} from '../support/factories.ts'
import { clock, Visit } from '../support/visit.ts'

const shopOf = (orders: Order[], bays: Bay[] = [aBay()], now = NOW) => ({
  ...{ workshop: aWorkshop(), bays, persons: [aPerson()], orders, now },
})
const forecast = (order: Order, bays?: Bay[], now?: number) => forecastsOf(shopOf([order], bays, now))[0]!

describe('B4.2 a part that is overdue without a new date', () => {
  /** An hour of work that waits for a part due at 15:00; promised for 16:30. */
  const waiting = () => {
    const visit = new Visit({ promiseAt: clock('16:30') })
    const part = { operationId: visit.operationId, name: 'Belt', quantity: 1, expectedAt: clock('15:00') }
    visit.does('expectPart', part)
    return visit
  }
  const planned = ({ order, server }: Visit) => forecast(order, undefined, server.now)

  it('makes the forecast unknown at once, and it stays so the next morning', () => {
    const visit = waiting().until(clock('14:59'))
    expect(visit.order.forecastAt).toBe(clock('16:00'))
    for (const now of [clock('15:01'), clock('10:00', 1)]) {
      visit.until(now)
      const unschedulable = { operationId: visit.operationId, reason: 'part_unknown' }
      expect(visit.order).toMatchObject({ forecastAt: null, safeForecastAt: null, unschedulable })
      expect(planned(visit)).toMatchObject({ forecastAt: null, unschedulable })
    }
  })

  it('is at risk, late only once the promise has passed; the part is the alert, not the work', () => {
    const visit = waiting().until(clock('15:01'))
    expect(promiseStatus(visit.order, visit.server.now, 15)).toBe('at_risk')
    expect(visit.causes).toContain('part_late')
    expect(visit.causes).not.toContain('cannot_be_scheduled')
    visit.until(clock('16:31'))
    expect(promiseStatus(visit.order, visit.server.now, 15)).toBe('late')
    expect(visit.causes).toContain('order_overdue')
  })

  it('B11.1 is told as a delay without a time, once the notice is due', () => {
    const visit = waiting().until(clock('15:31'))
    expect(visit.notices.map(({ kind, readyAt }) => [kind, readyAt])).toEqual([['delay_no_time', null]])
  })

  it.each([
    [
      'a new date',
      (visit: Visit, partId: string) => visit.does('movePartArrival', { partId, expectedAt: clock('17:00') }),
    ],
    ['its arrival', (visit: Visit, partId: string) => visit.does('recordPartArrival', { partId })],
  ])('has a forecast again with %s', (_what, happens) => {
    const visit = waiting().until(clock('15:10'))
    happens(visit, visit.order.parts[0]!.id)
    expect(visit.order.unschedulable).toBeNull()
    expect(visit.order.forecastAt).toBe(planned(visit).forecastAt)
    expect(visit.order.forecastAt).not.toBeNull()
  })

  it('keeps another reason that the planner has found, and lets work in progress go on', () => {
    const overdue = [aPart({ expectedAt: NOW - HOUR })]
    const visit = waiting().isStuck('no_bay').until(clock('15:01'))
    expect(visit.order.unschedulable!.reason).toBe('no_bay')
    const person = aPerson()
    const bay = aBay()
    const working = aWorkingOperation({ bayId: bay.id, technicianId: person.id })
    const order = anOrderIn('working', { operations: [working], parts: overdue })
    expect(forecastsOf({ ...shopOf([order], [bay]), persons: [person] })[0]!.forecastAt).toBe(NOW + HOUR)
  })

  it('counts for the whole order, for paused work too, and gives no quote', () => {
    const later = anOperation()
    const parts = [aPart({ operationId: later.id, expectedAt: NOW - MINUTE })]
    for (const operations of [
      [anOperation(), later],
      [aPausedOperation(), later],
    ])
      expect(forecast(anOrderIn('waiting', { operations, parts }))).toMatchObject({
        forecastAt: null,
        unschedulable: { operationId: later.id, reason: 'part_unknown' },
      })
    const arrived = anOrderIn('arrived', { operations: [later], parts })
    expect(promiseOf(shopOf([arrived]), arrived.id, [])).toMatchObject({ promiseAt: null, reason: 'part_unknown' })
  })

  it('C2 makes no plan better or worse: the search works on what can be helped', () => {
    const unknown = anOrderIn('waiting', { parts: [aPart({ expectedAt: NOW - HOUR })], promiseAt: NOW - DAY })
    const state = shopOf([unknown])
    const problem = problemOf(state)
    const run = new Run(problem)
    run.go(new Float64Array(problem.tasks))
    expect(new Objective(state, problem).lateCars(run)).toEqual([])
  })
})

describe('AL a bay out of service without a known end', () => {
  const out = (until: number | null) => aBay({ outOfService: { reason: 'Oil leak', since: NOW - HOUR, until } })

  it.each([
    ['has no end', null],
    ['should have been back', NOW - MINUTE],
  ])('leaves the forecasts of its cars unknown if it %s', (_what, until) => {
    const order = anOrderIn('waiting')
    const unschedulable = { operationId: order.operations[0]!.id, reason: 'bay_unknown' }
    expect(forecast(order, [out(until)])).toMatchObject({ forecastAt: null, unschedulable })
  })

  it('does not matter to cars that can go elsewhere, nor after its known end', () => {
    const broken = out(null)
    const order = anOrderIn('waiting', { operations: [anOperation({ bayId: broken.id })] })
    expect(forecast(order, [broken, aBay({ number: 2 })]).forecastAt).toBe(NOW + HOUR)
    expect(forecast(order, [out(NOW + 30 * MINUTE)]).forecastAt).toBe(NOW + 90 * MINUTE)
  })
})
