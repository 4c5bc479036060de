/** The wall: which bays on which page, which page when, which car where. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WallAlert, WallNotice, WallOrder } from '#contract/views/wall.ts'
import { unacknowledged } from '../../board/kit/alerts.ts'
import { alarming, alertRows, toldOfDelayAt } from '../../board/wall/alerts.ts'
import { sortCars } from '../../board/wall/cars.ts'
import { gridFor, nextPage, pagesOf } from '../../board/wall/pages.ts'
import { anAlert, anOperation, anOrder, MINUTE, NOW, uuid } from '../support/factories.ts'

const car = (over: Partial<WallOrder> = {}): WallOrder => ({
  ...anOrder({ state: 'working', promiseAt: NOW + 60 * MINUTE, forecastAt: null, readyAt: null }),
  partExpectedAt: null,
  checkIn: null,
  told: null,
  ...over,
})

describe('pages of bays', () => {
  it('hold every bay once, in order, each fitting its grid, on a screen that lies and on one that stands', () => {
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

  it('fourteen bays need no turning, sixty turn over four pages', () => {
    expect(pagesOf(Array(14).fill(0))).toHaveLength(1)
    expect(pagesOf(Array(60).fill(0)).map((page) => page.length)).toEqual([15, 15, 15, 15])
  })

  it('turn to what is late first and show every page in a round', () => {
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

  it('a page on which something has become late is next, when it has not been shown in this round', () => {
    const { shown } = nextPage([false, false, false], [])
    expect(nextPage([false, false, true], shown).page).toBe(2)
  })

  it('a round goes on when there are fewer pages than before', () => {
    expect(nextPage([false, false], [0, 3, 2])).toEqual({ page: 0, shown: [0] })
  })
})

describe('sortCars', () => {
  const bay = uuid()
  const other = uuid()

  it('a car in a bay is there, one without waits, a ready one is ready; one booked or gone is nowhere', () => {
    const [inBay, waiting, ready] = [
      car({ bayId: bay }),
      car({ state: 'waiting' }),
      car({ state: 'ready', readyAt: NOW }),
    ]
    const cars = sortCars([ready, waiting, inBay, car({ state: 'booked' }), car({ state: 'left' })], NOW)
    expect(cars.inBay.get(bay)).toBe(inBay)
    expect(cars.waiting).toEqual([waiting])
    expect(cars.ready).toEqual([ready])
  })

  it('a free bay says which car comes next: the first in the queue with work planned for it', () => {
    const forBay = (bayId: string) => [anOperation({ state: 'planned', bayId })]
    const later = car({ state: 'waiting', promiseAt: NOW + 300 * MINUTE, operations: forBay(other) })
    const sooner = car({ state: 'waiting', promiseAt: NOW + 100 * MINUTE, operations: forBay(other) })
    expect(sortCars([later, sooner], NOW).nextIn.get(other)).toBe(sooner)
  })

  it('AL counts what is late, by forecast or clock; never what is ready', () => {
    const late = car({ promiseAt: NOW - 5 * MINUTE, bayId: bay })
    const foreseen = car({ forecastAt: NOW + 61 * MINUTE, state: 'waiting' })
    const ready = car({ state: 'ready', readyAt: NOW, promiseAt: NOW - 50 * MINUTE })
    expect(sortCars([car(), late, foreseen, ready], NOW).late).toBe(2)
  })

  it('a ready car that still stands in a bay is shown there, unless work goes on in it', () => {
    const ready = car({ state: 'ready', readyAt: NOW, bayId: bay })
    expect(sortCars([ready], NOW).inBay.get(bay)).toBe(ready)
    const working = car({ bayId: bay })
    expect(sortCars([ready, working], NOW).inBay.get(bay)).toBe(working)
  })
})

describe('AL the alerts beside the bays', () => {
  const alert = (over: Partial<WallAlert> = {}): WallAlert => ({ ...anAlert(over), ...over })
  const [first, second] = [uuid(), uuid()]

  it('have one row for each car or bay, its gravest alert first', () => {
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

  it('stand in order: alarms, then those nobody sees to, then those passed on, then the oldest', () => {
    const about = (over: Partial<WallAlert>) => alert({ orderId: uuid(), severity: 'alarm', ...over })
    const seen = about({ acknowledgedAt: NOW, level: 2, since: NOW - 60 * MINUTE })
    const passedOn = about({ level: 1 })
    const [older, newer] = [about({ since: NOW - 5 * MINUTE }), about({ since: NOW - MINUTE })]
    const warning = about({ severity: 'warning', level: 2, since: NOW - 90 * MINUTE })
    const rows = alertRows([newer, warning, seen, older, passedOn])
    expect(rows.map(({ alerts }) => alerts[0])).toEqual([passedOn, older, newer, seen, warning])
  })

  it('are worth a sound as alarms that nobody sees to, and once more when they are passed on', () => {
    const alarm = alert({ severity: 'alarm' })
    const quiet = [alert({ severity: 'warning' }), alert({ severity: 'alarm', acknowledgedAt: NOW })]
    const before = unacknowledged([alarm, ...quiet])
    expect(before.size).toBe(1)
    expect(unacknowledged([{ ...alarm, level: 1 }])).not.toEqual(before)
  })
})

describe('B11.1 B11.3 what a row says of the customer', () => {
  const order = car({ told: { kind: 'delay', at: NOW, readyAt: NOW + 90 * MINUTE } })
  const notice = (state: WallNotice['state'], over: Partial<WallNotice> = {}): WallNotice => ({
    ...{ id: uuid(), orderId: order.id, kind: 'delay', readyAt: NOW + 90 * MINUTE, state },
    ...over,
  })

  it.each<[string, WallNotice[], number | null]>([
    ['nothing while it is on its way', [notice('sending')], null],
    ['nothing while somebody is to phone', [notice('phone')], null],
    ['when he was told, once it has arrived', [notice('delivered')], NOW],
    ['the same of one who knew already', [notice('withdrawn')], NOW],
    [
      'nothing for a delay of before, of which he knows',
      [notice('delivered', { readyAt: NOW }), notice('sending')],
      null,
    ],
    ['nothing for what another customer knows', [notice('delivered', { orderId: uuid() })], null],
    ['nothing for the same delay decided once more', [notice('withdrawn'), notice('sending')], null],
  ])('%s', (_what, notices, at) => expect(toldOfDelayAt(order, notices)).toBe(at))

  it('is nothing where he was not told of a delay', () => {
    const onTime = car({ told: { kind: 'pick_up', at: NOW, readyAt: NOW } })
    expect(
      toldOfDelayAt(onTime, [notice('delivered', { orderId: onTime.id, kind: 'pick_up', readyAt: NOW })]),
    ).toBeNull()
    expect(toldOfDelayAt(car(), [])).toBeNull()
  })
})
