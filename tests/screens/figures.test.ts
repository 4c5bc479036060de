/** The figures page: sums over cells, and the file for spreadsheets. */
import { describe, expect, it } from 'vitest'
import { figureNames } from '#contract/figureNames.ts'
import type { FigureCell, Figures } from '#contract/figures.ts'
import { csv } from '#kit/csv.ts'
import { figuresFile } from '../../board/figures/csv.ts'
import { countOf, halfWaited, minutesOf, shareOf, type Counted } from '../../board/figures/sums.ts'

const cell = (name: string, count: number, minutes: number | null = null): FigureCell => ({
  ...{ cell: name, count, minutes, quarter: minutes, half: minutes, threeQuarters: minutes },
})
const counted = (over: Partial<Counted>): Counted => ({
  ...(Object.fromEntries(figureNames.map((name) => [name, []])) as unknown as Counted),
  ...over,
})

describe('sums', () => {
  const figures = counted({ held: [cell('part', 2, 30), cell('check', 3, 12)], checks: [cell('late', 4)] })
  it('add up cells, all of them or those named', () => {
    expect(countOf(figures, 'held')).toBe(5)
    expect(countOf(figures, 'held', ['check', 'done'])).toBe(3)
    expect(minutesOf(figures, 'held')).toBe(42)
    expect(minutesOf(figures, 'checks')).toBe(0)
  })
  it('share nothing where there is nothing', () => {
    expect([shareOf(3, 4), shareOf(0, 4), shareOf(0, 0)]).toEqual([0.75, 0, null])
  })
  it('know how long half of all arrivals waited, at most', () => {
    const waits = [cell('00', 2), cell('03', 2), cell('12', 1)]
    expect(halfWaited(counted({ waits }))).toBe(4)
    expect(halfWaited(counted({ waits: [cell('00', 2), cell('03', 2)] }))).toBe(1)
    expect(halfWaited(counted({}))).toBeNull()
  })
})

describe('the file', () => {
  it('quotes what spreadsheets would split, and defuses what they would run', () => {
    expect(csv([['a,b', 'say "so"', '=1+1', -2.26, null]])).toBe('\ufeff"a,b","say ""so""",\'=1+1,-2.3,\r\n')
  })
  it('has a line for each cell of either period', () => {
    const before = { from: 0, until: 1, closing: null, figures: counted({ returned: [cell('returned', 2)] }) }
    const figures = counted({ checks: [cell('late', 4)], held: [cell('part', 1, 7)] })
    const file = figuresFile({
      ...{ at: 2, from: 1, until: 2, ends: 3, closing: null, waitLimits: { warning: 5, alarm: 10 } },
      ...{ figures, before },
    } satisfies Figures)
    const [, ...lines] = file.trim().split('\r\n')
    expect(lines).toEqual(['checks,late,4,,,0,,', 'held,part,1,7,7,0,,', 'returned,returned,0,,,2,,'])
  })
})
