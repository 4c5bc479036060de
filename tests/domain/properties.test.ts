/** Random days in a small workshop: random commands keep all invariants and deadlines. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commands, type CommandName, type Payload } from '#contract/commands/index.ts'
import { entities, type Order, type Suggestion } from '#contract/entities/index.ts'
import { defaultSettings } from '#contract/settings.ts'
import {
  alertCauses,
  noticeKinds,
  noticeStates,
  orderStates,
  type NoticeState,
  type OrderState,
} from '#contract/values.ts'
import { forecastOf, forecastStates } from '#server/domain/forecast/bound.ts'
import { placementOf } from '#contract/placement.ts'
import type { Step } from '#contract/lives/life.ts'
import { noticeSteps } from '#contract/lives/notice.ts'
import { isClosed } from '#contract/lives/order.ts'
import type { Accepted, Actor, Changes, Decision } from '#server/domain/rule.ts'
import { aPriceItem, aScope, aWorkshop, DAY, HOUR, MINUTE, uuid } from '../support/factories.ts'
import { passUntil } from '../support/memoryClock.ts'
import { MemoryServer } from '../support/memoryServer.ts'
import { expectUpToDate, Watch } from './upToDate.ts'
import { actorOf, attempt, bays, commandOf, daily, forecast, persons, priceItems, step, suggest } from './randomDay.ts'

/** Invariants of a workshop at any time. */
function inOrder(server: MemoryServer): void {
  const orders = [...server.all.orders.values()]
  const live = orders.filter(({ closedAt }) => closedAt === null)
  const inBays = live.map(({ bayId }) => bayId).filter((bayId) => bayId !== null)
  expect(new Set(inBays).size, 'a bay holds one car').toBe(inBays.length)
  const works = live.flatMap((order) => order.operations.filter(({ state }) => state === 'working'))
  const hands = works.map(({ technicianId }) => technicianId)
  expect(hands).not.toContain(null)
  expect(new Set(hands).size, 'a technician works on one operation').toBe(hands.length)
  expect(new Set(orders.map(({ number }) => number)).size, 'numbers are given once').toBe(orders.length)
  for (const order of live) agrees(order, server)
  for (const order of orders) expect(isClosed(order.state), order.state).toBe(order.closedAt !== null)
  for (const { state, operations } of orders)
    for (const one of operations)
      if (one.plan !== null) {
        expect(forecastStates, 'what is planned is to come').toContain(state)
        expect(['planned', 'working', 'paused']).toContain(one.state)
      }
  for (const one of server.all.suggestions.values()) expect(entities.suggestion.parse(one)).toEqual(one)
}

/** An order's state matches its operations. */
function agrees(order: Order, server: MemoryServer): void {
  const { state, pauseReason, operations } = order
  const any = (...states: string[]) => operations.some((operation) => states.includes(operation.state))
  const expected: Partial<Record<OrderState, boolean>> = {
    waiting: !any('working', 'paused') && any('planned'),
    working: any('working'),
    paused: !any('working') && (any('paused') || (any('proposed') && !any('planned'))),
    checking: !any('working', 'paused', 'planned', 'proposed') && any('done'),
    washing: !any('working', 'paused', 'planned', 'proposed') && any('done'),
    ready: !any('working', 'paused', 'planned', 'proposed') && any('done'),
    stopped: !any('working', 'paused', 'planned', 'proposed'),
    settled: !any('working', 'paused', 'planned', 'proposed'),
  }
  expect(
    expected[state] ?? !any('working', 'paused', 'done', 'proposed'),
    `${state}, with ${operations.map((one) => one.state).join()}`,
  ).toBe(true)
  expect(pauseReason !== null).toBe(state === 'paused')
  for (const { percent, bayId, ...one } of operations) {
    expect(percent).toBeGreaterThanOrEqual(0)
    expect(percent).toBeLessThanOrEqual(100)
    if (one.state !== 'working') continue
    expect(order.bayId, 'a car is where it is worked on').toBe(bayId)
    expect(server.all.bays.get(bayId!)!.outOfService, 'nobody works in a bay out of service').toBeNull()
  }
}

/** Exactly the suggested moves were made, and nothing else about the cars changed (C2). */
function expectMoved(ids: readonly string[], before: Remembered, server: MemoryServer): void {
  const accepted = ids.map((id) => before.suggestions.get(id)!)
  const to = new Map(
    accepted
      .flatMap(({ moves }) => moves)
      .toReversed()
      .map((move) => [move.operationId, move.to]),
  )
  expect([...server.all.orders.keys()]).toEqual([...before.orders.keys()])
  for (const [id, { operations }] of before.orders) {
    const now = server.all.orders.get(id)!.operations
    expect(
      now.map((one) => ({ ...one, ...to.get(one.id) })),
      'where it was to go',
    ).toEqual(now)
    expect(
      now.map((one, i) => ({ ...one, ...placementOf(operations[i]!), placedAt: operations[i]!.placedAt })),
      'and nothing else',
    ).toEqual(operations)
  }
  for (const one of before.suggestions.values()) {
    const isFor = one.moves.some(({ operationId }) => to.has(operationId))
    const isGone = ids.includes(one.id) || (one.dismissedAt === null && isFor)
    expect(server.all.suggestions.get(one.id)).toEqual(isGone ? undefined : one)
  }
}

interface Remembered {
  orders: ReadonlyMap<string, Order>
  suggestions: ReadonlyMap<string, Suggestion>
}

/** A refusal because of a change carries the current state. */
function expectTruth(now: Changes | undefined, { orders }: Remembered): void {
  for (const order of now?.order ?? []) expect(order).toBe(orders.get(order.id))
}

/** Everything a decision puts is valid by the contract. */
function expectContract({ put, facts }: Accepted, server: MemoryServer): void {
  expect(JSON.stringify(facts)).not.toMatch(/Li Na|138001|沪|HH12345/)
  for (const kind of ['order', 'arrival', 'notice', 'alert', 'suggestion', 'bay', 'workshop'] as const)
    for (const entity of put[kind] ?? []) expect(entities[kind].parse(entity)).toEqual(entity)
  for (const order of put.order ?? []) expectForecast(order, server)
}

/** A workshop in which every notice follows its state table. */
class LawfulServer extends MemoryServer {
  override execute<N extends CommandName>(name: N, payload: Payload<N>, actor: Actor): Decision<N> {
    const before = new Map(this.all.notices)
    const decision = super.execute(name, payload, actor)
    const steps = Object.values<Step<NoticeState>>(noticeSteps)
    // S14: taken back, a notice is as it was.
    if (name === 'undoCommand') return decision
    for (const { id, state } of (decision.ok && decision.put.notice) || []) {
      const was = before.get(id)?.state
      const may = steps.filter(({ begins, from }) => (was === undefined ? begins : from.includes(was)))
      expect([was, ...may.flatMap(({ to }) => to)], `a notice that was ${was}`).toContain(state)
    }
    return decision
  }
}

describe('random commands in random order (C2, C3, S2, B10, B11, AL)', () => {
  it(
    'keep the workshop in order and on time, change no input, and answer only as the contract says',
    { timeout: 120_000 },
    () => {
      const seen = new Set<string>()
      fc.assert(
        fc.property(fc.array(step, { minLength: 60, maxLength: 200, size: 'max' }), (steps) => {
          const hours = Array.from({ length: 7 }, () => [[420, 1320]] as [number, number][])
          const workshop = aWorkshop({ hours, settings: { ...defaultSettings, collectWithinHours: 1 } })
          const server = new LawfulServer(aScope({ workshop, bays, persons, priceItems }))
          const watch = new Watch()
          const checked = (decision: Accepted) => {
            expectContract(decision, server)
            watch.see(decision, server)
          }
          for (const one of steps) {
            let thrown = 0
            const die = () => one.dice[thrown++ % one.dice.length]!
            passUntil(server, server.now + one.after, {
              deliver: (notice) => attempt(server, notice, die),
              seen: checked,
            })
            if (die() % 4 === 0) forecast(server, die)
            if (die() % 4 === 0) suggest(server, die)
            const { name, payload } = commandOf(one, server)
            const parsed = commands[name].payload.parse(payload) as Payload<typeof name>
            const before = new Map(server.all.orders)
            const remembered = { orders: before, suggestions: new Map(server.all.suggestions) }
            const { orderNumber } = server.all.counters
            const decision = server.execute(name, parsed, actorOf(name, one.likely))
            if (!decision.ok) {
              expect(before, 'a refusal moves nothing').toEqual(server.all.orders)
              expect(remembered.suggestions).toEqual(server.all.suggestions)
              expectTruth(decision.now, remembered)
              if (name === 'acceptSuggestions') seen.add(`acceptance ${decision.code}`)
              continue
            }
            seen.add(name)
            expect(commands[name].answer.parse(decision.answer)).toEqual(decision.answer)
            expect(decision.facts.length).toBeGreaterThan(0)
            expect(server.all.counters.orderNumber).toBeGreaterThanOrEqual(orderNumber)
            checked(decision)
            if (name === 'acceptSuggestions')
              expectMoved((parsed as Payload<typeof name>).suggestionIds, remembered, server)
            for (const order of decision.put.order ?? []) {
              const was = before.get(order.id)
              if (was && name !== 'undoCommand') expect(isClosed(was.state), 'a closed order never changes').toBe(false)
              seen.add(`order ${order.state}`)
            }
            for (const { kind, state } of server.all.notices.values()) seen.add(`notice ${kind}`).add(`notice ${state}`)
            for (const { cause } of server.all.alerts.values()) seen.add(`alert ${cause}`)
            inOrder(server)
            // Attempts due at this moment are made with the next step.
            passUntil(server, server.now, { deliver: (notice) => attempt(server, notice, die), seen: checked })
            expectUpToDate(server)
          }
        }),
        // Shrinking a long day takes minutes; remove endOnFailure to get the shortest failing day.
        { seed: 20_261_105, numRuns: 150, endOnFailure: true },
      )
      // Uneventful days would prove nothing. Missing forecasts and unknown holidays have their own tests.
      const never = [
        'notice delay_no_time',
        'notice time_known',
        'alert holidays_unknown',
        'alert work_left',
        'alert messages_held',
        'alert backup_old',
      ]
      const all = [
        ...daily,
        ...orderStates.map((state) => `order ${state}`),
        ...[...noticeKinds, ...noticeStates].map((one) => `notice ${one}`),
        ...alertCauses.map((cause) => `alert ${cause}`),
        ...['acceptance changed_meanwhile', 'acceptance suggestion_not_found'],
      ]
      expect(all.filter((one) => !seen.has(one) && !never.includes(one))).toEqual([])
    },
  )
})

/** Never earlier than the order's own work, unless the floor has reported a time (B10). */
function expectForecast(order: Order, { all, now }: MemoryServer): void {
  const bound = forecastOf(order, all.workshop, now)
  if (bound === null || order.unschedulable) return expect(order.forecastAt).toBeNull()
  if (!order.progressCheck?.finishAt) expect(order.forecastAt).toBeGreaterThanOrEqual(bound)
}

describe('the forecast (AL)', () => {
  it('is a full minute, not before now, and no earlier for more work', () => {
    const workshop = { ...aWorkshop(), hours: aWorkshop().hours }
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 0, max: 7 * DAY }), (minutes, later) => {
        const now = Date.UTC(2026, 10, 3) + later
        const order = (standardMinutes: number) => ({
          ...{ state: 'waiting' as const, wash: false, checkedAt: null, washStartedAt: null },
          parts: [],
          operations: [{ ...operationOf(standardMinutes) }],
        })
        const soon = forecastOf(order(minutes), workshop, now)!
        expect(soon % MINUTE).toBe(0)
        expect(soon).toBeGreaterThanOrEqual(now + minutes * MINUTE)
        expect(forecastOf(order(minutes + 30), workshop, now)!).toBeGreaterThanOrEqual(soon + 30 * MINUTE)
      }),
    )
  })

  it('is null where no forecast is possible', () => {
    const workshop = aWorkshop()
    const order = {
      state: 'waiting' as OrderState,
      wash: false,
      checkedAt: null,
      washStartedAt: null,
      parts: [],
      operations: [operationOf(60)],
    }
    expect(forecastOf({ ...order, operations: [] }, workshop, 0)).toBeNull()
    expect(forecastOf({ ...order, operations: [{ ...operationOf(60), state: 'cancelled' }] }, workshop, 0)).toBeNull()
    expect(forecastOf(order, { ...workshop, hours: [[], [], [], [], [], [], []] }, 0)).toBeNull()
    for (const state of orderStates) {
      const live = ['quoted', 'authorised', 'waiting', 'working', 'paused', 'checking', 'washing'].includes(state)
      expect(forecastOf({ ...order, state }, workshop, HOUR) !== null, state).toBe(live)
    }
  })
})

function operationOf(standardMinutes: number): Order['operations'][number] {
  const { id, ...item } = aPriceItem({ standardMinutes })
  return {
    ...{ id: uuid(), itemId: id, title: item.title, bayKind: item.bayKind, skill: item.skill, price: item.price },
    ...{
      ...{
        standardMinutes,
        likelyMinutes: standardMinutes,
        safeMinutes: standardMinutes,
        restedMinutes: 0,
        presentUntil: null,
      },
      state: 'planned',
      bayId: null,
      technicianId: null,
      startAt: null,
      placedAt: null,
      plan: null,
      percent: 0,
      percentAt: null,
      pauseReason: null,
      pausedUntil: null,
      testDrive: null,
    },
    ...{
      startedAt: null,
      finishedAt: null,
      additional: false,
      safety: false,
      findings: '',
      foundAt: null,
      askedAt: null,
      decidedAt: null,
      approved: null,
      answeredOnPage: false,
      sentBack: 0,
    },
  }
}
