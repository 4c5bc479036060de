import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addWorkingTime,
  fromLocal,
  localDay,
  openIntervals,
  workingTime,
  zoneOffset,
  type Calendar,
  type WeeklyHours,
} from '#contract/calendar.ts'
import { weeklyHours } from '#contract/fields.ts'
import { aWorkshop, DAY, HOUR, MINUTE } from '../support/factories.ts'

/** Zones with and without summer time, north and south, with half and quarter hours. */
const zones = [
  'Asia/Shanghai',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'America/St_Johns',
  'UTC',
]
const { hours } = aWorkshop()

const cal = (hours: WeeklyHours, timeZone: string): Calendar => ({ hours, timeZone, days: [] })

const day = fc.uniqueArray(fc.integer({ min: 0, max: 1440 }), { maxLength: 8 }).map((times) => {
  const sorted = times.sort((a, b) => a - b)
  return Array.from({ length: Math.floor(sorted.length / 2) }, (_, i): [number, number] => [
    sorted[2 * i]!,
    sorted[2 * i + 1]!,
  ])
})
const anyHours = fc.array(day, { minLength: 7, maxLength: 7 }).filter((week) => week.some((spans) => spans.length > 0))
/** Instants around the whole year, so that clocks go forward and back within them. */
const anInstant = fc
  .integer({ min: Date.UTC(2026, 0, 1) / 1000, max: Date.UTC(2027, 0, 1) / 1000 })
  .map((s) => s * 1000)

describe('weekly opening hours', () => {
  it('add, then between, gives the same back, in every zone and through summer time', () => {
    fc.assert(
      fc.property(
        anyHours,
        fc.constantFrom(...zones),
        anInstant,
        fc.integer({ min: 1, max: 40 * 60 }),
        (week, zone, from, minutes) => {
          const until = addWorkingTime(cal(week, zone), from, minutes * MINUTE)!
          expect(workingTime(cal(week, zone), from, until)).toBe(minutes * MINUTE)
          // Not a moment later than needed.
          expect(workingTime(cal(week, zone), from, until - 1)).toBe(minutes * MINUTE - 1)
        },
      ),
    )
  })

  it('between is additive', () => {
    fc.assert(
      fc.property(
        anyHours,
        fc.constantFrom(...zones),
        anInstant,
        fc.nat(5 * DAY),
        fc.nat(5 * DAY),
        (week, zone, from, a, b) => {
          const whole = workingTime(cal(week, zone), from, from + a + b)
          expect(
            workingTime(cal(week, zone), from, from + a) + workingTime(cal(week, zone), from + a, from + a + b),
          ).toBe(whole)
        },
      ),
    )
  })

  it('leaves out breaks and Sundays', () => {
    const monday = Date.UTC(2026, 10, 2) - 8 * HOUR // 2 November 2026, 0:00 in Shanghai
    expect(workingTime(cal(hours, 'Asia/Shanghai'), monday, monday + DAY)).toBe(9 * HOUR)
    expect(workingTime(cal(hours, 'Asia/Shanghai'), monday, monday + 7 * DAY)).toBe(54 * HOUR)
    expect(workingTime(cal(hours, 'Asia/Shanghai'), monday + 6 * DAY, monday + 7 * DAY)).toBe(0)
    expect(workingTime(cal(hours, 'Asia/Shanghai'), monday + DAY, monday)).toBe(0)
    const saturdayAt17 = monday + 5 * DAY + 17 * HOUR
    expect(addWorkingTime(cal(hours, 'Asia/Shanghai'), saturdayAt17, 2 * HOUR)).toBe(monday + 7 * DAY + 9 * HOUR)
  })

  it('loses an hour when the clocks go forward and gains one when they go back', () => {
    const nights: WeeklyHours = Array.from({ length: 7 }, () => [[0, 360]])
    const spring = fromLocal(Date.UTC(2026, 2, 29), 'Europe/Berlin')
    const autumn = fromLocal(Date.UTC(2026, 9, 25), 'Europe/Berlin')
    expect(workingTime(cal(nights, 'Europe/Berlin'), spring, spring + 12 * HOUR)).toBe(5 * HOUR)
    expect(workingTime(cal(nights, 'Europe/Berlin'), autumn, autumn + 12 * HOUR)).toBe(7 * HOUR)
  })

  it('never open: no time is ever enough, and none passes', () => {
    const never: WeeklyHours = [[], [], [], [], [], [], []]
    expect(addWorkingTime(cal(never, 'UTC'), 0, MINUTE)).toBeNull()
    expect(workingTime(cal(never, 'UTC'), 0, 90 * DAY)).toBe(0)
    expect(openIntervals(cal(never, 'UTC'), 0, 90 * DAY)).toEqual([])
  })

  it('local midnight and back', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), anInstant, (zone, at) => {
        const local = localDay(at, zone)
        expect(local % DAY).toBe(0)
        const midnight = fromLocal(local, zone)
        expect(midnight).toBeLessThanOrEqual(at)
        expect(at - midnight).toBeLessThan(26 * HOUR)
        expect(midnight + zoneOffset(midnight, zone)).toBe(local)
      }),
    )
  })

  it('refuses spans that overlap, end before they begin or leave the day, and a week of six days', () => {
    const week = (spans: unknown) => [spans, [], [], [], [], [], []]
    expect(weeklyHours.safeParse(hours).success).toBe(true)
    expect(weeklyHours.safeParse(hours.slice(1)).success).toBe(false)
    for (const spans of [
      [
        [480, 720],
        [700, 800],
      ],
      [[720, 480]],
      [[480, 480]],
      [[-1, 480]],
      [[480, 1441]],
      [[480.5, 500]],
    ])
      expect(weeklyHours.safeParse(week(spans)).success, JSON.stringify(spans)).toBe(false)
  })
})
