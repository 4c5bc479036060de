/** C5: a failed check asks for minutes of rework; what was done stays done. */
import { describe, expect, it } from 'vitest'
import { remainingMinutes, workDone } from '#contract/progress.ts'
import { HOUR, MINUTE, NOW } from '../support/factories.ts'
import { Visit } from '../support/visit.ts'

/** A two-hour job, done at 13:00, promised for 15:00; its check has just failed. */
const failed = (minutes: number | null, settings = {}) => {
  const visit = new Visit({ minutes: 120, promiseAt: NOW + 5 * HOUR, settings }).starts().until(NOW + 3 * HOUR)
  visit.finishes().does('failChecks', { operationId: visit.operationId, reason: 'A drip', minutes })
  return visit
}
const left = ({ order, server }: Visit) => remainingMinutes(order.operations, server.all.workshop, server.now)

describe('C5 rework after a failed check', () => {
  it.each([10, 20, 30, 60])('takes the %i minutes that were named, and the forecast moves by no more', (minutes) => {
    const visit = failed(minutes)
    expect(Math.abs(left(visit) - minutes)).toBeLessThan(1)
    const { forecastAt } = visit.order
    expect(Math.abs(forecastAt! - (NOW + 3 * HOUR + minutes * MINUTE))).toBeLessThanOrEqual(MINUTE)
    expect(visit.causes).toEqual([])
  })

  it('makes the safe forecast later by the minutes, too', () => {
    const was = new Visit({ minutes: 120 }).order.operations[0]!
    expect(failed(60).order.operations[0]!.safeMinutes).toBe(was.safeMinutes + 60)
  })

  it('takes the usual share of the operation if no minutes are named', () => {
    expect(Math.abs(left(failed(null)) - 18)).toBeLessThan(1)
    expect(Math.abs(left(failed(null, { reworkPercent: 50 })) - 60)).toBeLessThan(1)
  })

  it('keeps the first start, and the share of the work that was done', () => {
    const { order, server } = failed(10)
    const [operation] = order.operations
    expect(operation).toMatchObject({ state: 'planned', startedAt: NOW, finishedAt: null, sentBack: 1, placedAt: null })
    expect(workDone(order.operations, server.all.workshop, server.now)).toBeGreaterThan(0.9)
  })

  it('counts down while it is done', () => {
    const visit = failed(10).starts()
    visit.until(visit.server.now + 8 * MINUTE)
    expect(left(visit)).toBeLessThan(3)
  })

  it('adds up if the check fails again', () => {
    const visit = failed(10).starts()
    visit.until(visit.server.now + 10 * MINUTE).finishes()
    visit.does('failChecks', { operationId: visit.operationId, reason: 'Still drips', minutes: 30 })
    expect(Math.abs(left(visit) - 30)).toBeLessThan(1)
    expect(visit.order.operations[0]).toMatchObject({ sentBack: 2, likelyMinutes: 160 })
  })
})
