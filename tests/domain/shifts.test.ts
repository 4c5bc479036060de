/** B5, AL: weekly hours, hours of every second week, leave and overtime. */
import { describe, expect, it } from 'vitest'
import { shiftCalendar, type WeeklyHours } from '#contract/calendar.ts'
import type { Person } from '#contract/entities/index.ts'
import { absencesOf, isAtWork, meetsOpening, shiftOf } from '#contract/presence.ts'
import { presentUntil } from '#server/domain/person/presentUntil.ts'
import { hoursOf } from '#server/domain/planner/places.ts'
import { simulate } from '#server/domain/planner/simulate.ts'
import {
  aBay,
  anOperation,
  anOrderIn,
  aPerson,
  aScope,
  aWorkshop,
  DAY,
  HOUR,
  leaveUntil,
  NOW,
  uuid,
} from '../support/factories.ts'
import { accepted, decide, expectRefusal } from './decide.ts'

const week = (...spans: [number, number][]): WeeklyHours => Array.from({ length: 7 }, () => spans)
const [mornings, evenings] = [week([480, 720]), week([780, 1080])]
/** Every day from 8 to 18. NOW is Tuesday, 3 November 2026, 10:00. */
const workshop = aWorkshop({ hours: week([480, 1080]) })
const at = (hour: number, days = 0) => NOW + (hour - 10) * HOUR + days * DAY

describe('B5 weekly hours', () => {
  const person = aPerson()
  const change = (shift: WeeklyHours | null, otherWeek: Person['otherWeek'] = null, was: Partial<Person> = {}) => ({
    ...{ personId: person.id, shift, otherWeek },
    was: { shift: null, otherWeek: null, ...was },
  })

  it('are changed, and new forecasts follow', () => {
    const { put, facts, counters } = accepted('changeShift', change(mornings), aScope({ persons: [person] }))
    expect(put.person).toEqual([{ ...person, shift: mornings }])
    expect(facts).toEqual([{ name: 'shiftChanged', personId: person.id }])
    expect(counters!.reforecastAt).toBe(NOW + 1000)
    const back = change(null, { shift: evenings, from: '2026-11-03' }, { shift: mornings })
    const own = aScope({ persons: [{ ...person, shift: mornings }] })
    expect(accepted('changeShift', back, own).put.person).toEqual([person])
  })

  it('are refused for an unknown person, without a change, and S13 once somebody else has changed them', () => {
    expectRefusal('person_not_found', 'changeShift', change(mornings), aScope())
    expectRefusal('nothing_to_change', 'changeShift', change(null), aScope({ persons: [person] }))
    const changed = { ...person, shift: evenings }
    expect(decide('changeShift', change(mornings), aScope({ persons: [changed] }))).toEqual({
      ...{ ok: false, code: 'changed_meanwhile', now: { person: [changed] } },
    })
  })

  it.each([
    ['2026-11-03', 'this week', [14, 8, 14]],
    ['2026-11-08', 'this week, named by its Sunday', [14, 8, 14]],
    ['2026-10-27', 'last week', [8, 14, 8]],
    ['2027-11-09', 'a week a year on', [8, 14, 8]],
  ])('alternate with those of every second week: from %s, %s', (from, _why, [now, next, after]) => {
    const person = aPerson({ shift: mornings, otherWeek: { shift: week([840, 1080]), from } })
    const begins = (days: number) => hoursOf(person, workshop, at(0, days)).next(at(0, days))
    expect([0, 7, 14].map(begins)).toEqual([at(now!), at(next!, 7), at(after!, 14)])
  })

  it('of a make-up day are those of its own week', () => {
    const days = [{ day: '2026-11-08', spans: [[480, 1080] as [number, number]], weekday: 0, note: '' }]
    const person = aPerson({ shift: week(), otherWeek: { shift: evenings, from: '2026-11-03' } })
    const sunday = at(0, 5)
    expect(hoursOf(person, { ...workshop, hours: week(), days }, sunday).next(sunday)).toBe(at(13, 5))
  })

  it('that never meet the opening hours are told', () => {
    const night = aPerson({ shift: week([0, 360]) })
    expect(meetsOpening(night, workshop, NOW)).toBe(false)
    expect(meetsOpening({ ...night, otherWeek: { shift: mornings, from: '2026-11-10' } }, workshop, NOW)).toBe(true)
    expect(meetsOpening(aPerson(), workshop, NOW)).toBe(true)
    // A workshop that is closed anyway says so elsewhere.
    expect(meetsOpening(night, aWorkshop({ hours: week() }), NOW)).toBe(true)
    expect(shiftOf(aPerson(), workshop)).toBeNull()
    expect(shiftOf(night, workshop)).toEqual(shiftCalendar(workshop, week([0, 360])))
  })
})

describe('AL leave', () => {
  const person = aPerson()
  const add = (over: object = {}) => ({
    ...{ personId: person.id, kind: 'holiday' as const, from: at(0, 1), until: at(0, 8), ...over },
  })
  const scope = (over: Partial<Person> = {}) => aScope({ persons: [{ ...person, ...over }] })

  it('is a list in order; what ended more than a year ago is left out', () => {
    const [later] = leaveUntil(at(0, 30), at(0, 20))
    const old = leaveUntil(NOW - 401 * DAY, NOW - 402 * DAY)
    const { put, answer } = accepted('addLeave', add(), scope({ leave: [...old, later!] }))
    const leave = { id: answer.leaveId, kind: 'holiday', from: at(0, 1), until: at(0, 8) }
    expect(put.person![0]!.leave).toEqual([leave, later])
    expect(absencesOf(put.person![0]!, workshop, NOW)).toHaveLength(2)
  })

  it('is refused when it is over, ends before it begins, or is of nobody', () => {
    expectRefusal('time_in_past', 'addLeave', add({ from: null, until: NOW }), scope())
    expectRefusal('bad_period', 'addLeave', add({ until: at(0, 1) }), scope())
    expectRefusal('person_not_found', 'addLeave', add(), aScope())
  })

  it('ends now if it has begun, and is taken back if not', () => {
    const [running, coming] = [leaveUntil(at(0, 3), at(8)), leaveUntil(at(0, 9), at(0, 8))]
    const leave = [...running, ...coming]
    const end = (leaveId: string) => ({ personId: person.id, leaveId })
    expect(accepted('endLeave', end(running[0]!.id), scope({ leave })).put.person![0]!.leave).toEqual([
      { ...running[0], until: NOW },
      ...coming,
    ])
    expect(accepted('endLeave', end(coming[0]!.id), scope({ leave })).put.person![0]!.leave).toEqual(running)
    expectRefusal('leave_not_found', 'endLeave', end(uuid()), scope({ leave }))
    const [over] = leaveUntil(NOW)
    expectRefusal('leave_not_found', 'endLeave', end(over!.id), scope({ leave: [over!] }))
  })

  it('C2 of several times is kept free by the plan', () => {
    const leave = [...leaveUntil(at(12), at(11)), ...leaveUntil(at(14), at(13))]
    const order = anOrderIn('waiting', { operations: [anOperation({ standardMinutes: 150 })] })
    const shop = { workshop, bays: [aBay()], persons: [aPerson({ leave })], orders: [order], now: NOW }
    expect(simulate(shop).get(order.id)!.finishAt).toBe(at(14.5))
  })
})

describe('AL overtime', () => {
  const person = aPerson({ shift: mornings })
  const allow = (until: number | null) => ({ personId: person.id, until })
  const scope = (over: Partial<Person> = {}) => aScope({ workshop, persons: [{ ...person, ...over }] })

  it('begins where the hours of the day end, and counts beyond closing', () => {
    const { put } = accepted('allowOvertime', allow(at(20)), scope())
    const overtime = { from: at(12), until: at(20) }
    expect(put.person![0]!.overtime).toEqual(overtime)
    const hours = hoursOf(put.person![0]!, workshop, NOW)
    expect(hours.between(NOW, at(0, 1))).toBe(10 * HOUR)
    expect(hours.next(at(20))).toBe(at(8, 1))
    expect(isAtWork(put.person![0]!, workshop, at(15))).toBe(true)
    expect(isAtWork(person, workshop, at(15))).toBe(false)
    // At 13:00 the mornings are over.
    const afternoon = accepted('allowOvertime', allow(at(20)), scope(), { now: at(13) })
    expect(afternoon.put.person![0]!.overtime).toEqual({ from: at(13), until: at(20) })
  })

  it('lets work in progress go on', () => {
    expect(presentUntil(person, workshop, NOW)).toBe(at(12))
    expect(presentUntil({ ...person, overtime: { from: at(12), until: at(16) } }, workshop, NOW)).toBe(at(16))
  })

  it('is taken back, and refused in the past, for too long, or without a change', () => {
    const overtime = { from: at(12), until: at(20) }
    expect(accepted('allowOvertime', allow(null), scope({ overtime })).put.person).toEqual([person])
    expectRefusal('nothing_to_change', 'allowOvertime', allow(null), scope())
    expectRefusal('time_in_past', 'allowOvertime', allow(NOW), scope())
    expectRefusal('bad_period', 'allowOvertime', allow(NOW + 17 * HOUR), scope())
    expectRefusal('person_not_found', 'allowOvertime', allow(at(20)), aScope())
  })
})
