/** While work is paused: until when it waits for others outside the workshop, or its test drive with the kilometres (C9). */
import { describe, expect, it } from 'vitest'
import { isAllowed } from '#contract/allowed.ts'
import { isOutside } from '#contract/outside.ts'
import { outsideReasons, pauseReasons } from '#contract/values.ts'
import { pausedUntil } from '#server/audience/pausedUntil.ts'
import { forecastsOf } from '#server/domain/planner/forecasts.ts'
import { aBay, aWorkshop, DAY, HOUR, uuid } from '../support/factories.ts'
import { clock, Visit } from '../support/visit.ts'

/** What the planner says of the order now. */
const planned = ({ order, server, person }: Visit) =>
  forecastsOf({
    ...{ workshop: aWorkshop(), bays: [aBay({ id: order.bayId! })], persons: [person] },
    ...{ orders: [order], now: server.now },
  })[0]!
const workOf = ({ order }: Visit) => order.operations[0]!

describe.each(outsideReasons)('C9 a car that waits for others outside (%s)', (reason) => {
  /** An hour of work, paused at once until 15:00. */
  const away = (until: number | null = clock('15:00')) => {
    const visit = new Visit({ promiseAt: clock('16:30') }).starts()
    visit.does('pauseOperation', { operationId: visit.operationId, reason, until })
    return visit
  }

  it('goes on at the time named: order and planner forecast from that time', () => {
    const visit = away()
    expect(workOf(visit).pausedUntil).toBe(clock('15:00'))
    expect(pausedUntil(visit.order)).toBe(clock('15:00'))
    const left = visit.order.forecastAt! - clock('15:00')
    expect(left).toBeGreaterThan(HOUR / 2)
    expect(planned(visit).forecastAt).toBe(visit.order.forecastAt)
  })

  it.each([
    ['once the time has passed', (visit: Visit) => visit.until(clock('15:01')), clock('15:00')],
    ['from the beginning without a time', (visit: Visit) => visit, null],
  ])('is unknown %s, and an alert, until there is a new time', (_when, comes, until) => {
    const visit = comes(away(until))
    const unschedulable = { operationId: visit.operationId, reason: `${reason}_unknown` }
    expect(visit.order).toMatchObject({ forecastAt: null, unschedulable })
    expect(planned(visit)).toMatchObject({ forecastAt: null, unschedulable })
    expect(visit.causes).toContain('cannot_be_scheduled')
    visit.does('movePauseEnd', { operationId: visit.operationId, until: clock('16:00') })
    expect(visit.order.unschedulable).toBeNull()
    expect(visit.order.forecastAt).toBeGreaterThan(clock('16:00'))
    expect(visit.causes).not.toContain('cannot_be_scheduled')
  })

  it('is known again once work goes on', () => {
    const visit = away(null)
    visit.starts()
    expect(visit.order.unschedulable).toBeNull()
    expect(visit.order.forecastAt).not.toBeNull()
  })

  it('does not go on in the past, nor at the same time again', () => {
    const visit = new Visit({ promiseAt: clock('16:30') }).starts()
    const { operationId } = visit
    expect(visit.refusal('pauseOperation', { operationId, reason, until: clock('06:00') })).toBe('time_in_past')
    visit.does('pauseOperation', { operationId, reason, until: clock('15:00') })
    expect(visit.refusal('movePauseEnd', { operationId, until: clock('06:00') })).toBe('time_in_past')
    expect(visit.refusal('movePauseEnd', { operationId, until: clock('15:00') })).toBe('nothing_to_change')
  })
})

describe('C9 a pause for others inside the workshop', () => {
  it.each(pauseReasons.filter((one) => !isOutside(one)))('has no such time when work is paused for %s', (other) => {
    const visit = new Visit().starts()
    const { operationId } = visit
    visit.does('pauseOperation', { operationId, reason: other, until: clock('15:00') })
    expect(workOf(visit).pausedUntil).toBeNull()
    expect(isAllowed('movePauseEnd', visit.order)).toBe(false)
    expect(visit.refusal('movePauseEnd', { operationId, until: clock('16:00') })).toBe('illegal_step')
  })

  it('goes on at the next shift of its technician when it stopped for the end of a shift', () => {
    const visit = new Visit().starts()
    const person = { ...visit.person, shift: Array.from({ length: 7 }, (): [number, number][] => [[480, 720]]) }
    const forecast = () => planned({ ...visit, order: visit.order, server: visit.server, person } as Visit).forecastAt!
    visit.until(clock('12:00')).pauses('end_of_shift')
    const stopped = forecast()
    expect(stopped).toBeGreaterThan(clock('12:00') + DAY - 4 * HOUR)
    visit.until(clock('15:00'))
    expect(forecast()).toBe(stopped)
  })
})

describe('C9 a test drive', () => {
  const driven = () => new Visit().starts().pauses('test_drive')
  const drive = (
    visit: Visit,
    kmOut: number | null,
    kmIn: number | null,
    driverId: string | null = visit.person.id,
  ) => ({
    ...{ operationId: visit.operationId, driverId, kmOut, kmIn },
  })

  it('begins with one touch, with the person at work as its driver', () => {
    const visit = driven()
    expect(workOf(visit).testDrive).toEqual({ driverId: visit.person.id, kmOut: null, kmIn: null })
  })

  it('takes its kilometres while the car is out and after it is back', () => {
    const visit = driven()
    visit.does('recordTestDrive', drive(visit, 12_034, null))
    visit.starts().does('recordTestDrive', drive(visit, 12_034, 12_041))
    visit.finishes()
    const { driverId, kmOut, kmIn } = workOf(visit).testDrive!
    expect([driverId, kmOut, kmIn]).toEqual([visit.person.id, 12_034, 12_041])
    visit.does('recordTestDrive', drive(visit, 12_034, 12_042))
  })

  it('refuses fewer kilometres after than before, an unknown driver, and what is recorded already', () => {
    const visit = driven()
    expect(visit.refusal('recordTestDrive', drive(visit, 12_041, 12_034))).toBe('kilometres_backwards')
    expect(visit.refusal('recordTestDrive', drive(visit, 1, 2, uuid()))).toBe('person_not_found')
    expect(visit.refusal('recordTestDrive', drive(visit, null, null))).toBe('nothing_to_change')
    expect(visit.refusal('recordTestDrive', drive(visit, 12_034, 12_034))).toBeNull()
  })

  it('a second one begins anew', () => {
    const visit = driven()
    visit.does('recordTestDrive', drive(visit, 12_034, 12_041))
    visit.starts().pauses('test_drive')
    expect(workOf(visit).testDrive).toMatchObject({ kmOut: null, kmIn: null })
  })
})
