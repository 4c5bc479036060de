/** B5: public holidays and make-up working days on the workshop's calendar. */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { isOpenAt, type Span, type WeeklyHours } from '#contract/calendar.ts'
import { specialDay } from '#contract/fields.ts'
import { daysWithHolidays, isHolidayCalendar, loadHolidays } from '#server/domain/workshop/holidays.ts'
import { lastDecreed } from '#server/domain/workshop/publicDays.ts'
import { aWorkshop, DAY, HOUR } from '../support/factories.ts'

await loadHolidays()

const workday: Span[] = [
  [480, 720],
  [780, 1080],
]
/** Monday to Friday, so that make-up Saturdays show. */
const fiveDays: WeeklyHours = [workday, workday, workday, workday, workday, [], []]
const everyDay: WeeklyHours = Array.from({ length: 7 }, () => workday)
const at = (day: string, hour = 4) => Date.parse(`${day}T00:00Z`) + hour * HOUR

const holidaysAt = (holidays: string | null, now: number, over: Partial<Parameters<typeof daysWithHolidays>[0]> = {}) =>
  daysWithHolidays({ holidays, hours: fiveDays, ownDays: [], timeZone: 'Asia/Shanghai', ...over }, now)
const on = ({ days }: ReturnType<typeof holidaysAt>, day: string) => days.find((one) => one.day === day)

describe('B5 China, by decree', () => {
  const spring2026 = holidaysAt('CN', at('2026-01-20'))

  it('closes on the days off, by their Chinese name', () => {
    for (const day of ['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20', '2026-02-23'])
      expect(on(spring2026, day)).toEqual({ day, spans: [], note: '春节' })
    expect(on(spring2026, '2026-10-07')).toEqual({ day: '2026-10-07', spans: [], note: '国庆节' })
  })

  it('opens on make-up working days with the hours of the weekday they replace, else of an ordinary one', () => {
    for (const [day, weekday] of [
      ['2026-02-14', 4],
      ['2026-02-28', 0],
    ] as const)
      expect(on(spring2026, day)).toEqual({ day, spans: workday, weekday, note: '春节（调休上班）' })
    const late: WeeklyHours = [[], [[600, 1200]], workday, workday, [[540, 900]], [], []]
    const days = holidaysAt('CN', at('2026-01-20'), { hours: late })
    expect(on(days, '2026-02-14')?.spans).toEqual([[540, 900]])
    expect(on(days, '2026-02-28')?.spans).toEqual([[600, 1200]])
  })

  it('does not list a holiday on a day that is closed anyway, but a make-up day that is open anyway, as others work then', () => {
    expect(on(spring2026, '2026-02-15')).toBeUndefined() // a Sunday
    const open = holidaysAt('CN', at('2026-01-20'), { hours: everyDay })
    expect(on(open, '2026-02-15')).toMatchObject({ spans: [], note: '春节' })
    expect(on(open, '2026-02-14')).toMatchObject({ spans: workday, weekday: 4 })
  })

  it('is known until the end of the last year with a decree in the library', () => {
    expect(lastDecreed).toBe(2026) // update this with newer data, and check the new year
    expect(spring2026.holidaysUntil).toBe('2026-12-31')
    expect(holidaysAt('CN', at('2024-05-01')).holidaysUntil).toBe('2026-05-01')
  })

  it('beyond that closes on the holidays fixed by law, without make-up days', () => {
    const { days } = holidaysAt('CN', at('2026-11-24'), { hours: everyDay })
    const of2027 = days.filter(({ day }) => day.startsWith('2027')).map(({ day, note }) => `${day.slice(5)} ${note}`)
    expect(of2027).toEqual([
      '01-01 元旦',
      ...['02-05 春节', '02-06 春节', '02-07 春节', '02-08 春节'],
      '04-05 清明节',
      ...['05-01 劳动节', '05-02 劳动节'],
      '06-09 端午节',
      '09-15 中秋节',
      ...['10-01 国庆节', '10-02 国庆节', '10-03 国庆节'],
    ])
    expect(days.filter(({ day }) => day > '2027').every(({ spans }) => spans.length === 0)).toBe(true)
  })
})

describe('B5 other countries, by rule', () => {
  const now = at('2026-11-24')

  it.each([
    ['GB-ENG', '2027-12-27', /Christmas Day/],
    ['GB', '2026-12-25', /Christmas/],
    ['DE-BY', '2027-01-06', /Heilige Drei Könige/],
    ['TW', '2027-02-05', /除夕/],
    ['HK', '2027-02-08', /農曆年初三/],
    ['US', '2027-07-05', /Independence Day/],
  ])('%s keeps %s', (calendar, day, name) => {
    const found = on(holidaysAt(calendar, now), day)
    expect(found).toMatchObject({ spans: [] })
    expect(found!.note).toMatch(name)
  })

  it('shows two holidays on one day, and substitute days in traditional characters', () => {
    expect(on(holidaysAt('TW', now), '2027-04-05')!.note).toBe('兒童節（補假） / 淸明節')
  })

  it('is open on the other half of a half holiday', () => {
    const { days } = holidaysAt('FO', now, { timeZone: 'Atlantic/Faroe' })
    const newYearsEve = days.find(({ day }) => day === '2026-12-31')
    expect(newYearsEve?.spans).toEqual([[480, 720]])
  })

  it('is known as far ahead as it is computed', () => {
    expect(holidaysAt('DE-BY', now).holidaysUntil).toBe('2028-11-24')
  })

  it('knows the calendars of the libraries and no others', () => {
    for (const name of ['CN', 'GB', 'GB-ENG', 'DE', 'DE-BY', 'DE-BY-A', 'TW', 'HK', 'SG', 'US-CA'])
      expect(isHolidayCalendar(name), name).toBe(true)
    for (const name of ['', 'XX', 'cn', 'GB-XXX', 'DE-BY-XX', 'DE-BY-A-B', 'CN-BJ', 'constructor', 'GB-', '-', 'TW-'])
      expect(isHolidayCalendar(name), name).toBe(false)
  })
})

describe('B5 the days of the calendar', () => {
  const now = at('2026-11-24')

  it('reach from the first of last month to two years ahead, in order, each once, valid by the contract', () => {
    for (const calendar of ['CN', 'HK', 'TW', 'GB-SCT', 'DE-BY', 'MY', 'IL', 'TR', 'IN', 'US']) {
      const { days } = holidaysAt(calendar, now, { hours: everyDay })
      const names = days.map(({ day }) => day)
      expect(names, calendar).toEqual([...new Set(names)].toSorted())
      expect(names[0]! >= '2026-10-01' && names.at(-1)! <= '2028-11-24', calendar).toBe(true)
      expect(names.length, calendar).toBeLessThan(120)
      for (const one of days) expect(specialDay.safeParse(one).success, JSON.stringify(one)).toBe(true)
    }
  })

  it('begin with the current day in the workshop’s time zone', () => {
    const lateInDecember = Date.UTC(2026, 11, 31, 20)
    const first = (timeZone: string) => holidaysAt('GB', lateInDecember, { timeZone, hours: everyDay }).days[0]!.day
    expect(first('Asia/Shanghai')).toBe('2026-12-25') // already January there: from the first of December on
    expect(holidaysAt('GB', lateInDecember, { timeZone: 'Asia/Shanghai' }).holidaysUntil).toBe('2029-01-01')
    expect(holidaysAt('GB', lateInDecember, { timeZone: 'Europe/London' }).holidaysUntil).toBe('2028-12-31')
  })

  it('are overlaid by the workshop’s own: open on a holiday, closed on a make-up day', () => {
    const ownDays = [
      { day: '2026-02-14', spans: [], note: 'Stocktaking' },
      { day: '2026-02-18', spans: [[600, 720] as Span], note: 'Emergency service' },
      { day: '2031-01-01', spans: [], note: 'Far ahead' },
    ]
    const { days } = holidaysAt('CN', at('2026-01-20'), { ownDays })
    for (const own of ownDays) expect(days.filter(({ day }) => day === own.day)).toEqual([own])
    const { days: none, holidaysUntil } = holidaysAt(null, at('2026-01-20'), { ownDays })
    expect(none).toEqual(ownDays)
    expect(holidaysUntil).toBeNull()
  })

  it('open and close the workshop', () => {
    const workshop = aWorkshop({ hours: fiveDays, ...holidaysAt('CN', at('2026-01-20')) })
    const noon = (day: string) => at(day, 2) // 10:00 in Shanghai
    expect(isOpenAt(workshop, noon('2026-02-13'))).toBe(true)
    expect(isOpenAt(workshop, noon('2026-02-14'))).toBe(true)
    expect(isOpenAt(workshop, noon('2026-02-16'))).toBe(false)
    expect(isOpenAt(workshop, noon('2026-02-23') + DAY)).toBe(true)
  })

  it('do not depend on the machine’s time zone', () => {
    const program = `
      const { daysWithHolidays, loadHolidays } = await import(${JSON.stringify(new URL('../../server/domain/workshop/holidays.ts', import.meta.url).href)})
      await loadHolidays()
      const hours = Array.from({ length: 7 }, () => [[480, 1080]])
      for (const holidays of ['CN', 'HK', 'TW', 'GB-ENG', 'DE-BY', 'MY', 'IL', 'JP', 'IN'])
        console.log(JSON.stringify(daysWithHolidays({ holidays, hours, ownDays: [], timeZone: 'Asia/Shanghai' }, ${now})))`
    const outputs = ['UTC', 'America/Los_Angeles', 'Pacific/Kiritimati', 'Asia/Kathmandu'].map((TZ) =>
      execFileSync(process.execPath, ['--input-type=module', '-e', program], {
        cwd: fileURLToPath(new URL('../..', import.meta.url)),
        env: { ...process.env, TZ },
        encoding: 'utf8',
      }),
    )
    expect(outputs[0]!.length).toBeGreaterThan(5000)
    expect(new Set(outputs).size).toBe(1)
  }, 30_000)
})
