/** B10.2: short work has no progress check. At its planned end the bay asks whether it is done, and hears how much longer it takes. */
import { describe, expect, it } from 'vitest'
import { isDoneAsked, operationPercent, remainingMinutes, workDone } from '#contract/progress.ts'
import { MINUTE, NOW } from '../support/factories.ts'
import { clock, Visit } from '../support/visit.ts'

/** Half an hour of work from 10:00, promised for 11:50: too short for a progress check. */
const short = () => new Visit({ minutes: 30, promiseAt: clock('11:50') }).starts()
const isAsked = ({ order, server }: Visit) => isDoneAsked(order, order.operations[0]!, server.all.workshop, server.now)
const left = ({ order, server }: Visit) => remainingMinutes(order.operations, server.all.workshop, server.now)

/** "Not yet", as the screen sends it. */
function notYet(visit: Visit, minutesLeft: number): Visit {
  const { order, operationId, server } = visit
  const percent = Math.floor(operationPercent(order.operations[0]!, server.all.workshop, server.now))
  visit.does('reportProgress', { operationId, percent, minutesLeft })
  return visit
}

describe('B10.2 "Done?" is asked about work in progress', () => {
  it('from its planned end on, without an alert', () => {
    const visit = short().until(clock('10:30') - 1)
    expect(isAsked(visit)).toBe(false)
    expect(isAsked(visit.until(clock('10:30')))).toBe(true)
    expect(isAsked(visit.until(clock('10:45')))).toBe(true)
    expect(visit.causes).toEqual([])
    expect(isAsked(visit.finishes())).toBe(false)
  })

  it('not while it is paused; pauses do not count', () => {
    const visit = short().until(clock('10:10')).pauses().until(clock('10:40'))
    expect(isAsked(visit)).toBe(false)
    expect(isAsked(visit.starts().until(clock('10:59')))).toBe(false)
    expect(isAsked(visit.until(clock('11:01')))).toBe(true)
  })

  it('in opening hours: the night does not count', () => {
    const visit = new Visit({ minutes: 30, at: clock('17:40'), promiseAt: clock('09:00', 1) }).starts()
    expect(isAsked(visit.until(clock('08:09', 1)))).toBe(false)
    expect(isAsked(visit.until(clock('08:10', 1)))).toBe(true)
  })

  it('by the progress last reported, at the pace of the work so far', () => {
    // Half done after 20 of 30 minutes: 37 in all, half of them still to come.
    const visit = short().until(clock('10:20'))
    visit.does('reportProgress', { operationId: visit.operationId, percent: 50 })
    expect(isAsked(visit.until(clock('10:38')))).toBe(false)
    expect(isAsked(visit.until(clock('10:39')))).toBe(true)
  })

  it('not if the order is long enough for a progress check', () => {
    const visit = new Visit({ minutes: 30, promiseAt: NOW + 120 * MINUTE }).starts().until(clock('10:45'))
    expect(isAsked(visit)).toBe(false)
  })
})

describe('B10.2 "Not yet" and some minutes', () => {
  it.each([10, 20, 30, 60])('%i: the forecast knows, and it is asked again then', (minutes) => {
    const visit = notYet(short().until(clock('10:40')), minutes)
    const then = clock('10:40') + minutes * MINUTE
    expect(Math.abs(left(visit) - minutes)).toBeLessThan(1)
    expect(Math.abs(visit.order.forecastAt! - then)).toBeLessThanOrEqual(MINUTE)
    expect(isAsked(visit)).toBe(false)
    expect(isAsked(visit.until(then - MINUTE))).toBe(false)
    expect(isAsked(visit.until(then + MINUTE))).toBe(true)
  })

  it('keeps what is done, and the margin of the safe forecast', () => {
    const visit = short().until(clock('10:30'))
    const [before] = visit.order.operations
    const [after] = notYet(visit, 30).order.operations
    expect(workDone(visit.order.operations, visit.server.all.workshop, visit.server.now)).toBeGreaterThan(0.45)
    expect(after!.safeMinutes - after!.likelyMinutes).toBe(before!.safeMinutes - before!.likelyMinutes)
  })

  it('adds up if it is not done then either', () => {
    const visit = notYet(notYet(short().until(clock('10:30')), 10).until(clock('10:41')), 20)
    expect(Math.abs(left(visit) - 20)).toBeLessThan(1)
    expect(visit.causes).toEqual([])
  })
})
