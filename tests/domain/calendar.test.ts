import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addWorkingTime,
  dayName,
  everOpens,
  fromLocal,
  isOpenAt,
  localDay,
  nextOpening,
  openIntervals,
  spansOn,
  subtractWorkingTime,
  workingTime,
  type Calendar,
  type Span,
  type SpecialDay,
  type WeeklyHours,
} from '#contract/calendar.ts'
import { zoneOffset } from '#contract/zone.ts'
import { weeklyHours } from '#contract/fields.ts'
import { aWorkshop, DAY, HOUR, MINUTE } from '../support/factories.ts'

const zones = Intl.supportedValuesOf('timeZone')

/** Zones with oddities, and when these occur. */
const oddities = [
  ['Asia/Shanghai', 2026, 6], // one zone for a continent, no summer time
  ['Europe/Berlin', 2026, 3],
  ['America/New_York', 2026, 11],
  ['Australia/Lord_Howe', 2026, 4], // half an hour of summer time
  ['Asia/Kathmandu', 2026, 6], // 5:45 ahead
  ['Pacific/Chatham', 2026, 9], // 12:45, in summer 13:45 ahead
  ['Pacific/Apia', 2012, 1], // 30 December 2011 never came
  ['Antarctica/Troll', 2026, 3], // two hours of summer time
  ['Africa/Casablanca', 2026, 3], // an hour back during Ramadan
  ['Europe/Dublin', 2026, 10], // summer is standard time, winter is an hour behind
  ['America/Sao_Paulo', 2018, 11], // the day of change had no midnight
  ['America/St_Johns', 2010, 11], // changed a minute past midnight
  ['Asia/Gaza', 2011, 4],
  ['Africa/Cairo', 2026, 4],
  ['America/Havana', 2026, 3],
  ['Pacific/Kiritimati', 2026, 6], // 14 hours ahead
  ['Pacific/Niue', 2026, 6], // 11 behind
  ['Asia/Pyongyang', 2015, 8], // moved half an hour
  ['America/Caracas', 2007, 12],
] as const

/** An instant near an oddity in its zone, or any instant the contract allows in any zone. */
const somewhere = fc.oneof(
  fc
    .tuple(fc.constantFrom(...oddities), fc.integer({ min: -40 * 86_400, max: 40 * 86_400 }))
    .map(([[zone, year, month], seconds]) => ({
      zone: zone as string,
      at: Date.UTC(year, month - 1, 1) + seconds * 1000,
    })),
  fc.record({
    zone: fc.constantFrom(...zones),
    at: fc.integer({ min: Date.UTC(2000, 0, 3) / 1000, max: Date.UTC(2090, 0, 1) / 1000 }).map((s) => s * 1000),
  }),
)

const spansOfADay = fc.uniqueArray(fc.integer({ min: 0, max: 1440 }), { maxLength: 8 }).map((times) => {
  const sorted = times.sort((a, b) => a - b)
  return Array.from({ length: Math.floor(sorted.length / 2) }, (_, i): Span => [sorted[2 * i]!, sorted[2 * i + 1]!])
})
const week = fc.array(spansOfADay, { minLength: 7, maxLength: 7 })
/** Exceptional days, by offset from the day of `at`. */
const special = fc.uniqueArray(fc.record({ offset: fc.integer({ min: -3, max: 20 }), spans: spansOfADay }), {
  maxLength: 8,
  selector: ({ offset }) => offset,
})

/** A calendar with weekly opening hours and special days around an instant. */
const aCalendar = fc
  .record({ where: somewhere, hours: week.filter((days) => days.some((one) => one.length > 0)), special })
  .map(({ where: { zone, at }, hours, special }) => {
    const today = localDay(at, zone)
    const days: SpecialDay[] = special.map(({ offset, spans }) => ({ day: dayName(today + offset * DAY), spans }))
    return { calendar: { hours, timeZone: zone, days } satisfies Calendar, at }
  })

/** The reference answer from `Intl`, without a cache. */
function askIntl(at: number, timeZone: string): number {
  const [, sign, hours, minutes = '0', seconds = '0'] =
    /GMT(?:([+-])(\d+):?(\d+)?:?(\d+)?)?$/.exec(
      new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).format(at),
    ) ?? []
  if (sign === undefined) return 0
  return (sign === '-' ? -1 : 1) * (Number(hours) * HOUR + Number(minutes) * MINUTE + Number(seconds) * 1000)
}

/** The reference answer: the definition by the wall clock, minute by minute. */
function wallSaysOpen(calendar: Calendar, at: number): boolean {
  const local = at + askIntl(at, calendar.timeZone)
  const day = Math.floor(local / DAY) * DAY
  return spansOn(calendar, day).some(([from, until]) => local >= day + from * MINUTE && local < day + until * MINUTE)
}

describe('time zones', () => {
  it('have the offset of the time zone table at every second around clock changes', () => {
    fc.assert(
      fc.property(somewhere, ({ zone, at }) => {
        for (const one of [at, at + 1, at + 899_999]) expect(zoneOffset(one, zone)).toBe(askIntl(one, zone))
      }),
      { numRuns: 400 },
    )
    // A change within the quarter of an hour that is cached.
    const change = Date.UTC(2010, 10, 7, 2, 31) // St John's: 00:01 became 23:01
    expect([-1000, -1, 0, 60_000].map((ms) => zoneOffset(change + ms, 'America/St_Johns') / HOUR)).toEqual([
      -2.5, -2.5, -3.5, -3.5,
    ])
  })

  it('do not change their clocks twice within two days, on which fromLocal relies', () => {
    fc.assert(
      fc.property(somewhere, ({ zone, at }) => {
        const [before, now, after] = [at - DAY, at, at + DAY].map((one) => askIntl(one, zone))
        if (before === after) expect(now).toBe(before)
      }),
      { numRuns: 1000 },
    )
  })

  it('convert wall clock to instant and back: the first of two, the end of a gap', () => {
    fc.assert(
      fc.property(somewhere, ({ zone, at }) => {
        const local = at + zoneOffset(at, zone)
        const back = fromLocal(local, zone)
        expect(back).toBeLessThanOrEqual(at)
        expect(back + zoneOffset(back, zone)).toBe(local)
      }),
      { numRuns: 400 },
    )
    const hourSkipped = Date.UTC(2026, 2, 29, 2, 30)
    expect(fromLocal(hourSkipped, 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 29, 1))
    const hourTwice = Date.UTC(2026, 9, 25, 2, 30)
    expect(fromLocal(hourTwice, 'Europe/Berlin')).toBe(Date.UTC(2026, 9, 25, 0, 30))
    expect(fromLocal(Date.UTC(2026, 10, 1, 1, 30), 'America/New_York')).toBe(Date.UTC(2026, 10, 1, 5, 30))
    const daySkipped = Date.UTC(2011, 11, 30, 15)
    expect(fromLocal(daySkipped, 'Pacific/Apia')).toBe(Date.UTC(2011, 11, 30, 10))
    const noMidnight = Date.UTC(2018, 10, 4)
    expect(fromLocal(noMidnight, 'America/Sao_Paulo')).toBe(Date.UTC(2018, 10, 4, 3))
  })

  it('start their days at midnight, or at the first instant where midnight does not exist', () => {
    fc.assert(
      fc.property(somewhere, ({ zone, at }) => {
        const local = localDay(at, zone)
        expect(local % DAY).toBe(0)
        const midnight = fromLocal(local, zone)
        expect(midnight).toBeLessThanOrEqual(at)
        expect(localDay(midnight, zone)).toBe(local)
        // A repeated hour in the evening may reach back past midnight (St John's).
        expect(localDay(midnight - 1, zone)).toBeLessThanOrEqual(local)
      }),
      { numRuns: 400 },
    )
  })

  it('throw for an unknown zone, every time', () => {
    for (const name of ['Mars/Olympus', '', 'Mars/Olympus'])
      expect(() => zoneOffset(Date.UTC(2026, 0, 1), name), name).toThrow(RangeError)
  })
})

describe('B5 working time', () => {
  it('between is the inverse of add in every zone, across special days and clock changes', () => {
    fc.assert(
      fc.property(aCalendar, fc.integer({ min: 1, max: 40 * 60 }), ({ calendar, at }, minutes) => {
        const until = addWorkingTime(calendar, at, minutes * MINUTE)!
        expect(workingTime(calendar, at, until)).toBe(minutes * MINUTE)
        // No later than needed.
        expect(workingTime(calendar, at, until - 1)).toBe(minutes * MINUTE - 1)
      }),
      { numRuns: 500 },
    )
  })

  it('subtract is the inverse of add in every zone, across special days and clock changes', () => {
    fc.assert(
      fc.property(aCalendar, fc.integer({ min: 1, max: 40 * 60 }), ({ calendar, at }, minutes) => {
        const until = addWorkingTime(calendar, at, minutes * MINUTE)!
        const from = subtractWorkingTime(calendar, until, minutes * MINUTE)!
        expect(workingTime(calendar, from, until)).toBe(minutes * MINUTE)
        // No earlier than needed.
        expect(workingTime(calendar, from + 1, until)).toBe(minutes * MINUTE - 1)
      }),
      { numRuns: 500 },
    )
  })

  it('between is additive', () => {
    fc.assert(
      fc.property(aCalendar, fc.nat(5 * DAY), fc.nat(5 * DAY), ({ calendar, at }, a, b) => {
        const whole = workingTime(calendar, at, at + a + b)
        expect(workingTime(calendar, at, at + a) + workingTime(calendar, at + a, at + a + b)).toBe(whole)
      }),
    )
  })

  it('is open when the wall clock says so', () => {
    fc.assert(
      fc.property(aCalendar, ({ calendar, at }) => {
        // Repeated times are covered by another test.
        const isTwice = askIntl(at - 3 * HOUR, calendar.timeZone) !== askIntl(at + 3 * HOUR, calendar.timeZone)
        if (!isTwice) expect(isOpenAt(calendar, at)).toBe(wallSaysOpen(calendar, at))
      }),
      { numRuns: 500 },
    )
  })

  it('opens in ordered, disjoint intervals, and next opens at the first of them', () => {
    fc.assert(
      fc.property(aCalendar, ({ calendar, at }) => {
        const intervals = openIntervals(calendar, at, at + 30 * DAY)
        for (const [i, [open, close]] of intervals.entries()) {
          expect(open).toBeLessThan(close)
          if (i > 0) expect(open).toBeGreaterThanOrEqual(intervals[i - 1]![1])
        }
        const next = nextOpening(calendar, at)
        expect(next).not.toBeNull()
        if (intervals.length > 0) expect(next).toBe(Math.max(at, intervals[0]![0]))
        expect(isOpenAt(calendar, next!)).toBe(true)
        if (next! > at) {
          expect(isOpenAt(calendar, at)).toBe(false)
          expect(workingTime(calendar, at, next!)).toBe(0)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('leaves out breaks and Sundays', () => {
    const shanghai = aWorkshop()
    const monday = Date.UTC(2026, 10, 2) - 8 * HOUR // 2 November 2026, 0:00 in Shanghai
    expect(workingTime(shanghai, monday, monday + DAY)).toBe(9 * HOUR)
    expect(workingTime(shanghai, monday, monday + 7 * DAY)).toBe(54 * HOUR)
    expect(workingTime(shanghai, monday + 6 * DAY, monday + 7 * DAY)).toBe(0)
    expect(workingTime(shanghai, monday + DAY, monday)).toBe(0)
    const saturdayAt17 = monday + 5 * DAY + 17 * HOUR
    expect(addWorkingTime(shanghai, saturdayAt17, 2 * HOUR)).toBe(monday + 7 * DAY + 9 * HOUR)
  })

  it('follows a closure, a special opening and a make-up day', () => {
    const days: SpecialDay[] = [
      { day: '2026-11-03', spans: [] },
      { day: '2026-11-04', spans: [[600, 660]] },
      { day: '2026-11-08', spans: [[480, 1080]] }, // a Sunday
    ]
    const shanghai = { ...aWorkshop(), days }
    const monday = Date.UTC(2026, 10, 2) - 8 * HOUR
    expect(workingTime(shanghai, monday + DAY, monday + 2 * DAY)).toBe(0)
    expect(workingTime(shanghai, monday + 2 * DAY, monday + 3 * DAY)).toBe(HOUR)
    expect(workingTime(shanghai, monday + 6 * DAY, monday + 7 * DAY)).toBe(10 * HOUR)
    expect(nextOpening(shanghai, monday + DAY)).toBe(monday + 2 * DAY + 10 * HOUR)
    expect(isOpenAt(shanghai, monday + DAY + 9 * HOUR)).toBe(false)
  })

  it('loses an hour when the clocks go forward and gains one when they go back', () => {
    const nights: Calendar = { hours: Array.from({ length: 7 }, () => [[0, 360]]), timeZone: 'Europe/Berlin', days: [] }
    const spring = fromLocal(Date.UTC(2026, 2, 29), 'Europe/Berlin')
    const autumn = fromLocal(Date.UTC(2026, 9, 25), 'Europe/Berlin')
    expect(workingTime(nights, spring, spring + 12 * HOUR)).toBe(5 * HOUR)
    expect(workingTime(nights, autumn, autumn + 12 * HOUR)).toBe(7 * HOUR)
  })

  it('has none on a day that the zone skips', () => {
    const apia: Calendar = {
      hours: Array.from({ length: 7 }, () => [[480, 1080]]),
      timeZone: 'Pacific/Apia',
      days: [{ day: '2011-12-30', spans: [[0, 1440]] }],
    }
    const twentyNinth = fromLocal(Date.UTC(2011, 11, 29), 'Pacific/Apia')
    expect(workingTime(apia, twentyNinth, twentyNinth + 2 * DAY)).toBe(20 * HOUR)
  })
})

describe('a calendar without opening hours', () => {
  const never: Calendar = { hours: [[], [], [], [], [], [], []], timeZone: 'UTC', days: [] }
  const now = Date.UTC(2026, 10, 3)

  it('never opens, and no working time passes', () => {
    for (const calendar of [never, { ...never, hours: [] }, { ...never, days: [{ day: '2026-11-04', spans: [] }] }]) {
      expect(everOpens(calendar)).toBe(false)
      expect(addWorkingTime(calendar, now, MINUTE)).toBeNull()
      expect(addWorkingTime(calendar, now, 0)).toBeNull()
      expect(subtractWorkingTime(calendar, now, MINUTE)).toBeNull()
      expect(workingTime(calendar, now, now + 90 * DAY)).toBe(0)
      expect(openIntervals(calendar, now, now + 90 * DAY)).toEqual([])
      expect(nextOpening(calendar, now)).toBeNull()
      expect(isOpenAt(calendar, now)).toBe(false)
    }
  })

  it('opens only for a special opening', () => {
    const once = { ...never, days: [{ day: '2026-11-05', spans: [[540, 600]] as Span[] }] }
    expect(everOpens(once)).toBe(true)
    expect(nextOpening(once, now)).toBe(Date.UTC(2026, 10, 5, 9))
    expect(addWorkingTime(once, now, HOUR)).toBe(Date.UTC(2026, 10, 5, 10))
    expect(addWorkingTime(once, now, HOUR + 1)).toBeNull()
    expect(nextOpening(once, Date.UTC(2026, 10, 5, 10))).toBeNull()
    expect(subtractWorkingTime(once, Date.UTC(2026, 10, 9), HOUR)).toBe(Date.UTC(2026, 10, 5, 9))
    expect(subtractWorkingTime(once, Date.UTC(2026, 10, 9), HOUR + 1)).toBeNull()
  })
})

describe('weekly hours', () => {
  it('refuse spans that overlap, end before they start or leave the day, and a week of six days', () => {
    const { hours } = aWorkshop()
    const week = (spans: unknown) => [spans, [], [], [], [], [], []]
    expect(weeklyHours.safeParse(hours).success).toBe(true)
    expect(weeklyHours.safeParse((hours as WeeklyHours).slice(1)).success).toBe(false)
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
