/** Progress reports in the plan of the whole shop (B10, AL, C2). */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ProgressCheck, Operation, Order } from '#contract/entities/index.ts'
import type { MoveAnswer } from '#contract/questions.ts'
import { toMinute } from '#server/domain/forecast/bound.ts'
import { promiseOf } from '#server/domain/planner/promise.ts'
import { Hours } from '#server/domain/planner/hours.ts'
import { simulate } from '#server/domain/planner/simulate.ts'
import type { ShopState } from '#server/domain/planner/shop.ts'
import { suggest } from '#server/domain/planner/suggest.ts'
import { tryMove } from '#server/domain/planner/tryMove.ts'
import { mulberry32 } from '#server/domain/planner/random.ts'
import {
  aBay,
  aProgressCheck,
  anOperation,
  anOrderIn,
  aPart,
  aPausedOperation,
  aPerson,
  aPriceItem,
  aWorkingOperation,
  aWorkshop,
  HOUR,
  MINUTE,
  NOW,
  workAlone,
} from '../support/factories.ts'
import { random } from '../support/random.ts'
import { aPlacedShop } from '../support/randomShop.ts'

// Tuesday 10:00 in Shanghai; open 8–12 and 13–18.
const at = (hour: number, minute = 0) => NOW + (hour - 10) * HOUR + minute * MINUTE
const lift = aBay()
const electrical = aBay({ number: 2, uses: ['electrical'] })
const chen = aPerson()
const wu = aPerson({ skills: ['electrical'] })
const shop = (orders: Order[], over: Partial<ShopState> = {}): ShopState => ({
  ...{ workshop: aWorkshop(), bays: [lift, electrical], persons: [chen, wu], now: NOW },
  ...over,
  orders,
})

const work = (minutes: number, over: Partial<Operation> = {}) => anOperation({ standardMinutes: minutes, ...over })
const begun = (minutesLeft: number) =>
  aWorkingOperation({ standardMinutes: minutesLeft, bayId: lift.id, technicianId: chen.id })
const answered = (answer: ProgressCheck['answer'], finishAt: number | null) =>
  aProgressCheck({ answer, finishAt, askedAt: NOW - MINUTE, answeredAt: NOW })
const inWork = (operations: Operation[], progressCheck: ProgressCheck | null, over: Partial<Order> = {}) =>
  anOrderIn('working', { operations, progressCheck, promiseAt: at(11), bayId: lift.id, ...over })
const behind = (over: Partial<Order> = {}) =>
  anOrderIn('waiting', { operations: [work(30)], promiseAt: at(17), number: 2, ...over })
/** When the car in progress is ready, and when the next starts in its bay. */
function run(own: Order, next: Order, over: Partial<ShopState> = {}) {
  const result = simulate(shop([own, next], over))
  return [result.get(own.id)!.finishAt, result.get(next.id)!.work[0]!.start]
}

describe('B10 a progress report on a car in progress', () => {
  it('later: bay and technician are occupied until then, and the next car starts then', () => {
    expect(run(inWork([begun(30)], null), behind())).toEqual([at(10, 30), at(10, 30)])
    expect(run(inWork([begun(30)], answered('later', at(11, 15))), behind())).toEqual([at(11, 15), at(11, 15)])
    expect(run(inWork([begun(30)], answered('problem', at(14))), behind())).toEqual([at(14), at(14)])
    const otherBay = { bays: [lift, aBay({ number: 3 })] }
    expect(run(inWork([begun(30)], answered('later', at(11, 15))), behind(), otherBay)[1]).toBe(at(11, 15))
  })

  it('is when the whole car is ready: QC and wash follow the work', () => {
    const workshop = aWorkshop({ settings: { ...workAlone, checkMinutes: 15, washMinutes: 20 } })
    const own = inWork([begun(30)], answered('later', at(11, 35)), { wash: true })
    expect(run(own, behind(), { workshop })).toEqual([at(11, 35), at(11)])
  })

  it('on time: capped at the promise and at the computed duration', () => {
    expect(run(inWork([begun(90)], null), behind())).toEqual([at(11, 30), at(11, 30)])
    expect(run(inWork([begun(90)], answered('on_time', at(11))), behind())).toEqual([at(11), at(11)])
    expect(run(inWork([begun(30)], answered('on_time', at(11))), behind())).toEqual([at(10, 30), at(10, 30)])
    const two = [begun(90), work(30)]
    expect(run(inWork(two, answered('on_time', at(11))), behind())).toEqual([at(11), at(11)])
  })

  it('does not hold a bay while the car waits for something elsewhere', () => {
    const ofWu = { bayKind: 'electrical', skill: 'electrical' } as const
    const elsewhere = inWork(
      [aWorkingOperation({ ...ofWu, standardMinutes: 120, bayId: electrical.id, technicianId: wu.id })],
      null,
      { bayId: electrical.id, number: 3 },
    )
    const later = work(30, ofWu)
    const bayFree = (finishAt: number) => {
      const own = inWork([begun(30), later], answered('later', finishAt))
      const result = simulate(shop([own, behind(), elsewhere]))
      return [result.get(own.id)!.finishAt, result.get(own.id)!.work[0]!.end]
    }
    // Computed: the other bay is free at 12:00, and the work there done at 13:30.
    expect(bayFree(at(13, 30))).toEqual([at(13, 30), at(10, 30)])
    expect(bayFree(at(14))).toEqual([at(14), at(11)])
  })

  it('on paused work counts from when it can resume', () => {
    const paused = aPausedOperation({ bayId: lift.id, technicianId: chen.id, standardMinutes: 60, percent: 50 })
    const over = { state: 'paused' as const, parts: [aPart({ expectedAt: at(13) })] }
    expect(run(inWork([paused], null, over), behind())).toEqual([at(13, 30), at(13, 30)])
    expect(run(inWork([paused], answered('later', at(15)), over), behind())).toEqual([at(15), at(15)])
  })

  it('on a car with no work started sets its finish, and occupies no bay', () => {
    const own = anOrderIn('waiting', {
      operations: [work(30)],
      promiseAt: at(11),
      progressCheck: answered('later', at(12)),
    })
    expect(run(own, behind())).toEqual([at(12), at(10, 30)])
  })

  it('is ignored once its time has passed, and on work that cannot be scheduled', () => {
    expect(run(inWork([begun(30)], answered('later', NOW)), behind())).toEqual([at(10, 30), at(10, 30)])
    const own = inWork([begun(30), work(30, { skill: 'paint' })], answered('later', at(12)))
    expect(simulate(shop([own])).get(own.id)).toMatchObject({ finishAt: null, reason: 'no_skill' })
  })

  it('holds overnight', () => {
    const own = inWork([begun(30)], answered('later', at(32, 30)), { promiseAt: at(17) })
    expect(run(own, behind())).toEqual([at(32, 30), at(32, 30)])
  })
})

it(
  'B10 in any shop the forecast matches the report, and no technician and no bay is double-booked',
  { timeout: 60_000 },
  () => {
    let reported = 0
    fc.assert(
      fc.property(fc.integer({ min: 0 }), (seed) => {
        const r = random(seed)
        const state = aPlacedShop(r)
        const hours = new Hours(state.workshop, null, state.now)
        const orders = state.orders.map((order) => {
          const finishAt = hours.add(state.now, (1 + r.int(600)) * MINUTE)
          return r.chance(0.5)
            ? { ...order, progressCheck: answered(r.pick(['on_time', 'later', 'problem']), finishAt) }
            : order
        })
        const [without, found] = [simulate(state), simulate({ ...state, orders })]
        for (const { id, progressCheck } of orders) {
          const finishAt = found.get(id)?.finishAt ?? null
          if (finishAt === null || progressCheck?.finishAt == null) continue
          reported++
          const word = toMinute(progressCheck.finishAt)
          if (progressCheck.answer === 'on_time') expect(finishAt).toBeLessThanOrEqual(word)
          else expect(finishAt).toBe(word)
          expect(without.get(id)!.finishAt).not.toBeNull()
        }
        const pieces = [...found.values()].flatMap(({ work }) => work)
        for (const of of ['bayId', 'technicianId'] as const)
          for (const [id, own] of Map.groupBy(pieces, (piece) => piece[of])) {
            const inTurn = own.toSorted((a, b) => a.start - b.start || a.end - b.end)
            for (const [i, { start }] of inTurn.entries())
              if (id !== null && i > 0) expect(start).toBeGreaterThanOrEqual(inTurn[i - 1]!.end)
          }
      }),
      { numRuns: 600 },
    )
    expect(reported).toBeGreaterThan(300)
  },
)

describe('B10 C2 moves and suggestions', () => {
  const suggested = (state: ShopState) => {
    const search = suggest(state, mulberry32(1))
    for (;;) {
      const { done, value } = search.next()
      if (done) return value.suggestions
    }
  }

  it('the effects of a tried move of the car are relative to its report', () => {
    const mine = work(30)
    const own = inWork([begun(30), mine], answered('later', at(11, 30)))
    const where = { orderId: own.id, operationId: mine.id, bayId: null, technicianId: null }
    const answer = tryMove(shop([own, behind()]), { ...where, startAt: at(14) }) as MoveAnswer
    expect(answer.effects[0]).toEqual({ orderId: own.id, promiseAt: at(11), from: at(11, 30), to: at(14, 30) })
  })

  it('a tried move waits behind the car until its reported finish', () => {
    const next = behind()
    const where = { orderId: next.id, operationId: next.operations[0]!.id, bayId: lift.id, technicianId: null }
    const answer = tryMove(shop([inWork([begun(30)], answered('later', at(11, 30))), next]), { ...where, startAt: NOW })
    expect((answer as MoveAnswer).blockers).toMatchObject([{ kind: 'bay_taken', until: at(11, 30) }])
  })

  it('a car waiting behind it is suggested another place once it is reported late', () => {
    const next = behind({ promiseAt: at(11, 30), operations: [work(60, { bayId: lift.id })] })
    const places = { bays: [lift, aBay({ number: 3 })], persons: [chen, aPerson()] }
    expect(suggested(shop([inWork([begun(30)], null, { promiseAt: at(12) }), next], places))).toEqual([])
    const own = inWork([begun(30)], answered('later', at(14)), { promiseAt: at(12) })
    expect(suggested(shop([own, next], places))).toMatchObject([{ cause: 'late', orderId: next.id }])
  })

  it('a car reported on time gets no suggestion as late, and a move that delays it shows the delay', () => {
    const first = anOrderIn('waiting', { operations: [work(60)], promiseAt: at(10, 50), number: 3 })
    const own = behind({ operations: [work(60)], promiseAt: at(11), waits: true })
    expect(suggested(shop([first, own])).map(({ orderId }) => orderId)).toContain(own.id)
    const onTime = { ...own, progressCheck: answered('on_time', at(11)) }
    const found = suggested(shop([first, onTime]))
    expect(found.filter(({ orderId }) => orderId === own.id)).toEqual([])
    // Reported on time at its place in the queue, which says nothing about a place behind others.
    const urgent = {
      ...onTime,
      promiseAt: at(10, 40),
      progressCheck: answered('on_time', at(10, 40)),
      priority: 'urgent' as const,
    }
    const where = { orderId: first.id, operationId: first.operations[0]!.id, bayId: null, technicianId: null }
    const { effects } = tryMove(shop([urgent, first]), { ...where, startAt: NOW }) as MoveAnswer
    expect(effects).toContainEqual({ orderId: own.id, promiseAt: at(10, 40), from: at(10, 40), to: at(11, 40) })
  })

  it('B5 a promise with more work is not bound by a report on less work', () => {
    const own = inWork([begun(30)], answered('on_time', at(11)))
    const item = aPriceItem({ standardMinutes: 90 })
    expect(promiseOf(shop([own]), own.id, [])).toMatchObject({ finishAt: at(10, 30) })
    expect(promiseOf(shop([own]), own.id, [item])).toMatchObject({ finishAt: at(12) })
  })
})
