/** The day plan: work with start times, trying moves, and the planner's suggestions (C2, B5, AL). */
import { describe, expect, it } from 'vitest'
import type { Operation, Order, Part, Person } from '#contract/entities/index.ts'
import type { MoveAnswer, MoveQuestion } from '#contract/questions.ts'
import { defaultSettings } from '#contract/settings.ts'
import { latenessOf, weightOf } from '#server/domain/planner/lateness.ts'
import { effectsOf, withMoves } from '#server/domain/planner/moves.ts'
import { Objective } from '#server/domain/planner/objective.ts'
import { problemOf } from '#server/domain/planner/problem.ts'
import { Run } from '#server/domain/planner/run.ts'
import { ShopSearch } from '#server/domain/planner/search.ts'
import { simulate } from '#server/domain/planner/simulate.ts'
import type { ShopState } from '#server/domain/planner/shop.ts'
import { suggest } from '#server/domain/planner/suggest.ts'
import { tryMove } from '#server/domain/planner/tryMove.ts'
import { mulberry32 } from '#server/domain/planner/random.ts'
import { hardDay } from '../lab/plan/days.ts'
import {
  aBay,
  anOperation,
  anOrderIn,
  aPart,
  aPerson,
  aWorkingOperation,
  aWorkshop,
  HOUR,
  MINUTE,
  NOW,
  workAlone,
  uuid,
  leaveUntil,
} from '../support/factories.ts'

// Tuesday 10:00 in Shanghai; open 8–12 and 13–18.
const at = (hour: number, minute = 0) => NOW + (hour - 10) * HOUR + minute * MINUTE
const one = aBay({ number: 1 })
const two = aBay({ number: 2 })
const paint = aBay({ number: 3, uses: ['paint'] })
const chen = aPerson()
const wu = aPerson()

const work = (minutes: number, over: Partial<Operation> = {}) =>
  anOperation({ standardMinutes: minutes, likelyMinutes: minutes, safeMinutes: minutes, ...over })
const car = (operations: Order['operations'], over: Partial<Order> = {}) =>
  anOrderIn('waiting', { operations, promiseAt: at(17), ...over })
const shop = (orders: Order[], over: Partial<ShopState> = {}): ShopState => ({
  ...{ workshop: aWorkshop(), bays: [one, two, paint], persons: [chen, wu], now: NOW },
  ...over,
  orders,
})
const pieceOf = (state: ShopState, { id }: Operation) =>
  [...simulate(state).values()].flatMap((found) => found.work).find(({ operationId }) => operationId === id)!

describe('C2 work with a start time', () => {
  const small = { bays: [one], persons: [chen] }

  it('does not start earlier, though bay and technician are free', () => {
    const placed = work(60, { startAt: at(14) })
    expect(pieceOf(shop([car([placed])], small), placed)).toMatchObject({ start: at(14), end: at(15) })
  })

  it('goes first at its time, before cars with earlier promises', () => {
    const [placed, urgent] = [work(60, { startAt: at(9) }), work(60)]
    const cars = [car([urgent], { promiseAt: at(11), priority: 'urgent' }), car([placed], { number: 2 })]
    expect(pieceOf(shop(cars, small), placed).start).toBe(NOW)
    expect(pieceOf(shop(cars, small), urgent).start).toBe(at(11))
  })

  it('finds its bay and technician free: other work starts there only if it is done by then', () => {
    const placed = work(60, { bayId: one.id, technicianId: chen.id, startAt: at(11) })
    const [long, short] = [work(90), work(45)]
    const cars = [
      car([long], { promiseAt: at(12) }),
      car([short], { promiseAt: at(13), number: 2 }),
      car([placed], { number: 3 }),
    ]
    const plan = shop(cars, small)
    expect(pieceOf(plan, short)).toMatchObject({ start: NOW, end: at(10, 45) })
    expect(pieceOf(plan, placed).start).toBe(at(11))
    expect(pieceOf(plan, long).start).toBe(at(13))
  })

  it('keeps its reservation while its car’s previous work is still in progress', () => {
    const before = aWorkingOperation({
      ...{ standardMinutes: 90, likelyMinutes: 90, safeMinutes: 90, bayId: two.id, technicianId: wu.id },
    })
    const placed = work(30, { bayId: one.id, technicianId: chen.id, startAt: at(11) })
    const cars = [car([before, placed], { state: 'working', bayId: two.id }), car([work(240)], { promiseAt: at(12) })]
    expect(pieceOf(shop(cars), placed).start).toBe(at(11, 30))
  })
})

describe('plans are stable (C2)', () => {
  it('work stays with the technician of the last plan if possible', () => {
    const plan = { bayId: two.id, technicianId: wu.id, start: NOW, end: at(11) }
    const operation = work(60, { plan })
    expect(pieceOf(shop([car([operation])]), operation)).toMatchObject(plan)
    expect(pieceOf(shop([car([work(60, { id: operation.id })])]), operation)).toMatchObject({ bayId: one.id })
  })

  it('moving work of the next hour costs the move price, later work nothing', () => {
    const elsewhere = { bayId: two.id, technicianId: wu.id, start: at(10, 30), end: at(11, 30) }
    const value = (start: number) => {
      const state = shop([car([work(60, { plan: { ...elsewhere, start }, bayId: one.id })])])
      const problem = problemOf(state)
      const run = new Run(problem)
      run.go(new Float64Array(problem.tasks))
      return new Objective(state, problem).of(run)
    }
    expect(value(at(10, 30)) - value(at(15))).toBeCloseTo(defaultSettings.movePriceMinutes * MINUTE)
  })

  it('of two plans that keep every promise, the one done earlier is better, and the search finds it', () => {
    // Without a margin the two plans differ only in when the cars are ready.
    const workshop = aWorkshop({ settings: { ...workAlone, promiseMarginMinutes: 0 } })
    const [long, short] = [car([work(90)], { promiseAt: at(16) }), car([work(30)], { number: 2 })]
    const state = shop([long, short], { workshop, bays: [one], persons: [chen] })
    const problem = problemOf(state)
    const objective = new Objective(state, problem)
    const planned = (priority: Float64Array) => {
      const run = new Run(problem)
      run.go(priority)
      return { value: objective.of(run), late: objective.latenessOf(run), finish: [...run.finish] }
    }
    const queue = planned(Float64Array.of(0, 1))
    const shortFirst = planned(Float64Array.of(1, 0))
    expect([queue.late, shortFirst.late]).toEqual([0, 0])
    expect(shortFirst.value).toBeLessThan(queue.value)
    const search = new ShopSearch(state, mulberry32(1))
    search.improve(50)
    expect(planned(search.priority)).toEqual(shortFirst)
  })

  it('a late minute counts for more than fifty minutes of flow time', () => {
    const value = (promiseAt: number, minutes: number) => {
      const workshop = aWorkshop({ settings: { ...defaultSettings, promiseMarginMinutes: 0 } })
      const state = shop([car([work(60)], { promiseAt }), car([work(minutes)], { number: 2, promiseAt: null })], {
        workshop,
      })
      const problem = problemOf(state)
      const run = new Run(problem)
      run.go(new Float64Array(problem.tasks))
      return new Objective(state, problem).of(run)
    }
    const [late, slow] = [value(at(10, 59), 60), value(at(11), 110)]
    expect(late).toBeGreaterThan(slow)
  })

  it('B3 an estimate without an answer cannot be late: no plan is better or worse for its offered time', () => {
    const offered = anOrderIn('quoted', { operations: [work(60)], promiseAt: at(8) })
    const state = shop([offered])
    const problem = problemOf(state)
    const objective = new Objective(state, problem)
    const run = new Run(problem)
    run.go(new Float64Array(problem.tasks))
    expect(objective.latenessOf(run)).toBe(0)
    expect(objective.lateCars(run)).toEqual([])
    expect(latenessOf(state, simulate(state))).toBe(0)
    expect(effectsOf(state, new Map(), simulate(state), null)).toMatchObject([{ orderId: offered.id, promiseAt: null }])
  })

  it('a late minute is weighted by the settings: waiting customer, urgent, rework, safety', () => {
    const settings = { ...defaultSettings, waitingWeight: 2, urgentWeight: 3, returnedWeight: 5, safetyWeight: 7 }
    const weight = (over: Partial<Order>) => weightOf(car([work(60)], over), settings)
    expect(weight({})).toBe(1)
    expect(weight({ waits: true })).toBe(2)
    expect(weight({ priority: 'urgent' })).toBe(3)
    expect(weight({ operations: [work(60, { sentBack: 1 })] })).toBe(5)
    expect(weight({ operations: [work(60, { safety: true })] })).toBe(7)
    expect(weight({ waits: true, priority: 'urgent' })).toBe(6)
  })
})

describe('C2 a move tried before it is made', () => {
  const [mine, other] = [work(60), work(60)]
  const [own, rival] = [car([mine], { promiseAt: at(13) }), car([other], { promiseAt: at(11, 30), number: 2 })]
  const question = (over: Partial<MoveQuestion> = {}): MoveQuestion => ({
    ...{ orderId: own.id, operationId: mine.id, bayId: null, technicianId: null, startAt: null },
    ...over,
  })
  const small = { bays: [one, paint, two], persons: [chen] }
  const answer = (over: Partial<MoveQuestion> = {}, state = shop([own, rival], small)) =>
    tryMove(state, question(over)) as MoveAnswer
  const kinds = (over: Partial<MoveQuestion>, state?: ShopState) => {
    const { isRefused, blockers } = answer(over, state)
    return { isRefused, kinds: blockers.map(({ kind }) => kind) }
  }

  it('names the promise it breaks, and by how much, and changes nothing', () => {
    const { work: piece, effects, savedMinutes } = answer({ startAt: NOW })
    expect(piece).toMatchObject({ start: NOW, end: at(11) })
    expect(effects).toEqual([
      { orderId: own.id, promiseAt: at(13), from: at(12), to: at(11) },
      { orderId: rival.id, promiseAt: at(11, 30), from: at(11), to: at(12) },
    ])
    expect(savedMinutes).toBe(-30)
    expect(mine.startAt).toBeNull()
  })

  it('names the promise it saves', () => {
    const late = shop(
      [
        { ...own, promiseAt: at(11) },
        { ...rival, priority: 'urgent', promiseAt: at(15) },
      ],
      small,
    )
    const { effects, savedMinutes } = answer({ startAt: NOW }, late)
    expect(effects[0]).toMatchObject({ orderId: own.id, from: at(12), to: at(11) })
    expect(savedMinutes).toBe(60)
  })

  it.each<[string, Partial<MoveQuestion>, ShopState?]>([
    ['wrong_bay_kind', { bayId: paint.id }],
    [
      'bay_out_of_service',
      { bayId: two.id },
      shop([own], { ...small, bays: [one, { ...two, outOfService: { reason: 'x', since: NOW, until: null } }] }),
    ],
    ['skill_missing', { technicianId: uuid() }],
    ['in_work', {}, shop([{ ...own, operations: [{ ...mine, state: 'working' }] }], small)],
    ['not_authorised', {}, shop([{ ...own, state: 'quoted' }], small)],
  ])('%s forbids it', (kind, over, state) => {
    expect(kinds(over, state)).toEqual({ isRefused: true, kinds: [kind] })
  })

  it.each<[string, Partial<MoveQuestion>, number, ShopState?]>([
    ['closed', { startAt: at(12, 30) }, at(13)],
    [
      'off_shift',
      { technicianId: chen.id },
      at(15),
      shop([own], { bays: [one], persons: [{ ...chen, leave: leaveUntil(at(15)) }, wu] }),
    ],
    [
      'part_missing',
      {},
      at(14),
      shop([{ ...own, parts: [aPart({ expectedAt: at(14), arrivedAt: null, operationId: mine.id })] }], small),
    ],
    ['technician_taken', {}, at(11)],
  ])('%s makes it wait, and says until when', (kind, over, until, state) => {
    const { isRefused, blockers } = answer(over, state)
    expect(isRefused).toBe(false)
    expect(blockers.find((found) => found.kind === kind)).toMatchObject({ until })
  })

  describe('without a technician', () => {
    const early = Array.from({ length: 7 }, () => [[480, 540] as [number, number]])
    const skilled = (...persons: Partial<Person>[]) =>
      shop([own], { bays: [one], persons: [aPerson({ skills: ['paint'] }), ...persons.map((over) => aPerson(over))] })
    const offShift = (state: ShopState, over: Partial<MoveQuestion> = {}) =>
      answer(over, state).blockers.filter(({ kind }) => kind === 'off_shift')

    it('it waits for the first technician with the skill to come in', () => {
      const found = offShift(skilled({ leave: leaveUntil(at(16)) }, { leave: leaveUntil(at(14)) }, { shift: early }))
      expect(found).toMatchObject([{ until: at(14) }])
    })

    it('it does not wait for a shift while one of them is there, busy or not', () => {
      expect(offShift(skilled({ leave: leaveUntil(at(16)) }, {}))).toEqual([])
      expect(offShift(shop([own, rival], small))).toEqual([])
    })

    it('it waits past opening time if they come in later', () => {
      const state = skilled({ leave: leaveUntil(at(14)) })
      const found = answer({ startAt: at(12, 30) }, state).blockers.map(({ kind, until }) => [kind, until])
      expect(found).toEqual([
        ['closed', at(13)],
        ['off_shift', at(14)],
      ])
      expect(offShift(skilled({}), { startAt: at(12, 30) })).toEqual([])
    })
  })

  it('an overdue part is reported without a time, and a part that comes in time is not reported', () => {
    const overdue = aPart({ expectedAt: at(9), operationId: mine.id })
    const [later, arrived] = [aPart({ expectedAt: at(11) }), aPart({ expectedAt: at(9), arrivedAt: at(9) })]
    const parts = (...list: Part[]) => shop([{ ...own, parts: list }], small)
    const missing = (over: Partial<MoveQuestion>, state: ShopState) =>
      answer(over, state).blockers.flatMap(({ kind, until, partId }) =>
        kind === 'part_missing' ? [[partId, until]] : [],
      )
    expect(missing({}, parts(overdue, arrived))).toEqual([[overdue.id, null]])
    expect(missing({}, parts(overdue, later))).toEqual([
      [later.id, at(11)],
      [overdue.id, null],
    ])
    expect(missing({ startAt: at(14) }, parts(later))).toEqual([])
    expect(missing({}, parts({ ...overdue, operationId: uuid() }))).toEqual([])
  })

  it('work that cannot be scheduled is reported as such', () => {
    expect(kinds({}, shop([own], { bays: [one], persons: [] })).kinds).toEqual(['cannot_be_scheduled'])
  })

  it('refuses an unknown order or operation', () => {
    expect(tryMove(shop([own]), question({ orderId: uuid() }))).toMatchObject({ code: 'order_not_found' })
    expect(tryMove(shop([own]), question({ operationId: uuid() }))).toMatchObject({ code: 'operation_not_found' })
  })
})

describe('AL suggestions of the planner', () => {
  const suggested = (state: ShopState) => {
    const search = suggest(state, mulberry32(1))
    for (;;) {
      const { done, value } = search.next()
      if (done) return value.suggestions
    }
  }

  it('suggests nothing when no car is late', () => {
    expect(suggested(shop([car([work(60)]), car([work(60)], { number: 2 })]))).toEqual([])
  })

  it('lets a waiting customer’s car go before one that has time', () => {
    const waits = car([work(60)], { promiseAt: at(11, 15), waits: true, number: 2 })
    const hasTime = car([work(120)], { promiseAt: at(11, 10), priority: 'urgent' })
    const found = suggested(shop([hasTime, waits], { bays: [one], persons: [chen] }))
    expect(found[0]).toMatchObject({ cause: 'late', orderId: waits.id })
    expect(found[0]!.effects[0]).toMatchObject({ orderId: waits.id, to: at(11) })
  })

  it('suggests a move only if it saves its price, three times that to override the foreman', () => {
    const waits = (over: Partial<Operation> = {}) =>
      car([work(60, over)], { promiseAt: at(11, 15), waits: true, number: 2 })
    const hasTime = car([work(120)], { promiseAt: at(11, 10), priority: 'urgent' })
    const savedFor = (movePriceMinutes: number, over: Partial<Operation> = {}) => {
      const workshop = aWorkshop({ settings: { ...defaultSettings, movePriceMinutes } })
      const state = shop([hasTime, waits(over)], { workshop, bays: [one], persons: [chen] })
      return suggested(state).find(({ moves }) => moves.length === 1)?.savedMinutes ?? null
    }
    const saved = savedFor(1)!
    expect(saved).toBeGreaterThan(30)
    expect(savedFor(saved)).toBe(saved)
    expect(savedFor(saved + 1)).toBeNull()
    const decided = { technicianId: chen.id }
    const third = Math.floor(savedFor(1, decided)! / 3)
    expect(savedFor(third, decided)).not.toBeNull()
    expect(savedFor(third + 1, decided)).toBeNull()
  })

  it('moves work assigned to a bay out of service or an absent technician to where it can be done', () => {
    const down = { ...two, outOfService: { reason: 'x', since: NOW, until: null } }
    const inDown = car([work(60, { bayId: two.id })])
    const ofAway = car([work(60, { technicianId: wu.id })], { number: 2 })
    const state = shop([inDown, ofAway], { bays: [one, down], persons: [chen, { ...wu, leave: leaveUntil(at(16)) }] })
    const byCause = new Map(suggested(state).map((found) => [found.cause, found]))
    expect(byCause.get('bay_down')!.moves[0]).toMatchObject({ orderId: inDown.id, to: { bayId: one.id } })
    expect(byCause.get('technician_away')!.moves[0]).toMatchObject({
      orderId: ofAway.id,
      to: { technicianId: chen.id },
    })
  })

  it.each([1, 2, 3, 5, 6])('on hard day %i, suggestions have exactly the effects they announce', (seed) => {
    const state = hardDay(seed, { bays: 20, technicians: 14, operations: 90 })
    const before = simulate(state)
    const found = suggested(state)
    expect(found.length).toBeGreaterThan(0)
    expect(found.map(({ savedMinutes }) => savedMinutes)).toEqual(
      found.map(({ savedMinutes }) => savedMinutes).sort((a, b) => b - a),
    )
    for (const { cause, orderId, moves, effects, movedOrders, savedMinutes } of found) {
      expect(savedMinutes).toBeGreaterThan(0)
      const own = effects.find((one) => one.orderId === orderId)
      if (cause === 'late') expect(own!.to!).toBeLessThan(own!.from ?? Infinity)
      const after = simulate(withMoves(state, moves))
      for (const { orderId, from, to } of effects)
        expect([before.get(orderId)!.finishAt, after.get(orderId)!.finishAt]).toEqual([from, to])
      const others = state.orders.filter(({ id }) => !effects.some((effect) => effect.orderId === id))
      const times = ({ id, promiseAt }: ShopState['orders'][number]) =>
        [before, after].map((run) => ({ at: run.get(id)!.finishAt!, late: (run.get(id)!.finishAt ?? 0) > promiseAt! }))
      const moved = others.map(times).filter(([from, to]) => Math.abs(to!.at - from!.at) >= MINUTE)
      expect(moved, 'other orders that move are counted, and keep their promises').toHaveLength(movedOrders)
      expect(moved.flat().filter(({ late }) => late)).toEqual([])
      for (const { to } of moves) {
        const bay = state.bays.find(({ id }) => id === to.bayId)
        expect(bay?.outOfService ?? null).toBeNull()
      }
    }
    expect(suggested(state)).toEqual(found)
  })

  it.each([
    ['about to begin, is left alone: the car is being driven in', 10, 0],
    ['for later, is moved when that saves enough', 30, 1],
  ])('work whose bay and technician are named %s', (_when, minutes, count) => {
    const begun = aWorkingOperation({
      bayId: two.id,
      technicianId: chen.id,
      likelyMinutes: minutes,
      safeMinutes: minutes,
    })
    const named = work(60, { bayId: two.id, technicianId: wu.id })
    const cars = [
      car([begun], { state: 'working', bayId: two.id }),
      car([named], { promiseAt: at(10, 45), number: 2, priority: 'urgent', waits: true }),
    ]
    expect(suggested(shop(cars))).toHaveLength(count)
  })
})
