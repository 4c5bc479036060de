/** The wall: which bays are on which page, when pages turn, where cars are shown. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WallAlert, WallNotice, WallOrder } from '#contract/views/wall.ts'
import { unacknowledged } from '../../board/kit/alerts.ts'
import { alarming, alertRows, informedOfDelayAt } from '../../board/wall/alerts.ts'
import { adviserText, isForApproval, pauseOf, promiseInList, stateOf, workerOn } from '../../board/wall/cardText.ts'
import { sortCars } from '../../board/wall/cars.ts'
import { gridFor, inSpareCells, nextPage, pagesOf } from '../../board/wall/pages.ts'
import { setTimeZone, words } from '#kit/words.svelte.ts'
import { anAlert, anOperation, anOrder, aWorkshop, DAY, HOUR, MINUTE, NOW, uuid } from '../support/factories.ts'
import { speak } from './support/speak.ts'

const workshop = aWorkshop()
const zone = words.timeZone
beforeAll(async () => {
  setTimeZone('Asia/Shanghai')
  await speak('en')
})
afterAll(() => setTimeZone(zone))

const car = (over: Partial<WallOrder> = {}): WallOrder => ({
  ...anOrder({
    state: 'working',
    authorisedAt: NOW - HOUR,
    promiseAt: NOW + 60 * MINUTE,
    forecastAt: null,
    readyAt: null,
  }),
  partExpectedAt: null,
  hasItsParts: false,
  pausedUntil: null,
  nextWork: null,
  progressCheck: null,
  informed: null,
  ...over,
})

describe('pages of bays', () => {
  it('hold every bay once, in order, each page within its grid, in landscape and portrait', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), fc.boolean(), (count, upright) => {
        const bays = Array.from({ length: count }, (_, i) => i + 1)
        const pages = pagesOf(bays, upright)
        expect(pages.flat()).toEqual(bays)
        const { columns, rows } = gridFor(pages[0]?.length ?? 0, upright)
        for (const page of pages) {
          expect(page.length).toBeGreaterThan(0)
          expect(page.length).toBeLessThanOrEqual(columns * rows)
        }
      }),
    )
  })

  it('fourteen bays fit one page, sixty need four', () => {
    expect(pagesOf(Array(14).fill(0))).toHaveLength(1)
    expect(pagesOf(Array(60).fill(0)).map((page) => page.length)).toEqual([15, 15, 15, 15])
  })

  it('leave empty cells for the queue where two are side by side, for the ready cars where there is one', () => {
    const spare = (count: number, upright = false) => {
      const bays = pagesOf(Array(count).fill(0), upright)[0]!.length
      return inSpareCells(gridFor(bays, upright), bays)
    }
    expect([14, 40, 10].map((count) => spare(count))).toEqual(['waiting', 'waiting', 'waiting'])
    expect([3, 15, 60].map((count) => spare(count))).toEqual(['ready', 'ready', 'ready'])
    expect([2, 6, 12, 16, 32].map((count) => spare(count))).toEqual([null, null, null, null, null])
    expect(spare(14, true)).toBe('ready')
  })

  it('turn to pages with a late car first, and show every page in a round', () => {
    const turns = (late: boolean[], count: number) => {
      const pages: number[] = []
      let turn = nextPage(late, [])
      for (let i = 0; i < count; i++) {
        pages.push(turn.page)
        turn = nextPage(late, turn.shown)
      }
      return pages
    }
    expect(turns([false, false, true, false], 8)).toEqual([2, 0, 1, 3, 2, 0, 1, 3])
    expect(turns([false, false, false], 4)).toEqual([0, 1, 2, 0])
  })

  it('turn next to a page that has become late, unless this round has shown it', () => {
    const { shown } = nextPage([false, false, false], [])
    expect(nextPage([false, false, true], shown).page).toBe(2)
  })

  it('continue the round when there are fewer pages than before', () => {
    expect(nextPage([false, false], [0, 3, 2])).toEqual({ page: 0, shown: [0] })
  })
})

describe('sortCars', () => {
  const bay = uuid()
  const other = uuid()

  it('puts a car in its bay, or among waiting or ready cars; a booked or gone car is not shown', () => {
    const [inBay, waiting, ready] = [
      car({ bayId: bay }),
      car({ state: 'waiting' }),
      car({ state: 'ready', readyAt: NOW }),
    ]
    const cars = sortCars([ready, waiting, inBay, car({ state: 'booked' }), car({ state: 'left' })], workshop, NOW)
    expect(cars.inBay.get(bay)).toBe(inBay)
    expect(cars.waiting).toEqual([waiting])
    expect(cars.ready).toEqual([ready])
  })

  it('shows as next in a bay the car that the plan brings there first, even one that is still in another bay', () => {
    const then = (bayId: string, start: number) => ({ nextWork: { bayId, start } })
    const later = car({ state: 'waiting', promiseAt: NOW, ...then(other, NOW + 60 * MINUTE) })
    const sooner = car({ bayId: bay, promiseAt: NOW + 300 * MINUTE, ...then(other, NOW + 30 * MINUTE) })
    const { nextIn } = sortCars([later, sooner], workshop, NOW)
    expect(nextIn.get(other)).toEqual({ order: sooner, start: NOW + 30 * MINUTE })
    expect(nextIn.has(bay)).toBe(false)
  })

  it('never says a time that has passed for the next car of a free bay', () => {
    const order = car({ state: 'waiting', nextWork: { bayId: bay, start: NOW - 7 * MINUTE } })
    expect(sortCars([order], workshop, NOW).nextIn.get(bay)).toEqual({ order, start: NOW })
  })

  it('AL counts late cars by forecast or clock, but not ready ones', () => {
    const late = car({ promiseAt: NOW - 5 * MINUTE, bayId: bay })
    const forecastLate = car({ forecastAt: NOW + 61 * MINUTE, state: 'waiting' })
    const ready = car({ state: 'ready', readyAt: NOW, promiseAt: NOW - 50 * MINUTE })
    expect(sortCars([car(), late, forecastLate, ready], workshop, NOW).late).toBe(2)
  })

  it('B3 without a yes there is no promise: an unanswered estimate is never late and comes after the promised cars', () => {
    const offered = { state: 'quoted', authorisedAt: null, promiseAt: NOW - 20 * HOUR, forecastAt: NOW } as const
    const quoted = car({ ...offered, priority: 'urgent' })
    const late = car({ state: 'waiting', promiseAt: NOW - 30 * MINUTE })
    const { late: count, waiting } = sortCars([quoted, late], workshop, NOW)
    expect(count).toBe(1)
    expect(waiting).toEqual([late, quoted])
    expect(stateOf(quoted, workshop, NOW, { atRiskMinutes: 15 })).toMatchObject({ mark: 'on_track' })
  })

  it('AL names the day of a forecast unless it is the promise’s: one day never looks like the other', () => {
    const tomorrow = NOW + 24 * HOUR
    const word = (promiseAt: number, forecastAt: number, now = NOW) =>
      stateOf(car({ promiseAt, forecastAt }), workshop, now, { atRiskMinutes: 15 }).word
    expect(word(tomorrow, NOW + 2 * HOUR)).toBe('On track · forecast today')
    expect(word(tomorrow, tomorrow - 2 * HOUR)).toBe('On track · forecast 08:00')
    expect(word(NOW + 4 * HOUR, NOW + 2 * HOUR)).toBe('On track · forecast 12:00')
    expect(word(NOW + 2 * HOUR, tomorrow)).toBe('Late · forecast Wed 10:00')
    expect(word(NOW, tomorrow + 2 * HOUR, tomorrow)).toBe('Late · forecast 12:00')
  })

  it.each([
    ['assessor', 'assessor: no date', 'assessor 12:00'],
    ['maker', 'maker: no date', 'maker 12:00'],
    ['sublet', 'sublet: no date', 'sublet 12:00'],
  ] as const)('C9 says until when a car waits for others outside: %s', (pauseReason, unknown, until) => {
    const at = (pausedUntil: number | null) => pauseOf(car({ state: 'paused', pauseReason, pausedUntil }), NOW)
    expect([at(null), at(NOW - MINUTE), at(NOW + 2 * HOUR)]).toEqual([unknown, unknown, until])
  })

  it('says of a pause for a part that the part is here', () => {
    const order = car({ state: 'paused', pauseReason: 'parts' })
    expect([false, true].map((hasItsParts) => pauseOf({ ...order, hasItsParts }, NOW))).toEqual(['part', 'part here'])
  })

  it('names the technician of the work, but nobody for a check or a wash', () => {
    const technicianId = uuid()
    const by = (state: WallOrder['state'], work: 'working' | 'done') =>
      workerOn(car({ state, operations: [anOperation({ state: work, technicianId })] }))
    expect([by('working', 'working'), by('checking', 'done'), by('washing', 'done')]).toEqual([
      technicianId,
      null,
      null,
    ])
  })

  it('B9 says that additional work waits for approval, from when it is found until it is decided; an estimate does not', () => {
    const found = anOperation({ state: 'proposed', askedAt: null })
    const says = (operations: WallOrder['operations'], authorisedAt: number | null = NOW) =>
      isForApproval(car({ authorisedAt, operations }))
    const decided = [anOperation(), anOperation({ state: 'cancelled', approved: false })]
    expect([says([anOperation(), found]), says([found]), says(decided), says([found], null)]).toEqual([
      ...[true, true, false, false],
    ])
  })

  it('names the adviser without the word beside a promise with its day', () => {
    const names = [null, NOW + HOUR, NOW + DAY].map((promiseAt) => adviserText('Grace Ho', promiseAt, NOW))
    expect(names).toEqual(['Adviser Grace Ho', 'Adviser Grace Ho', 'Grace Ho'])
  })

  it('names only the date of a promise of an earlier day in a list, where both do not fit beside the plate', () => {
    const times = [NOW - DAY, NOW - HOUR, NOW + HOUR, NOW + DAY].map((at) => promiseInList(at, NOW))
    expect(times).toEqual([words.monthDay(NOW - DAY), '09:00', '11:00', 'Wed 10:00'])
  })

  it('shows a ready car in the bay it still stands in, unless another car is in progress there', () => {
    const ready = car({ state: 'ready', readyAt: NOW, bayId: bay })
    expect(sortCars([ready], workshop, NOW).inBay.get(bay)).toBe(ready)
    const working = car({ bayId: bay })
    expect(sortCars([ready, working], workshop, NOW).inBay.get(bay)).toBe(working)
  })
})

describe('AL the wall’s alert rows', () => {
  const alert = (over: Partial<WallAlert> = {}): WallAlert => ({ ...anAlert(over), ...over })
  const [first, second] = [uuid(), uuid()]

  it('are one per car or bay, most severe alert first', () => {
    const warning = alert({ orderId: first, severity: 'warning', since: NOW - 9 * MINUTE })
    const alarm = alert({ orderId: first, severity: 'alarm' })
    const bay = alert({ orderId: null, bayId: second, severity: 'warning', since: NOW - 30 * MINUTE })
    const rows = alertRows([warning, bay, alarm])
    expect(rows.map(({ id, alerts }) => [id, alerts])).toEqual([
      [first, [alarm, warning]],
      [second, [bay]],
    ])
    expect(alarming(rows)).toEqual(new Set([first]))
  })

  it('are one for people at reception without an order, apart from the workshop itself', () => {
    const nobody = { orderId: null, bayId: null }
    const caller = alert({ ...nobody, cause: 'customer_waiting', severity: 'alarm' })
    const another = alert({ ...nobody, cause: 'customer_waiting', severity: 'warning' })
    const holidays = alert({ ...nobody, cause: 'holidays_unknown', severity: 'warning' })
    expect(alertRows([another, holidays, caller]).map(({ id, alerts }) => [id, alerts])).toEqual([
      ['reception', [caller, another]],
      ['', [holidays]],
    ])
  })

  it('are sorted: alarms, then unacknowledged, then escalated, then oldest', () => {
    const about = (over: Partial<WallAlert>) => alert({ orderId: uuid(), severity: 'alarm', ...over })
    const seen = about({ acknowledgedAt: NOW, level: 2, since: NOW - 60 * MINUTE })
    const passedOn = about({ level: 1 })
    const [older, newer] = [about({ since: NOW - 5 * MINUTE }), about({ since: NOW - MINUTE })]
    const warning = about({ severity: 'warning', level: 2, since: NOW - 90 * MINUTE })
    const rows = alertRows([newer, warning, seen, older, passedOn])
    expect(rows.map(({ alerts }) => alerts[0])).toEqual([passedOn, older, newer, seen, warning])
  })

  it('deserve a sound for unacknowledged alarms, and once more after escalation', () => {
    const alarm = alert({ severity: 'alarm' })
    const quiet = [alert({ severity: 'warning' }), alert({ severity: 'alarm', acknowledgedAt: NOW })]
    const before = unacknowledged([alarm, ...quiet])
    expect(before.size).toBe(1)
    expect(unacknowledged([{ ...alarm, level: 1 }])).not.toEqual(before)
  })
})

describe('B11.1 B11.3 when the customer was told of a delay', () => {
  const order = car({ informed: { kind: 'delay', at: NOW, readyAt: NOW + 90 * MINUTE } })
  const notice = (state: WallNotice['state'], over: Partial<WallNotice> = {}): WallNotice => ({
    ...{ id: uuid(), orderId: order.id, kind: 'delay', readyAt: NOW + 90 * MINUTE, state },
    ...over,
  })

  it.each<[string, WallNotice[], number | null]>([
    ['nothing while the notice is being sent', [notice('sending')], null],
    ['nothing while a call is still to be made', [notice('phone')], null],
    ['the time of the notice once it is handed over', [notice('handed_over')], NOW],
    ['the time of the notice once it is delivered', [notice('delivered')], NOW],
    ['the same time when the customer knew already', [notice('withdrawn')], NOW],
    [
      'nothing when only an earlier delay was delivered',
      [notice('delivered', { readyAt: NOW }), notice('sending')],
      null,
    ],
    ['nothing for another customer’s notice', [notice('delivered', { orderId: uuid() })], null],
    ['nothing when the same delay is being sent again', [notice('withdrawn'), notice('sending')], null],
  ])('%s', (_what, notices, at) => expect(informedOfDelayAt(order, notices)).toBe(at))

  it('is null without a delay', () => {
    const onTime = car({ informed: { kind: 'on_course', at: NOW, readyAt: NOW } })
    expect(
      informedOfDelayAt(onTime, [notice('delivered', { orderId: onTime.id, kind: 'on_course', readyAt: NOW })]),
    ).toBeNull()
    expect(informedOfDelayAt(car(), [])).toBeNull()
  })
})
