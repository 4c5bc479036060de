/** The lobby's panel of cars in progress: large tickets first, lower rows before a second page, three columns in a full house. */
import { describe, expect, it } from 'vitest'
import { gridFor } from '../../board/lobby/grid.ts'

describe('the cars in progress in the lobby', () => {
  it('share one page up to twenty-four cars across, twenty-eight upright, in two columns of large tickets', () => {
    for (const [upright, least, most] of [
      [false, 8, 12],
      [true, 12, 14],
    ] as const)
      for (let cars = 0; cars <= 2 * most; cars++) {
        const rows = Math.max(least, Math.ceil(cars / 2))
        expect(gridFor(cars, 0, upright)).toEqual({ columns: 2, rows, dense: false })
      }
    expect(gridFor(18, 0, false)).toEqual({ columns: 2, rows: 9, dense: false })
  })

  it('stand closer in a full house, thirty-six to a page across', () => {
    expect(gridFor(25, 0, false)).toEqual({ columns: 3, rows: 12, dense: true })
    expect(gridFor(29, 0, true)).toEqual({ columns: 3, rows: 16, dense: true })
  })

  it('give up whole rows to the people who wait', () => {
    for (const waiting of [1, 2, 3])
      for (const cars of [4, 20, 60]) {
        const { rows } = gridFor(cars, waiting, false)
        expect(Number.isInteger(rows)).toBe(true)
        expect(rows).toBeLessThan(gridFor(cars, 0, false).rows)
      }
  })
})
