import { describe, expect, it } from 'vitest'
import {
  SEAM,
  axisOf,
  dayOf,
  endAfter,
  openFrom,
  openMinutes,
  stepBy,
  timeAt,
  xOf,
} from '../../board/floor/plan/axis.ts'
import { awayOf } from '../../board/floor/plan/away.ts'
import { aBay, aPerson, aWorkshop, DAY, HOUR, MINUTE, NOW, leaveUntil } from '../support/factories.ts'

// Tuesday 10:00; open 8–12 and 13–18, Monday to Saturday.
const workshop = aWorkshop()
const axis = axisOf(workshop, NOW)
const at = (hour: number, day = 0) => NOW + day * DAY + (hour - 10) * HOUR

describe('the axis of the day plan', () => {
  it('shows today and the next two working days: breaks to scale, closed time as a seam', () => {
    expect(axis.days.map(({ open, close }) => [open, close])).toEqual([
      [at(8), at(18)],
      [at(8, 1), at(18, 1)],
      [at(8, 2), at(18, 2)],
    ])
    expect(axis.stretches.map(({ kind, width }) => [kind, width]).slice(0, 4)).toEqual([
      ['open', 240],
      ['break', 60],
      ['open', 300],
      ['closed', SEAM],
    ])
    expect(axis.length).toBe(3 * (600 + SEAM))
  })

  it('skips days on which the workshop is closed', () => {
    const saturday = axisOf(workshop, at(10, 4))
    expect(saturday.days.map(({ open }) => open)).toEqual([at(8, 4), at(8, 6), at(8, 7)])
    const special = axisOf({ ...workshop, days: [{ day: '2026-11-04', spans: [] }] }, NOW)
    expect(special.days[1]!.open).toBe(at(8, 2))
  })

  it('maps every instant to a position, in order, and back', () => {
    let before = -1
    for (let time = axis.from; time < axis.to; time += 7 * MINUTE) {
      const x = xOf(axis, time)
      expect(x).toBeGreaterThanOrEqual(before)
      before = x
      expect(Math.abs(timeAt(axis, x) - time)).toBeLessThan(2)
    }
    expect(xOf(axis, axis.from - DAY)).toBe(0)
    expect(xOf(axis, axis.to + DAY)).toBe(axis.length)
    expect(timeAt(axis, -5)).toBe(axis.from)
    expect(timeAt(axis, axis.length + 5)).toBe(axis.to)
  })

  it('has a position for now before opening, after closing, and in a workshop that never opens', () => {
    const early = axisOf(workshop, at(6))
    expect(xOf(early, at(6))).toBeGreaterThan(0)
    expect(xOf(early, at(6))).toBeLessThan(xOf(early, at(8)))
    expect(dayOf(axisOf(workshop, at(20)), at(20)).open).toBe(at(8, 1))
    const never = axisOf({ ...workshop, hours: Array.from({ length: 7 }, () => []) }, NOW)
    expect(xOf(never, NOW)).toBe(60)
  })

  it('labels the hours at which the workshop is open', () => {
    expect(axis.days[0]!.hours.map(({ at: hour }) => hour)).toEqual(
      [8, 9, 10, 11, 12, 13, 14, 15, 16, 17].map((hour) => at(hour)),
    )
  })

  it('has no seams in a workshop that is always open', () => {
    const always = axisOf({ ...workshop, hours: Array.from({ length: 7 }, () => [[0, 1440]]) as never }, NOW)
    expect(always.days.every(({ open, close }) => close - open === DAY)).toBe(true)
    expect(xOf(always, at(24 + 10)) - xOf(always, at(10))).toBe(1440 + SEAM)
  })

  it('counts only opening hours', () => {
    expect(openMinutes(axis, at(11), at(14))).toBe(120)
    expect(endAfter(axis, at(17), 120)).toBe(at(9, 1))
    expect(endAfter(axis, at(17, 2), 120)).toBe(axis.to)
    expect(openFrom(axis, at(12.5))).toBe(at(13))
    expect(openFrom(axis, at(19))).toBe(at(8, 1))
    expect(stepBy(axis, at(8, 1), -15)).toBe(at(17.75))
    expect(stepBy(axis, at(11.75), 30)).toBe(at(13.25))
    expect(stepBy(axis, at(8), -15)).toBe(axis.from)
  })
})

describe('times when no work is possible on a lane', () => {
  it('a bay is out of service until the planned end, and beyond it until it is put back', () => {
    const out = (until: number | null) =>
      awayOf({ kind: 'bay', bay: aBay({ outOfService: { reason: 'Lift', since: at(9), until } }) }, axis, workshop, NOW)
    expect(out(at(12))).toMatchObject([{ kind: 'out', from: at(9), to: at(12) }])
    expect(out(null)).toMatchObject([{ to: axis.to }])
    // The planned end has passed and the bay has not been put back.
    expect(out(at(9.5))).toMatchObject([{ to: NOW }])
  })

  it('a person is off shift within opening hours, or absent', () => {
    const shift = Array.from({ length: 7 }, () => [[480, 720]]) as [number, number][][]
    const off = awayOf({ kind: 'technician', person: aPerson({ shift }) }, axis, workshop, NOW)
    expect(off.map(({ kind, from, to }) => [kind, from, to])).toEqual(
      [0, 1, 2].map((day) => ['off_shift', at(13, day), at(18, day)]),
    )
    const absent = awayOf(
      { kind: 'technician', person: aPerson({ leave: leaveUntil(at(12, 1)) }) },
      axis,
      workshop,
      NOW,
    )
    expect(absent).toMatchObject([{ kind: 'absent', from: NOW, to: at(12, 1) }])
    expect(awayOf({ kind: 'technician', person: aPerson() }, axis, workshop, NOW)).toEqual([])
  })
})
