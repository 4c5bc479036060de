/** Work that cannot be scheduled: it has a reason but no forecast, counts as late and raises an alert (AL, B11.1). */
import { describe, expect, it } from 'vitest'
import type { Order } from '#contract/entities/index.ts'
import { promiseStatus } from '#contract/progress.ts'
import { forecastsOf } from '#server/domain/planner/forecasts.ts'
import { aBay, anOperation, anOrderIn, aPerson, aWorkshop, HOUR, MINUTE, NOW } from '../support/factories.ts'
import { theClock } from '../support/memoryClock.ts'
import { clock, Visit } from '../support/visit.ts'

const paint = { bayKind: 'paint', skill: 'paint' } as const
const bodies = [aBay(), aBay({ number: 2, uses: ['paint'] })]
const forecast = (order: Order, over: Partial<Parameters<typeof forecastsOf>[0]> = {}) =>
  forecastsOf({ workshop: aWorkshop(), bays: bodies, persons: [aPerson()], orders: [order], now: NOW, ...over })[0]!

describe('AL the forecast of work that cannot be scheduled', () => {
  const [first, stuck, last] = [anOperation(), anOperation(paint), anOperation()]
  const order = anOrderIn('waiting', { operations: [first, stuck, last] })

  it('has no time, but names the work and what is missing', () => {
    const found = forecast(order)
    expect(found).toMatchObject({ forecastAt: null, unschedulable: { operationId: stuck.id, reason: 'no_skill' } })
    expect(found.work.map(({ operationId }) => operationId)).toEqual([first.id])
    expect(forecast(order, { bays: [aBay()] }).unschedulable).toEqual({ operationId: stuck.id, reason: 'no_bay' })
    const shift = Array.from({ length: 7 }, () => [])
    const persons = [aPerson(), aPerson({ skills: ['paint'], shift })]
    expect(forecast(order, { persons }).unschedulable).toEqual({ operationId: stuck.id, reason: 'nobody_on_shift' })
  })

  it('names no work for QC and wash in a workshop that never opens', () => {
    const workshop = aWorkshop({ hours: [[], [], [], [], [], [], []] })
    const checking = anOrderIn('checking')
    const settings = { ...workshop.settings, checkMinutes: 10 }
    const { unschedulable } = forecast(checking, { workshop: { ...workshop, settings } })
    expect(unschedulable).toEqual({ operationId: null, reason: 'never_opens' })
  })

  it('has a time again once a technician has the skill', () => {
    const persons = [aPerson(), aPerson({ skills: ['paint'] })]
    expect(forecast(order, { persons })).toMatchObject({ forecastAt: clock('14:00'), unschedulable: null })
  })
})

describe('AL an order with work that cannot be scheduled', () => {
  it('shows the reason at once, has no forecast and counts as late', () => {
    const visit = new Visit().forecasts(clock('12:00'))
    visit.isStuck('no_bay')
    const { operationId } = visit
    expect(visit.order).toMatchObject({ forecastAt: null, safeForecastAt: null, forecastChangedAt: NOW })
    expect(visit.order.unschedulable).toEqual({ operationId, reason: 'no_bay' })
    expect(promiseStatus(visit.order, NOW, 15)).toBe('late')
    expect(promiseStatus({ ...visit.order, readyAt: NOW }, NOW, 15)).toBe('on_track')
    expect(visit.refusal('recordForecasts', { seq: 0, forecasts: [] }, theClock)).toBe('nothing_to_change')
    // Another reason is recorded, too.
    expect(visit.isStuck('nobody_on_shift').order.unschedulable).toEqual({ operationId, reason: 'nobody_on_shift' })
  })

  it('keeps the reason through other changes; neither its own work nor a report gives it a forecast', () => {
    const visit = new Visit().isStuck('no_bay').movesPromise(clock('16:00'))
    expect(visit.order).toMatchObject({ forecastAt: null, unschedulable: { reason: 'no_bay' } })
    const { dueAt } = visit.order.progressCheck!
    visit.until(dueAt).answers('on_time')
    expect(visit.order).toMatchObject({ forecastAt: null, unschedulable: { reason: 'no_bay' } })
  })

  it('raises an alert for the foreman, which closes once the work can be scheduled', () => {
    const visit = new Visit().isStuck('no_bay')
    expect(visit.causes).toEqual(['cannot_be_scheduled'])
    expect(visit.alert('cannot_be_scheduled')).toMatchObject({ owner: 'foreman', severity: 'alarm', since: NOW })
    visit.until(NOW + MINUTE).forecasts(clock('12:00'))
    expect(visit.causes).toEqual([])
    expect(visit.order).toMatchObject({ forecastAt: clock('12:00'), unschedulable: null })
  })

  it('loses the reason when the work is done or cancelled', () => {
    const done = new Visit().isStuck('no_bay').starts().finishes()
    expect(done.order).toMatchObject({ unschedulable: null, forecastAt: NOW })
    expect(done.causes).toEqual([])
    const off = new Visit().isStuck('no_bay')
    off.does('cancelOrder', { reason: 'customer' })
    expect(off.order.unschedulable).toBeNull()
    expect(off.causes).toEqual([])
  })

  it('B11.1 gives the customer a delay notice without a time, at the notice’s time, and never a pick-up notice', () => {
    const visit = new Visit({ promiseAt: NOW + 3 * HOUR }).isStuck('no_bay').until(NOW + 2 * HOUR)
    expect(visit.sent).toEqual([['delay_no_time', null]])
  })
})
