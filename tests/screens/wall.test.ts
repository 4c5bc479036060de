/** The wall: which bays on which page, which page when, which car where. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WallOrder } from '#contract/views/wall.ts'
import { sortCars } from '../../board/wall/cars.ts'
import { gridFor, nextPage, pagesOf } from '../../board/wall/pages.ts'
import { anOperation, anOrder, MINUTE, NOW, uuid } from '../support/factories.ts'

const car = (over: Partial<WallOrder> = {}): WallOrder => ({
  ...anOrder({ state: 'working', promiseAt: NOW + 60 * MINUTE, forecastAt: null, readyAt: null }),
  partExpectedAt: null,
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
    expect(cars.alerts).toEqual([])
  })

  it('a free bay says which car comes next: the most urgent with work planned for it', () => {
    const forBay = (bayId: string) => [anOperation({ state: 'planned', bayId })]
    const later = car({ state: 'waiting', promiseAt: NOW + 300 * MINUTE, operations: forBay(other) })
    const sooner = car({ state: 'waiting', promiseAt: NOW + 100 * MINUTE, operations: forBay(other) })
    expect(sortCars([later, sooner], NOW).nextIn.get(other)).toBe(sooner)
  })

  it('AL alerts: what is late, the latest first, and a part that has not come; never what is ready', () => {
    const late = car({ promiseAt: NOW - 5 * MINUTE, bayId: bay })
    const later = car({ promiseAt: NOW - 50 * MINUTE, state: 'waiting' })
    const part = car({ state: 'paused', pauseReason: 'parts', partExpectedAt: NOW - MINUTE })
    const due = car({ state: 'paused', pauseReason: 'parts', partExpectedAt: NOW + MINUTE })
    const ready = car({ state: 'ready', readyAt: NOW, promiseAt: NOW - 50 * MINUTE })
    const cars = sortCars([due, part, late, ready, later], NOW)
    expect(cars.alerts).toEqual([later, late, part])
    expect(cars.late).toBe(2)
  })

  it('a ready car that still stands in a bay is shown there, unless work goes on in it', () => {
    const ready = car({ state: 'ready', readyAt: NOW, bayId: bay })
    expect(sortCars([ready], NOW).inBay.get(bay)).toBe(ready)
    const working = car({ bayId: bay })
    expect(sortCars([ready, working], NOW).inBay.get(bay)).toBe(working)
  })
})
