/** B5: who works on make-up working days and special openings. */
import { describe, expect, it } from 'vitest'
import { shiftCalendar, type SpecialDay, type WeeklyHours } from '#contract/calendar.ts'
import { daysWithHolidays, loadHolidays } from '#server/domain/workshop/holidays.ts'
import { Hours } from '#server/domain/planner/hours.ts'
import { aWorkshop } from '../support/factories.ts'

await loadHolidays()

const day: [number, number][] = [[480, 1080]]
const [morning, evening]: [number, number][][] = [[[480, 720]], [[840, 1080]]]
/** The workshop opens from Monday to Friday. */
const hours: WeeklyHours = [day, day, day, day, day, [], []]
/** Mornings, but on Fridays evenings; never on Wednesdays. */
const shift: WeeklyHours = [morning!, morning!, [], morning!, evening!, [], []]
const at = (date: string, time: string) => Date.parse(`${date}T${time}:00+08:00`)

/** The first instant from midnight of the day on at which a person with the shift works. */
function begins(date: string, days: SpecialDay[], own: WeeklyHours | null = shift): number | null {
  const noted = days.map((one) => ({ note: '', ...one }))
  const workshop = aWorkshop({ hours, days: noted })
  return new Hours(workshop, own && shiftCalendar(workshop, own), at(date, '00:00')).next(at(date, '00:00'))
}

describe('B5 a make-up working day', () => {
  // Sunday, 8 November 2026.
  const sunday = (weekday?: number): SpecialDay[] => [{ day: '2026-11-08', spans: day, weekday }]

  it.each([
    [0, '08:00'],
    [4, '14:00'],
  ])('follows the shift of the weekday it replaces (%d)', (weekday, time) => {
    expect(begins('2026-11-08', sunday(weekday))).toBe(at('2026-11-08', time))
  })

  it('is a day off for people who do not work on that weekday', () => {
    expect(begins('2026-11-08', sunday(2))).toBe(at('2026-11-09', '08:00'))
  })

  it('is a working day for everybody if nobody knows which weekday it replaces, as a special opening is', () => {
    expect(begins('2026-11-08', sunday())).toBe(at('2026-11-08', '08:00'))
    expect(begins('2026-11-08', sunday(), null)).toBe(at('2026-11-08', '08:00'))
  })

  it('a day with other hours than usual keeps its own shift', () => {
    const wednesday = [{ day: '2026-11-04', spans: [[600, 1200]] as [number, number][] }]
    expect(begins('2026-11-04', wednesday)).toBe(at('2026-11-05', '08:00'))
  })

  it('takes weekday and hours from the decree: 10 October 2026 pays for a Wednesday, 20 September for a Tuesday', () => {
    const own: WeeklyHours = [day, morning!, evening!, day, day, [], []]
    const workshop = { holidays: 'CN', ownDays: [], hours: own, timeZone: 'Asia/Shanghai' }
    const { days } = daysWithHolidays(workshop, at('2026-09-01', '08:00'))
    expect(days.find((one) => one.day === '2026-10-10')).toMatchObject({ weekday: 2, spans: evening })
    expect(days.find((one) => one.day === '2026-09-20')).toMatchObject({ weekday: 1, spans: morning })
  })

  it('is named even if the workshop is open that day anyway, because others work then', () => {
    const own: WeeklyHours = Array.from({ length: 7 }, () => day)
    const workshop = { holidays: 'CN', ownDays: [], hours: own, timeZone: 'Asia/Shanghai' }
    const { days } = daysWithHolidays(workshop, at('2026-09-01', '08:00'))
    expect(days.find((one) => one.day === '2026-10-10')).toMatchObject({ weekday: 2, spans: day })
  })
})
