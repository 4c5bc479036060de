/** Every printed figure of a shop's plan is verified, and an invalid plan is never printed. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { faultsOfFigures, type Figures } from '#server/lab/plan/checkFigures.ts'
import { planShop, searched, type Planned } from '#server/lab/plan/shopPlan.ts'

const MINUTE = 60_000
const printed = /```json\n(\{\n {2}"now"[\s\S]*?)```/.exec(readFileSync('server/lab/README.md', 'utf8'))![1]!
const { bays, ...rest } = JSON.parse(printed) as { bays: { kind: string }[] }
// Without its wash bay, one operation cannot be scheduled.
const example = JSON.stringify({ ...rest, bays: bays.filter(({ kind }) => kind !== 'wash') })
const how = { seconds: 0, steps: 50, seed: 1 }
const { file, ...good } = planShop(example, how)
const with_ = (over: Partial<Figures>): Figures => ({ ...good, ...over })

it('finds no fault in correct figures', () => expect(faultsOfFigures(file.shop, good)).toEqual([]))

it.each<[string, Figures, RegExp]>([
  ['lateness', with_({ lateness: good.lateness + 1 }), /weighted lateness is \d+ minutes and not \d+/],
  ['lateness that is not a number', with_({ lateness: NaN }), /and not NaN/],
  ['end of the plan', with_({ endsAt: good.endsAt + MINUTE }), /^The plan ends at/],
  [
    'time at which a car is ready',
    with_({ finish: good.finish.map((at, i) => (i === 0 ? at! - MINUTE : at)) }),
    /Order 101 is ready at .* and not at/,
  ],
  ['car never ready', with_({ finish: [null, ...good.finish.slice(1)] }), /Order 101 is ready at .* and not never/],
  ['ready car that never is', with_({ finish: [...good.finish.slice(0, 2), good.endsAt] }), /Order 103 is ready never/],
  ['operation left out', with_({ never: [] }), /Operation 1 of order 2 is listed 0 times/],
  [
    'number of an operation',
    with_({ works: good.works.map((work, i) => (i === 0 ? { ...work, index: work.index + 1 } : work)) }),
    /is not operation/,
  ],
])('finds a wrong %s', (_what, figures, fault) => expect(faultsOfFigures(file.shop, figures).join(' ')).toMatch(fault))

describe('an invalid plan is refused', () => {
  const planned = (change: (plan: Planned) => Planned) => () =>
    planShop(example, how, (shop, options) => change(searched(shop, options)))
  const moved = (by: { start: number; end: number }) =>
    planned((plan) => ({
      ...plan,
      result: new Map(
        [...plan.result].map(([id, { work, ...one }]) => [
          id,
          { ...one, work: work.map((own) => ({ ...own, start: own.start + by.start, end: own.end + by.end })) },
        ]),
      ),
    }))

  it.each<[string, () => unknown, RegExp]>([
    ['work before its time', moved({ start: -MINUTE, end: -MINUTE }), /^The plan is invalid\. .*starts in the past/],
    ['work that ends too early', moved({ start: 0, end: -MINUTE }), /^The plan is invalid\. .* and not for/],
    ['a lateness too small', planned((plan) => ({ ...plan, lateness: 0 })), /^The plan is invalid\. The weighted/],
  ])('%s', (_what, plan, sentence) => expect(plan).toThrow(sentence))
})
