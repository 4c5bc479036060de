/** The checker's own calendar, compared with local time minute by minute. */
import { describe, expect, it } from 'vitest'
import { Timetable } from '#server/lab/plan/timetable.ts'
import { aWorkshop, MINUTE } from '../../support/factories.ts'

const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const spans: [number, number][] = [
  [90, 150],
  [480, 720],
  [780, 1440],
]
const week = Array.from({ length: 7 }, () => spans)

/** Whether local time is within the opening hours. */
const isOpen = (at: number, timeZone: string): boolean => {
  const [hour = 0, minute = 0] = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' })
    .format(at)
    .split(':')
    .map(Number)
  return spans.some(([from, to]) => from <= hour * 60 + minute && hour * 60 + minute < to)
}

describe.each([
  ['Asia/Shanghai', '2026-11-03T00:00Z'],
  ['Europe/Berlin', '2026-03-28T12:00Z'],
  ['America/New_York', '2026-03-07T20:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T06:00Z'],
  ['Asia/Kolkata', '2026-12-31T10:00Z'],
])('in %s', (timeZone, from) => {
  const now = Date.parse(from)
  const hours = new Timetable({ workshop: { ...aWorkshop(), timeZone, hours: week, days: [] }, now })
  it('follows local time, including the night clocks go forward', () => {
    let open = 0
    for (let at = now; at < now + 2 * DAY; at += MINUTE) if (isOpen(at, timeZone)) open += MINUTE
    expect(hours.between(null, now, now + 2 * DAY)).toBe(open)
    expect(hours.between(null, now, hours.after(now, open - MINUTE)!)).toBe(open - MINUTE)
  })
})

it('uses special days, limited to the shift', () => {
  const now = Date.parse('2026-11-03T00:00+08:00')
  const days = [{ day: '2026-11-04', spans: [[600, 660] as [number, number]], note: '' }]
  const hours = new Timetable({ workshop: { ...aWorkshop(), timeZone: 'Asia/Shanghai', hours: week, days }, now })
  expect(hours.between(null, now + DAY, now + 2 * DAY)).toBe(HOUR)
  const shift = Array.from({ length: 7 }, (): [number, number][] => [[630, 1200]])
  expect(hours.between(shift, now + DAY, now + 2 * DAY)).toBe(30 * MINUTE)
})

it('returns null when the workshop never opens', () => {
  const closed = { ...aWorkshop(), hours: [], days: [] }
  const hours = new Timetable({ workshop: closed, now: Date.parse('2026-11-03T00:00Z') })
  expect(hours.after(Date.parse('2026-11-03T00:00Z'), 1)).toBeNull()
})
