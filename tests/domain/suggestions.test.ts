/** The planner's suggestions and the foreman's decisions on them (C2, AL, S13). */
import { describe, expect, it } from 'vitest'
import type { Suggested } from '#contract/commands/clock.ts'
import { suggestion as schema, type Order, type Suggestion } from '#contract/entities/index.ts'
import { orderStates } from '#contract/values.ts'
import type { Accepted, Actor, Scope } from '#server/domain/rule.ts'
import {
  aBay,
  aDoneOperation,
  aMove,
  anOperation,
  anOrderIn,
  aPerson,
  aProposedOperation,
  aScope,
  aSuggestion,
  aWorkingOperation,
  HOUR,
  MINUTE,
  NOW,
  staff,
  uuid,
  leaveUntil,
} from '../support/factories.ts'
import { accepted, decide, expectRefusal } from './decide.ts'

const clock: { actor: Actor } = { actor: { device: 'clock', personId: null } }
const [bay, otherBay] = [aBay(), aBay({ number: 2 })]
const technician = aPerson()
const place = { bayId: bay.id, technicianId: technician.id, startAt: NOW + 2 * HOUR }

const late = (over: Partial<Order> = {}) =>
  anOrderIn('waiting', { promiseAt: NOW + HOUR, forecastAt: NOW + 3 * HOUR, ...over })
const suggest = (order: Order, over: Partial<Suggestion> = {}) =>
  aSuggestion(order, { moves: [aMove(order, place)], ...over })
const scopeOf = (given: Parameters<typeof aScope>[0]) =>
  aScope({ bays: [bay, otherBay], persons: [technician], ...given })

/** A suggestion as the planner sends it. */
const found = (...list: Suggestion[]) => ({
  seq: 1,
  late: list.flatMap((one) => one.effects.map(({ orderId }) => orderId)),
  suggestions: list.map(({ id: _i, at: _a, dismissedAt: _d, ...one }): Suggested => one),
})
const record = (list: Suggestion[], scope: Scope, late = lateIn(scope)) =>
  decide('recordSuggestions', { ...found(...list), late }, scope, clock)
/** By default, orders with a forecast after the promise are late. */
const lateIn = ({ orders }: Scope) =>
  [...orders.values()].filter((one) => (one.forecastAt ?? Infinity) > one.promiseAt!).map(({ id }) => id)
/** The suggestions after a decision. */
const heldAfter = ({ put, drop }: Accepted, scope: Scope) => {
  const held = new Map(scope.suggestions)
  for (const one of put.suggestion ?? []) held.set(one.id, one)
  for (const id of drop?.suggestion ?? []) held.delete(id)
  return [...held.values()]
}

describe('C2 AL recordSuggestions', () => {
  it('puts new suggestions, keeps unchanged ones, drops outdated ones, and triggers no forecast', () => {
    const orders = [late(), late(), late()]
    const [fresh, same, gone] = orders.map((order) => suggest(order))
    const scope = scopeOf({ orders, suggestions: [same!, gone!] })
    const decision = accepted('recordSuggestions', found(fresh!, same!), scope, clock)
    const { id, ...rest } = decision.put.suggestion![0]!
    expect(schema.parse({ id, ...rest })).toEqual({ ...fresh, id, at: NOW })
    expect(decision.put).toEqual({ suggestion: [{ id, ...rest }] })
    expect(decision.drop).toEqual({ suggestion: [gone!.id] })
    expect(decision.facts).toEqual([{ name: 'suggestionsRecorded', suggestionIds: [id], gone: [gone!.id] }])
    expect(decision.counters!.reforecastAt).toBeNull()
    const again = scopeOf({ orders, suggestions: heldAfter(decision, scope) })
    expect(record([fresh!, same!], again)).toEqual({ ok: false, code: 'nothing_to_change' })
  })

  it('refuses nothing_to_change with no suggestions before and after', () => {
    expect(record([], scopeOf({ orders: [late()] }))).toEqual({ ok: false, code: 'nothing_to_change' })
  })

  describe('of the same work for the same order', () => {
    const order = late()
    const held = suggest(order)
    const now = (over: Partial<Suggestion>) =>
      record([{ ...held, ...over }], scopeOf({ orders: [order, other], suggestions: [held] }))
    const other = late()
    const effect = held.effects[0]!

    it.each<[string, Partial<Suggestion>]>([
      ['it saves a little less', { savedMinutes: 56 }],
      [
        'its effects come a little later',
        { effects: [{ ...effect, from: effect.from! + MINUTE, to: effect.to! + MINUTE }] },
      ],
      [
        'its fields stand in another order, as the database has them',
        {
          moves: held.moves.map(({ orderId, operationId, was, to }) => ({
            to: { startAt: to.startAt, bayId: to.bayId, technicianId: to.technicianId },
            ...{ was, orderId, operationId },
          })),
          effects: [{ to: effect.to, from: effect.from, orderId: effect.orderId, promiseAt: effect.promiseAt }],
        },
      ],
    ])('it is the same when %s', (_what, over) => {
      expect(now(over)).toEqual({ ok: false, code: 'nothing_to_change' })
    })

    it.each<[string, Partial<Suggestion>]>([
      ['it saves much less', { savedMinutes: 55 }],
      ['it goes elsewhere', { moves: [aMove(order, { ...place, bayId: otherBay.id })] }],
      ['it goes there at another time', { moves: [aMove(order, { ...place, startAt: NOW + 3 * HOUR })] }],
      ['its effects come much later', { effects: [{ ...effect, to: effect.to! + 5 * MINUTE }] }],
      ['it touches another order as well', { effects: [effect, { ...effect, orderId: other.id }] }],
      ['what was late is in time', { effects: [{ ...effect, to: effect.promiseAt! }] }],
      ['what could never be done can', { effects: [{ ...effect, from: null }] }],
    ])('it is told again, under its id and of its time, when %s', (_what, over) => {
      expect(now(over)).toMatchObject({ ok: true, put: { suggestion: [{ ...held, ...over }] }, drop: {} })
    })

    it('for other work is a different suggestion', () => {
      const two = late({ operations: [anOperation(), anOperation()] })
      const before = suggest(two)
      const next = suggest(two, { moves: [aMove(two, place, two.operations[1])] })
      const decision = accepted(
        'recordSuggestions',
        found(next),
        scopeOf({ orders: [two], suggestions: [before] }),
        clock,
      )
      expect(decision.put.suggestion![0]!.id).not.toBe(before.id)
      expect(decision.drop).toEqual({ suggestion: [before.id] })
    })
  })

  it.each<[string, (order: Order) => Order]>([
    [
      'has been put elsewhere',
      (order) => ({ ...order, operations: [{ ...order.operations[0]!, bayId: otherBay.id }] }),
    ],
    [
      'has been given a time',
      (order) => ({ ...order, operations: [{ ...order.operations[0]!, startAt: NOW + HOUR }] }),
    ],
    [
      'has begun',
      (order) => ({
        ...order,
        state: 'working',
        operations: [aWorkingOperation({ ...order.operations[0], state: 'working' })],
      }),
    ],
    ['is done', (order) => ({ ...order, operations: [aDoneOperation({ ...order.operations[0], state: 'done' })] })],
    ['has been taken off', (order) => ({ ...order, operations: [] })],
    ['is of a car that has left', (order) => ({ ...order, state: 'left', closedAt: NOW - 1 })],
  ])('leaves out a move whose work %s meanwhile', (_what, since) => {
    const order = late()
    const held = suggest(order)
    const there = scopeOf({ orders: [since(order)], suggestions: [held] })
    expect(record([held], there)).toMatchObject({ ok: true, put: {}, drop: { suggestion: [held.id] } })
  })

  it('caps savings at the maximum that can be stored', () => {
    const order = late()
    const one = suggest(order, { savedMinutes: 20 ** 4 * 43_200 })
    const decision = accepted('recordSuggestions', found(one), scopeOf({ orders: [order] }), clock)
    expect(decision.put.suggestion![0]!.savedMinutes).toBe(2_147_483_647)
  })

  it('leaves out a move that moves nothing, as nobody could accept it', () => {
    const order = late({ operations: [anOperation(place)] })
    expectRefusal('nothing_to_change', 'recordSuggestions', found(suggest(order)), scopeOf({ orders: [order] }), clock)
  })

  describe('dismissed', () => {
    const dismissed = (order: Order, over: Partial<Suggestion> = {}) =>
      suggest(order, { dismissedAt: NOW - MINUTE, ...over })

    it('stays away while the order is late, as do better moves of the same work', () => {
      const order = late()
      const held = dismissed(order)
      const scope = scopeOf({ orders: [order], suggestions: [held] })
      const better = suggest(order, { moves: [aMove(order, { bayId: otherBay.id })], savedMinutes: 600 })
      expect(record([suggest(order), better], scope)).toEqual({ ok: false, code: 'nothing_to_change' })
    })

    it('stays away while the order has no forecast', () => {
      const order = late({ forecastAt: null })
      // No forecast until the next one: it counts as late.
      expect(record([suggest(order)], scopeOf({ orders: [order], suggestions: [dismissed(order)] }))).toEqual({
        ok: false,
        code: 'nothing_to_change',
      })
    })

    it('stays away while its plan has the order late, whatever the forecast says by now', () => {
      const order = late({ forecastAt: NOW })
      const scope = scopeOf({ orders: [order], suggestions: [dismissed(order)] })
      expect(record([suggest(order)], scope, [order.id])).toEqual({ ok: false, code: 'nothing_to_change' })
      expect(record([], scope, [order.id])).toEqual({ ok: false, code: 'nothing_to_change' })
    })

    it('is forgotten once the order is on time or off the floor, and may be suggested again', () => {
      const order = late()
      const held = dismissed(order)
      const scope = scopeOf({ orders: [order], suggestions: [held] })
      expect(record([], scope, [])).toMatchObject({ put: {}, drop: { suggestion: [held.id] } })
      const back = record([suggest(order)], scopeOf({ orders: [order] }))
      expect(back).toMatchObject({ put: { suggestion: [{ dismissedAt: null, at: NOW }] } })
      const ready = anOrderIn('ready', { promiseAt: NOW - HOUR })
      const old = dismissed(ready)
      expect(record([], scopeOf({ orders: [ready], suggestions: [old] }), [ready.id])).toMatchObject({
        drop: { suggestion: [old.id] },
      })
    })

    it('does not prevent suggestions for other work of the order', () => {
      const order = late({ operations: [anOperation(), anOperation()] })
      const held = dismissed(order)
      const next = suggest(order, { moves: [aMove(order, place, order.operations[1])] })
      const decision = accepted(
        'recordSuggestions',
        found(next),
        scopeOf({ orders: [order], suggestions: [held] }),
        clock,
      )
      expect(decision.put.suggestion).toHaveLength(1)
      expect(decision.drop).toEqual({})
    })

    it('for a bay out of service stays away until the bay is back or the work is reassigned, late or not', () => {
      const down = aBay({ outOfService: { reason: 'Leaks', since: NOW - HOUR, until: null } })
      const order = late({ forecastAt: NOW, operations: [anOperation({ bayId: down.id })] })
      const held = dismissed(order, { cause: 'bay_down' })
      const at = (over: Parameters<typeof aScope>[0]) =>
        record([suggest(order, { cause: 'bay_down' })], scopeOf({ orders: [order], suggestions: [held], ...over }))
      expect(at({ bays: [down, bay] })).toEqual({ ok: false, code: 'nothing_to_change' })
      expect(at({ bays: [{ ...down, outOfService: null }, bay] })).toMatchObject({ drop: { suggestion: [held.id] } })
      const named = { ...order, operations: [{ ...order.operations[0]!, bayId: bay.id }] }
      expect(at({ orders: [named], bays: [down, bay] })).toMatchObject({ put: {}, drop: { suggestion: [held.id] } })
    })

    it('for an absent technician stays away until they are back', () => {
      const away = aPerson({ leave: leaveUntil(NOW + HOUR) })
      const order = late({ forecastAt: NOW, operations: [anOperation({ technicianId: away.id })] })
      const held = dismissed(order, { cause: 'technician_away' })
      const at = (until: number | null) =>
        record(
          [suggest(order, { cause: 'technician_away' })],
          scopeOf({
            orders: [order],
            suggestions: [held],
            persons: [{ ...away, leave: leaveUntil(until) }, technician],
          }),
        )
      expect(at(NOW + 1)).toEqual({ ok: false, code: 'nothing_to_change' })
      for (const over of [NOW, null]) expect(at(over)).toMatchObject({ ok: true, drop: { suggestion: [held.id] } })
    })
  })

  describe('a whole plan', () => {
    const [one, two, three] = [late(), late(), late({ forecastAt: NOW })]
    const effectOn = ({ id, promiseAt, forecastAt }: Order) => ({
      ...{ orderId: id, promiseAt, from: forecastAt, to: forecastAt! - HOUR },
    })
    const plan = (orders: Order[], over: Partial<Suggestion> = {}) =>
      aSuggestion(orders[0]!, {
        ...{ cause: 'plan', orderId: null, moves: orders.map((order) => aMove(order, place)) },
        ...{ effects: orders.map(effectOn), ...over },
      })
    const orders = [one, two, three]
    const dismissed = { dismissedAt: NOW - MINUTE }

    it('is one suggestion, sent again under the same id when it moves other work', () => {
      const held = plan([one, two])
      const next = plan([one, two], { moves: [aMove(one, place)] })
      const decision = accepted('recordSuggestions', found(next), scopeOf({ orders, suggestions: [held] }), clock)
      expect(decision.put.suggestion).toEqual([{ ...next, id: held.id, at: held.at }])
    })

    it('once dismissed, stays away while an order it helps is late, unless a new one helps others', () => {
      const held = plan([one, two], dismissed)
      const at = (next: Suggestion, now: Order[] = orders) =>
        record([next], scopeOf({ orders: now, suggestions: [held] }))
      expect(at(plan([one]))).toEqual({ ok: false, code: 'nothing_to_change' })
      // An order that is on time anyway is not helped.
      expect(at(plan([one, three]))).toEqual({ ok: false, code: 'nothing_to_change' })
      const fourth = late()
      expect(at(plan([one, fourth]), [...orders, fourth])).toMatchObject({ ok: true, drop: {} })
      const inTime = orders.map((order) => ({ ...order, forecastAt: NOW }))
      expect(at(plan([one]), inTime)).toMatchObject({ ok: true, drop: { suggestion: [held.id] } })
    })

    it('helps an order most by making it schedulable', () => {
      const stuck = late()
      const next = plan([stuck], { effects: [{ ...effectOn(stuck), from: null }] })
      const held = plan([one], dismissed)
      const decision = accepted(
        'recordSuggestions',
        found(next),
        scopeOf({ orders: [one, stuck], suggestions: [held] }),
        clock,
      )
      expect(decision.put.suggestion).toHaveLength(1)
    })
  })
})

describe('C2 S13 acceptSuggestions', () => {
  const actor = staff()
  const accept = (suggestionIds: string[], scope: Scope) =>
    accepted('acceptSuggestions', { suggestionIds }, scope, { actor })

  it('moves the work as suggested and removes the suggestion', () => {
    const order = late()
    const one = suggest(order)
    const decision = accept([one.id], scopeOf({ orders: [order], suggestions: [one] }))
    expect(decision.answer).toEqual({ moved: 1 })
    expect(decision.put.order).toMatchObject([{ id: order.id, state: 'waiting', operations: [place] }])
    expect(decision.drop).toEqual({ suggestion: [one.id] })
    expect(decision.facts.slice(0, 2)).toEqual([
      { name: 'suggestionsAccepted', suggestionIds: [one.id] },
      { name: 'operationAssigned', orderId: order.id, operationId: order.operations[0]!.id, ...place },
    ])
    // The plan has changed, so a forecast is due.
    expect(decision.counters!.reforecastAt).toBe(NOW + 1000)
  })

  it('accepts one, some or all; the others stay', () => {
    const orders = [late(), late(), late()]
    const suggestions = orders.map((order) => suggest(order))
    const ids = suggestions.map(({ id }) => id)
    for (const named of [ids.slice(0, 1), ids.slice(1), ids]) {
      const { answer, put, drop } = accept(named, scopeOf({ orders, suggestions }))
      expect(answer).toEqual({ moved: named.length })
      expect(drop!.suggestion).toEqual(named)
      expect(put.order!.map(({ id }) => id)).toEqual(
        orders
          .slice(ids.indexOf(named[0]!))
          .slice(0, named.length)
          .map(({ id }) => id),
      )
    }
  })

  it('accepts a whole plan, with several operations of one order', () => {
    const two = late({ operations: [anOperation(), anOperation()] })
    const other = late()
    const moves = [
      aMove(two, place),
      aMove(other, { bayId: otherBay.id }),
      aMove(two, { ...place, bayId: otherBay.id }, two.operations[1]),
    ]
    const plan = aSuggestion(two, { cause: 'plan', orderId: null, moves })
    const { answer, put } = accept([plan.id], scopeOf({ orders: [two, other], suggestions: [plan] }))
    expect(answer).toEqual({ moved: 3 })
    expect(put.order).toMatchObject([
      { id: two.id, operations: [place, { ...place, bayId: otherBay.id }] },
      { id: other.id, operations: [{ bayId: otherBay.id, technicianId: null, startAt: null }] },
    ])
  })

  it('the first suggestion named wins; named twice, it is accepted once', () => {
    const order = late()
    const [here, there] = [suggest(order), suggest(order, { moves: [aMove(order, { bayId: otherBay.id })] })]
    const scope = () => scopeOf({ orders: [order], suggestions: [here, there] })
    for (const [first, then, bayId] of [
      [here, there, bay.id],
      [there, here, otherBay.id],
    ] as const) {
      const { answer, put, facts, drop } = accept([first.id, then.id, first.id], scope())
      expect(answer).toEqual({ moved: 1 })
      expect(put.order![0]!.operations[0]!.bayId).toBe(bayId)
      expect(facts[0]!['suggestionIds']).toEqual([first.id, then.id])
      expect([...drop!.suggestion!].sort()).toEqual([here.id, there.id].sort())
    }
  })

  it('removes other open suggestions for the same work, but none for other work and none dismissed', () => {
    const order = late({ operations: [anOperation(), anOperation()] })
    const one = suggest(order)
    const same = aSuggestion(order, { cause: 'plan', orderId: null, moves: [aMove(order, { bayId: otherBay.id })] })
    const dismissed = suggest(order, { dismissedAt: NOW - MINUTE })
    const elsewhere = suggest(order, { moves: [aMove(order, place, order.operations[1])] })
    const { drop } = accept([one.id], scopeOf({ orders: [order], suggestions: [dismissed, elsewhere, same, one] }))
    expect(drop!.suggestion).toEqual([same.id, one.id])
  })

  it('B8 accepting signs for no car', () => {
    const order = anOrderIn('authorised', { operations: [anOperation(), anOperation()] })
    const one = suggest(order, { moves: order.operations.map((operation) => aMove(order, place, operation)) })
    const { put, facts } = accept([one.id], scopeOf({ orders: [order], suggestions: [one] }))
    expect(put.order![0]).toMatchObject({ state: 'authorised', takenOverAt: null, takenOverBy: null })
    expect(facts.map(({ name }) => name).filter((name) => !name.startsWith('check'))).toEqual([
      'suggestionsAccepted',
      'operationAssigned',
      'operationAssigned',
    ])
  })

  it('a single outdated move refuses all, with the current state and no partial change', () => {
    const two = late({ operations: [anOperation(), anOperation({ bayId: otherBay.id })] })
    const still = late()
    // Suggested before its second operation was moved to the other bay.
    const was = { ...two, operations: [two.operations[0]!, { ...two.operations[1]!, bayId: null }] }
    const suggestions = [
      suggest(still),
      suggest(two, { moves: [aMove(was, place), aMove(was, place, was.operations[1])] }),
    ]
    const scope = scopeOf({ orders: [still, two], suggestions })
    const decision = decide('acceptSuggestions', { suggestionIds: suggestions.map(({ id }) => id) }, scope)
    expect(decision).toEqual({ ok: false, code: 'changed_meanwhile', now: { order: [two] } })
  })

  it.each(orderStates)('for an order that is %s by now, it is accepted or refused as a whole', (state) => {
    const order = anOrderIn(state)
    const open = { ...order, operations: [...order.operations, anOperation()] }
    const one = suggest(open, { moves: [aMove(open, place, open.operations.at(-1))] })
    const decision = decide(
      'acceptSuggestions',
      { suggestionIds: [one.id] },
      scopeOf({ orders: [open], suggestions: [one] }),
    )
    if (['authorised', 'waiting', 'working', 'paused'].includes(state)) expect(decision).toMatchObject({ ok: true })
    else expect(decision).toEqual({ ok: false, code: 'changed_meanwhile', now: { order: [open] } })
  })

  it.each([
    ['in work', aWorkingOperation(place)],
    ['done', aDoneOperation()],
    ['not agreed to', aProposedOperation()],
  ])('work that is %s is not moved', (_what, operation) => {
    const order = anOrderIn('working', { operations: [operation, aWorkingOperation()] })
    const one = suggest(order, { moves: [aMove(order, { bayId: otherBay.id })] })
    expectRefusal(
      'changed_meanwhile',
      'acceptSuggestions',
      { suggestionIds: [one.id] },
      scopeOf({ orders: [order], suggestions: [one] }),
    )
  })

  it.each([
    ['bay_not_found', { bayId: uuid() }],
    ['person_not_found', { technicianId: uuid() }],
    ['bay_out_of_service', { bayId: otherBay.id }],
    ['skill_missing', { technicianId: technician.id }],
  ] as const)('%s: what a move by hand is refused for, refuses it, too', (code, to) => {
    const orders = [late(), late()]
    const suggestions = [
      suggest(orders[0]!, { moves: [aMove(orders[0]!, { bayId: bay.id })] }),
      suggest(orders[1]!, { moves: [aMove(orders[1]!, { bayId: bay.id, ...to })] }),
    ]
    const scope = aScope({
      ...{ orders, suggestions, persons: [{ ...technician, skills: [] }] },
      bays: [bay, { ...otherBay, outOfService: { reason: 'Leaks', since: NOW, until: null } }],
    })
    expect(decide('acceptSuggestions', { suggestionIds: suggestions.map(({ id }) => id) }, scope)).toEqual({
      ok: false,
      code,
    })
  })

  it('an unknown suggestion, or one dismissed on another screen, refuses all', () => {
    const orders = [late(), late()]
    const [open, dismissed] = [suggest(orders[0]!), suggest(orders[1]!, { dismissedAt: NOW - 1 })]
    const scope = () => scopeOf({ orders, suggestions: [open!, dismissed!] })
    for (const suggestionIds of [[open!.id, uuid()], [open!.id, dismissed!.id], [uuid()]])
      expect(decide('acceptSuggestions', { suggestionIds }, scope())).toEqual({
        ok: false,
        code: 'suggestion_not_found',
      })
  })
})

describe('C2 dismissSuggestions', () => {
  it('marks them as dismissed at the time of the first dismissal, and changes no plan', () => {
    const orders = [late(), late()]
    const [one, before] = [suggest(orders[0]!), suggest(orders[1]!, { dismissedAt: NOW - HOUR })]
    const scope = scopeOf({ orders, suggestions: [one!, before!] })
    const decision = accepted('dismissSuggestions', { suggestionIds: [before!.id, one!.id, one!.id] }, scope)
    expect(decision.put).toEqual({ suggestion: [{ ...one, dismissedAt: NOW }] })
    expect(decision.drop).toBeUndefined()
    expect(decision.facts).toEqual([{ name: 'suggestionsDismissed', suggestionIds: [one!.id] }])
    expect(decision.counters!.reforecastAt).toBeNull()
  })

  it('refuses an unknown suggestion, and nothing_to_change when all are dismissed', () => {
    const order = late()
    const one = suggest(order, { dismissedAt: NOW - HOUR })
    const scope = () => scopeOf({ orders: [order], suggestions: [one] })
    expectRefusal('suggestion_not_found', 'dismissSuggestions', { suggestionIds: [one.id, uuid()] }, scope())
    expectRefusal('nothing_to_change', 'dismissSuggestions', { suggestionIds: [one.id] }, scope())
  })
})
