/** The offsets of a time zone as screens are told them. */
import { afterAll, expect, it } from 'vitest'
import { addWorkingTime, localDay } from '#contract/calendar.ts'
import { TOLD_FROM, TOLD_UNTIL, tellOffsets, zoneOffset } from '#contract/zone.ts'
import { zoneOffsets } from '#server/audience/zoneOffsets.ts'
import { words } from '../../board/kit/words.svelte.ts'
import { aWorkshop, HOUR, MINUTE } from '../support/factories.ts'
import { random } from '../support/random.ts'

/** A zone that no browser knows, with the offsets of another. */
const UNKNOWN = 'Moon/Tranquility'
afterAll(() => words.setTimeZone('UTC'))

it.each([
  ...[
    'Asia/Shanghai',
    'Asia/Kathmandu',
    'Europe/London',
    'America/New_York',
    'Australia/Lord_Howe',
    'Africa/Casablanca',
  ],
  ...['America/Santiago', 'Asia/Gaza', 'Antarctica/Troll', 'America/Scoresbysund', 'Asia/Almaty', 'Pacific/Chatham'],
])('%s is on screens as on the server, at every change of its clocks and between', (timeZone) => {
  const offsets = zoneOffsets(aWorkshop({ timeZone }))
  tellOffsets(UNKNOWN, offsets)
  const { int } = random(2026)
  const sometime = Array.from({ length: 500 }, () => TOLD_FROM + int(TOLD_UNTIL - TOLD_FROM))
  const changes = offsets.slice(1).flatMap(([from]) => [from - 1, from, from + 1])
  for (const at of [...sometime, ...changes]) expect(zoneOffset(at, UNKNOWN), `${at}`).toBe(zoneOffset(at, timeZone))
  // Before and after what was told, an unknown zone has the nearest offset.
  expect(zoneOffset(0, UNKNOWN)).toBe(offsets[0]![1] * MINUTE)
  expect(zoneOffset(TOLD_UNTIL + HOUR, UNKNOWN)).toBe(offsets.at(-1)![1] * MINUTE)
})

it('S11 a browser with older rules for a zone follows the server, and knows by itself what was not told', () => {
  const at = Date.UTC(2026, 6, 1)
  const real = zoneOffset(at, 'America/Mexico_City')
  tellOffsets('America/Mexico_City', [[TOLD_FROM, -300]])
  expect(real).toBe(-6 * HOUR)
  expect(zoneOffset(at, 'America/Mexico_City')).toBe(-5 * HOUR)
  expect(zoneOffset(Date.UTC(2050, 0), 'America/Mexico_City')).toBe(-6 * HOUR)
})

it('S11 a screen whose browser does not know the zone shows its times, dates and opening hours', () => {
  tellOffsets(UNKNOWN, [[TOLD_FROM, 345]])
  words.setTimeZone(UNKNOWN)
  const at = Date.UTC(2026, 10, 24, 20, 30)
  expect([words.time(at), words.date(at), words.when(at, at - 6 * HOUR)]).toEqual(['02:15', 'Wed 25 Nov', 'Wed 02:15'])
  expect(words.sameDay(at, at - 3 * HOUR)).toBe(false)
  expect(words.monthDays(at, at + 24 * HOUR)).toMatch(/^25\s*–\s*26 Nov$/)
  const day = localDay(at, UNKNOWN)
  expect(day).toBe(Date.UTC(2026, 10, 25))
  const calendar = {
    timeZone: UNKNOWN,
    hours: Array.from({ length: 7 }, () => [[480, 1080] as [number, number]]),
    days: [],
  }
  expect(addWorkingTime(calendar, at, HOUR)).toBe(day + 9 * HOUR - 345 * MINUTE)
})
