/** What is kept for the figures: bays held without work, and what the board forecast at each full hour. */
import { describe, expect, it } from 'vitest'
import type { Order } from '#contract/entities/index.ts'
import type { PeriodName } from '#contract/figureNames.ts'
import { holdOf } from '#server/domain/figures/bayHold.ts'
import { forecastSamples } from '#server/domain/figures/forecastSamples.ts'
import { periodsOf } from '#server/domain/figures/period.ts'
import { anOperation, anOrder, aPart, aWorkshop, HOUR, MINUTE, NOW, uuid } from '../support/factories.ts'

const bayId = uuid()

describe('a bay held without work', () => {
  const held = (over: Partial<Order>) => holdOf(anOrder({ bayId, ...over }))?.reason ?? null

  it.each<[string, Partial<Order>, string | null]>([
    ['work in progress is no hold', { state: 'working', operations: [anOperation({ state: 'working' })] }, null],
    ['diagnosis is work', { state: 'diagnosing' }, null],
    ['a pause for a part', { state: 'paused', pauseReason: 'parts' }, 'part'],
    ['a pause for the assessor', { state: 'paused', pauseReason: 'assessor' }, 'assessor'],
    ['a pause for the maker', { state: 'paused', pauseReason: 'maker' }, 'maker'],
    ['sublet work', { state: 'paused', pauseReason: 'sublet' }, 'sublet'],
    ['a pause for a tool', { state: 'paused', pauseReason: 'tool' }, 'tool'],
    ['a pause for a colleague', { state: 'paused', pauseReason: 'colleague' }, 'technician'],
    ['the end of a shift', { state: 'paused', pauseReason: 'end_of_shift' }, 'technician'],
    ['a test drive', { state: 'paused', pauseReason: 'test_drive' }, 'other'],
    ['a pause for an answer', { state: 'paused', pauseReason: 'approval' }, 'answer'],
    ['an estimate not answered', { state: 'quoted' }, 'answer'],
    ['a pause for a technician', { state: 'paused', pauseReason: 'technician' }, 'technician'],
    ['nobody has begun', { state: 'waiting' }, 'technician'],
    ['nobody has begun, as a part is missing', { state: 'waiting', parts: [aPart({ arrivedAt: null })] }, 'part'],
    ['waiting for the quality check', { state: 'checking' }, 'check'],
    ['waiting for the wash', { state: 'washing' }, 'wash'],
    ['ready, and still in the bay', { state: 'ready' }, 'done'],
    ['in no bay', { state: 'ready', bayId: null }, null],
    ['gone', { state: 'left', closedAt: NOW }, null],
  ])('%s', (_, over, reason) => expect(held(over)).toBe(reason))
})

describe('the forecast of each full hour', () => {
  // Opening hours 8–12 and 13–18; NOW is 10:00.
  const workshop = aWorkshop()
  const since = (changedAt: number) =>
    anOrder({ forecastAt: NOW + 5 * HOUR, safeForecastAt: NOW + 6 * HOUR, forecastChangedAt: changedAt })
  const hours = (before: Order | undefined, after: Order, now: number) =>
    forecastSamples(before, after, workshop, now).map(({ at }) => (at - NOW) / HOUR + 10)

  it('is the one that stood until this change, at every hour since the change before', () => {
    const before = since(NOW - 30 * MINUTE)
    const after = { ...before, forecastAt: NOW + 8 * HOUR }
    expect(hours(before, after, NOW + 90 * MINUTE)).toEqual([10, 11])
    expect(forecastSamples(before, after, workshop, NOW + MINUTE)).toMatchObject([
      { orderId: before.id, at: NOW, forecastAt: NOW + 5 * HOUR, safeForecastAt: NOW + 6 * HOUR },
    ])
  })

  it('AL: comes with the plan behind it, the end of its last step, the share of work done, and whether a part is on order', () => {
    const plan = (end: number) => ({ bayId: null, technicianId: null, start: NOW, end })
    const operations = [
      anOperation({ state: 'done', standardMinutes: 60 }),
      anOperation({ standardMinutes: 60, plan: plan(NOW + 2 * HOUR) }),
    ]
    const before = { ...since(NOW - HOUR), operations, checkPlan: plan(NOW + 3 * HOUR), washPlan: null }
    const sampled = (over: Partial<Order>) =>
      forecastSamples({ ...before, ...over }, { ...before, readyAt: NOW }, workshop, NOW)[0]
    expect(sampled({})).toMatchObject({ plannedAt: NOW + 3 * HOUR, done: 0.5 })
    expect(sampled({ washPlan: plan(NOW + 4 * HOUR) })).toMatchObject({ plannedAt: NOW + 4 * HOUR })
    // Work that has no place on the plan has no end either.
    expect(sampled({ operations: [anOperation({ plan: null })] })).toMatchObject({ plannedAt: null, done: 0 })
    expect(sampled({})).toMatchObject({ waitsForPart: false })
    expect(sampled({ parts: [aPart()] })).toMatchObject({ waitsForPart: true })
    expect(sampled({ parts: [aPart({ arrivedAt: NOW })] })).toMatchObject({ waitsForPart: false })
  })

  it('is left out outside the opening hours, and counted when they begin', () => {
    const before = since(NOW + 90 * MINUTE)
    expect(hours(before, { ...before, readyAt: NOW + 27 * HOUR }, NOW + 27 * HOUR)).toEqual([
      ...[13, 14, 15, 16, 17],
      // The next morning.
      ...[32, 33, 34, 35, 37],
    ])
  })

  it('follows the clock of a zone half an hour off', () => {
    const india = aWorkshop({ timeZone: 'Asia/Kolkata' })
    const before = since(NOW)
    const [first] = forecastSamples(before, { ...before, forecastAt: null }, india, NOW + 4 * HOUR)
    // 10:00 in Shanghai is 07:30 in India, which opens at 8.
    expect(first!.at).toBe(NOW + 30 * MINUTE)
  })

  it('needs a change, and a forecast before it', () => {
    const before = since(NOW - HOUR)
    expect(hours(before, { ...before, words: 'Other' }, NOW + HOUR)).toEqual([])
    expect(hours(undefined, before, NOW + HOUR)).toEqual([])
    expect(hours({ ...before, forecastAt: null }, before, NOW + HOUR)).toEqual([])
    expect(hours({ ...before, readyAt: NOW }, { ...before, closedAt: NOW }, NOW + HOUR)).toEqual([])
  })
})

describe('the periods of the figures', () => {
  const workshop = aWorkshop()
  const local = (day: string, hour = 0) => Date.parse(`${day}T00:00+08:00`) + hour * HOUR
  const spans = (name: PeriodName, day: string | null, now: number) => {
    const { now: own, before } = periodsOf(name, day === null ? null : Date.parse(`${day}T00:00Z`), workshop, now)
    return [own, before].map(({ from, until, closing }) => [from, until, closing])
  }

  it('a running week is compared with the same part of the week before', () => {
    // Thursday, 15:30.
    const now = local('2026-11-26', 15.5)
    expect(spans('week', null, now)).toEqual([
      [local('2026-11-23'), now, local('2026-11-26', 18)],
      [local('2026-11-16'), local('2026-11-19', 15.5), local('2026-11-19', 18)],
    ])
  })

  it('a week that is over is compared with the whole week before; it closed on Saturday', () => {
    expect(spans('week', '2026-11-11', local('2026-11-26'))).toEqual([
      [local('2026-11-09'), local('2026-11-16'), local('2026-11-14', 18)],
      [local('2026-11-02'), local('2026-11-09'), local('2026-11-07', 18)],
    ])
  })

  it('before a Monday comes the Saturday, as Sunday is closed', () => {
    expect(spans('day', '2026-11-23', local('2026-11-26'))).toEqual([
      [local('2026-11-23'), local('2026-11-24'), local('2026-11-23', 18)],
      [local('2026-11-21'), local('2026-11-22'), local('2026-11-21', 18)],
    ])
  })

  it('a month before a longer one ends where it ends', () => {
    const [march, february] = spans('month', null, local('2027-03-31', 12))
    expect(march!.slice(0, 2)).toEqual([local('2027-03-01'), local('2027-03-31', 12)])
    expect(february!.slice(0, 2)).toEqual([local('2027-02-01'), local('2027-03-01')])
  })

  it('keeps the wall clock when the clocks change in between', () => {
    const berlin = aWorkshop({ timeZone: 'Europe/Berlin' })
    // Monday, 29 March 2027, 10:00; the night before, clocks went forward.
    const { before } = periodsOf('week', null, berlin, Date.parse('2027-03-29T10:00+02:00'))
    expect(before).toMatchObject({
      from: Date.parse('2027-03-22T00:00+01:00'),
      until: Date.parse('2027-03-22T10:00+01:00'),
    })
  })

  it('one that has not begun is empty', () => {
    const [[from, until]] = spans('day', '2027-05-05', NOW) as [[number, number]]
    expect(until).toBe(from)
  })
})
