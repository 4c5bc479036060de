import { describe, expect, it } from 'vitest'
import type { Operation } from '#contract/entities/index.ts'
import { MOST_OPERATIONS, MOST_OPERATIONS_EVER, MOST_PARTS } from '#server/domain/order/bounds.ts'
import {
  aBay,
  aDoneOperation,
  anOperation,
  anOrderIn,
  aPart,
  aPriceItem,
  aProposedOperation,
  aScope,
  aWorkingOperation,
  HOUR,
  MINUTE,
  NOW,
  staff,
  uuid,
} from '../support/factories.ts'
import { accepted, decide, expectRefusal, orderAfter } from './decide.ts'

const adviser = uuid()
const item = aPriceItem({ standardMinutes: 90, price: 12_300 })
const only = (order: ReturnType<typeof anOrderIn>) => aScope({ orders: [order], priceItems: [item] })

/** Without a quote. */
const blind = { quoteId: null, reason: 'As agreed' }

describe('B3 the estimate', () => {
  it('addOperations takes title, minutes and price from the price list', () => {
    const order = anOrderIn('diagnosing', { operations: [] })
    const decision = accepted('addOperations', { orderId: order.id, itemIds: [item.id, item.id] }, only(order))
    const after = decision.put.order![0]!
    expect(after.state).toBe('diagnosing')
    expect(after.operations.map(({ id }) => id)).toEqual(decision.answer.operationIds)
    const { title, price, standardMinutes, skill, bayKind } = item
    for (const operation of after.operations)
      expect(operation).toMatchObject({
        title,
        price,
        standardMinutes,
        skill,
        bayKind,
        state: 'planned',
        additional: false,
      })
    expectRefusal('item_not_found', 'addOperations', { orderId: order.id, itemIds: [uuid()] }, only(order))
  })

  it.each([
    ['addOperations', (order: ReturnType<typeof anOrderIn>) => ({ orderId: order.id, itemIds: [item.id] })],
    [
      'removeOperation',
      (order: ReturnType<typeof anOrderIn>) => ({ orderId: order.id, operationId: order.operations[0]!.id }),
    ],
  ] as const)('B4 %s after the estimate was shown withdraws it: no yes before it is shown anew', (name, payloadOf) => {
    const order = anOrderIn('quoted', { operations: [anOperation(), anOperation()], forecastAt: NOW + HOUR })
    const decision = accepted(name, payloadOf(order) as never, only(order))
    const after = decision.put.order![0]!
    expect(after).toMatchObject({ state: 'diagnosing', promiseAt: null, quotedAt: null, forecastAt: null })
    expect(decision.facts[0]).toEqual({ name: 'estimateWithdrawn', orderId: order.id })
    const yes = { orderId: order.id, wash: false }
    expectRefusal('illegal_step', 'authoriseOrder', yes, only(after))
    const anew = orderAfter('quoteOrder', { orderId: order.id, promiseAt: NOW + 5 * HOUR, ...blind }, only(after))
    expect(anew).toMatchObject({ state: 'quoted', quotedAt: NOW })
    expect(orderAfter('authoriseOrder', yes, only(anew))).toMatchObject({ state: 'authorised' })
  })

  it('removeOperation cancels it; then there is nothing to quote, nor to authorise', () => {
    const order = anOrderIn('quoted')
    const operationId = order.operations[0]!.id
    const after = orderAfter('removeOperation', { orderId: order.id, operationId }, only(order))
    expect(after.operations).toEqual([{ ...order.operations[0], state: 'cancelled' }])
    expectRefusal('no_operations', 'quoteOrder', { orderId: order.id, promiseAt: NOW + HOUR, ...blind }, only(after))
    const empty = anOrderIn('quoted', { operations: after.operations })
    expectRefusal(
      'no_operations',
      'authoriseOrder',
      { orderId: order.id, wash: false },
      only({ ...empty, id: order.id }),
    )
    expectRefusal('illegal_step', 'removeOperation', { orderId: order.id, operationId }, only(after))
  })

  it('B5 quoteOrder promises a time in the future; its sender becomes the adviser', () => {
    const order = anOrderIn('arrived')
    const payload = { orderId: order.id, promiseAt: NOW + 2 * HOUR, ...blind }
    expect(orderAfter('quoteOrder', payload, only(order), { actor: staff(adviser) })).toMatchObject({
      state: 'quoted',
      quotedAt: NOW,
      adviserId: adviser,
      promiseAt: NOW + 2 * HOUR,
      forecastAt: NOW + HOUR,
    })
    expectRefusal('promise_in_past', 'quoteOrder', { ...payload, promiseAt: NOW }, only(order))
    const withAdviser = anOrderIn('arrived', { adviserId: uuid() })
    expect(orderAfter('quoteOrder', { ...payload, orderId: withAdviser.id }, only(withAdviser)).adviserId).toBe(
      withAdviser.adviserId,
    )
  })

  it('B5 quoteOrder promises a time earlier than quoted only with a reason, and the quote is in the journal', () => {
    const order = anOrderIn('arrived')
    const [promiseAt, earliestAt] = [NOW + 2 * HOUR, NOW + 3 * HOUR]
    const payload = { orderId: order.id, promiseAt, quoteId: 'q', reason: null }
    const quoted = (honest: number | null, at = NOW) => ({
      quoted: (orderId: string, quoteId: string) =>
        orderId === order.id && quoteId === 'q' ? { earliestAt: honest, at } : null,
    })
    expectRefusal('reason_required', 'quoteOrder', payload, only(order), quoted(earliestAt))
    const early = accepted(
      'quoteOrder',
      { ...payload, reason: 'They wait and Chen stays' },
      only(order),
      quoted(earliestAt),
    )
    expect(early.remarks).toEqual({ reason: 'They wait and Chen stays' })
    expect(early.facts[0]).toMatchObject({ name: 'orderQuoted', promiseAt, earliestAt })
    for (const honest of [promiseAt, promiseAt - HOUR, null])
      expect(accepted('quoteOrder', payload, only(order), quoted(honest)).remarks).toBeUndefined()
  })

  it('B5 quoteOrder accepts only the server’s own quote for this order, for an hour', () => {
    const order = anOrderIn('arrived')
    const payload = { orderId: order.id, promiseAt: NOW + 2 * HOUR, quoteId: 'q', reason: null }
    const given = (at: number) => ({ quoted: () => ({ earliestAt: NOW + HOUR, at }) })
    expect(accepted('quoteOrder', payload, only(order), given(NOW - HOUR)).facts[0]).toMatchObject({
      earliestAt: NOW + HOUR,
    })
    expectRefusal('reason_required', 'quoteOrder', payload, only(order), given(NOW - HOUR - 1))
    expectRefusal('reason_required', 'quoteOrder', payload, only(order), { quoted: () => null })
    expectRefusal('reason_required', 'quoteOrder', { ...payload, quoteId: null }, only(order), given(NOW))
    const unproven = { ...payload, quoteId: null, reason: 'The server could not be asked' }
    expect(accepted('quoteOrder', unproven, only(order)).facts[0]).toMatchObject({ earliestAt: null })
  })

  it('B5 once quoted, the promise moves only with a reason, and the time to answer restarts', () => {
    const order = anOrderIn('quoted', { quotedAt: NOW - HOUR })
    const promiseAt = NOW + 9 * HOUR
    expectRefusal('illegal_step', 'quoteOrder', { orderId: order.id, promiseAt, ...blind }, only(order))
    const payload = { orderId: order.id, promiseAt, reason: 'Two operations more', customerKnows: true }
    const after = orderAfter('movePromise', payload, only(order))
    expect(after).toMatchObject({ state: 'quoted', promiseAt, quotedAt: NOW, informed: order.informed })
  })

  it('authoriseOrder records the approval and the wish for a wash, and needs a promise', () => {
    const order = anOrderIn('quoted')
    const after = orderAfter('authoriseOrder', { orderId: order.id, wash: true }, only(order))
    expect(after).toMatchObject({ state: 'authorised', authorisedAt: NOW, wash: true })
    const bare = anOrderIn('quoted', { promiseAt: null })
    expectRefusal('promise_required', 'authoriseOrder', { orderId: bare.id, wash: true }, only(bare))
  })

  it('declineOrder closes the order of a car that is in no bay, without a forecast', () => {
    const order = anOrderIn('quoted', { bayId: null, forecastAt: NOW })
    const after = orderAfter('declineOrder', { orderId: order.id }, only(order))
    expect(after).toMatchObject({ state: 'declined', closedAt: NOW, bayId: null, forecastAt: null })
  })
})

describe('the course of an order', () => {
  it('cancelOrder closes the order with the reason, but not once work has started', () => {
    const order = anOrderIn('waiting')
    const payload = { orderId: order.id, reason: 'no_show' as const }
    expect(orderAfter('cancelOrder', payload, only(order))).toMatchObject({
      state: 'cancelled',
      cancelReason: 'no_show',
      closedAt: NOW,
    })
    const begun = { ...order, operations: [anOperation({ startedAt: NOW - HOUR })] }
    expectRefusal('illegal_step', 'cancelOrder', payload, only(begun))
  })

  it('B5 movePromise keeps the reason out of the facts, for the erasable column', () => {
    const order = anOrderIn('working')
    const payload = {
      orderId: order.id,
      promiseAt: NOW + 9 * HOUR,
      reason: 'Mr Li asked for more',
      customerKnows: true,
    }
    const decision = accepted('movePromise', payload, only(order))
    expect(decision.put.order![0]!.promiseAt).toBe(NOW + 9 * HOUR)
    expect(decision.remarks).toEqual({ reason: payload.reason })
    expect(JSON.stringify(decision.facts)).not.toContain('Li')
    expectRefusal('promise_in_past', 'movePromise', { ...payload, promiseAt: NOW - 1 }, only(order))
    expectRefusal('nothing_to_change', 'movePromise', { ...payload, promiseAt: order.promiseAt! }, only(order))
  })

  it('B8 takeOverCar records who took the car over and when', () => {
    const order = anOrderIn('authorised')
    const after = orderAfter('takeOverCar', { orderId: order.id }, only(order), { actor: staff(adviser) })
    expect(after).toMatchObject({ state: 'waiting', takenOverAt: NOW, takenOverBy: adviser })
  })

  it('C2 setPriority changes the priority, and refuses the same again', () => {
    const order = anOrderIn('waiting')
    expect(orderAfter('setPriority', { orderId: order.id, priority: 'urgent' }, only(order)).priority).toBe('urgent')
    expectRefusal('nothing_to_change', 'setPriority', { orderId: order.id, priority: 'normal' }, only(order))
  })

  describe('moveCar', () => {
    const bay = aBay()
    const order = anOrderIn('waiting')
    const move = { orderId: order.id, bayId: bay.id, was: { bayId: null } }

    it('moves the car into a bay and out of it', () => {
      const inside = orderAfter('moveCar', move, aScope({ orders: [order], bays: [bay] }))
      expect(inside.bayId).toBe(bay.id)
      const out = { orderId: order.id, bayId: null, was: { bayId: bay.id } }
      expect(orderAfter('moveCar', out, aScope({ orders: [inside] })).bayId).toBeNull()
    })

    it('S13 refuses a car that is no longer where the screen showed it', () => {
      const moved = { ...order, bayId: uuid() }
      const decision = decide('moveCar', move, aScope({ orders: [moved], bays: [bay] }))
      expect(decision).toEqual({ ok: false, code: 'changed_meanwhile', now: { order: [moved] } })
    })

    it('refuses a bay that is taken, out of service or unknown, a car with work in progress, and no change', () => {
      const other = anOrderIn('paused', { bayId: bay.id })
      expectRefusal('bay_occupied', 'moveCar', move, aScope({ orders: [order, other], bays: [bay] }))
      const broken = { ...bay, outOfService: { reason: 'oil', since: NOW, until: null } }
      expectRefusal('bay_out_of_service', 'moveCar', move, aScope({ orders: [order], bays: [broken] }))
      expectRefusal('bay_not_found', 'moveCar', move, aScope({ orders: [order] }))
      const working = anOrderIn('working')
      const away = { orderId: working.id, bayId: null, was: { bayId: working.bayId } }
      expectRefusal('car_elsewhere_in_work', 'moveCar', away, aScope({ orders: [working] }))
      expectRefusal('nothing_to_change', 'moveCar', { ...move, bayId: null }, aScope({ orders: [order], bays: [bay] }))
    })
  })
})

describe('B9 additional work', () => {
  const propose = { itemIds: [item.id], findings: 'Brake pads at 2 mm', safety: true }

  it('is proposed with its findings, and does not stop work in progress', () => {
    const order = anOrderIn('working')
    const after = orderAfter('proposeAdditionalWork', { orderId: order.id, ...propose }, only(order))
    expect(after.state).toBe('working')
    expect(after.operations[1]).toMatchObject({
      state: 'proposed',
      additional: true,
      safety: true,
      findings: propose.findings,
    })
  })

  it('takes a car back from QC to wait for the answer', () => {
    const order = anOrderIn('checking')
    const after = orderAfter('proposeAdditionalWork', { orderId: order.id, ...propose }, only(order))
    expect(after).toMatchObject({ state: 'paused', pauseReason: 'approval' })
    expectRefusal(
      'item_not_found',
      'proposeAdditionalWork',
      { orderId: order.id, ...propose, itemIds: [uuid()] },
      only(order),
    )
  })

  const proposed = aProposedOperation({ standardMinutes: 30 })
  const asked = anOrderIn('paused', { operations: [aDoneOperation(), proposed], pauseReason: 'approval' })
  const decideIt = { orderId: asked.id, operationIds: [proposed.id], accepted: true, promiseAt: null }

  it('approval plans it, with the new promise', () => {
    const decision = accepted('decideAdditionalWork', { ...decideIt, promiseAt: NOW + 6 * HOUR }, only(asked))
    const after = decision.put.order![0]!
    expect(after).toMatchObject({
      state: 'waiting',
      pauseReason: null,
      promiseAt: NOW + 6 * HOUR,
      forecastAt: NOW + 30 * MINUTE,
    })
    expect(after.operations[1]).toMatchObject({ state: 'planned', decidedAt: NOW })
    expect(decision.facts.map(({ name }) => name)).toEqual(['additionalWorkAccepted', 'promiseMoved'])
  })

  it('a refusal leads to QC when no work is left, and keeps the promise', () => {
    const after = orderAfter(
      'decideAdditionalWork',
      { ...decideIt, accepted: false, promiseAt: NOW + 6 * HOUR },
      only(asked),
    )
    expect(after).toMatchObject({ state: 'checking', pauseReason: null, promiseAt: asked.promiseAt })
    expect(after.operations[1]).toMatchObject({ state: 'cancelled', decidedAt: NOW })
  })

  it('refuses work already decided, unknown work, and a promise in the past', () => {
    const twice = { ...decideIt, operationIds: [proposed.id, asked.operations[0]!.id] }
    expectRefusal('illegal_step', 'decideAdditionalWork', twice, only(asked))
    expectRefusal('operation_not_found', 'decideAdditionalWork', { ...decideIt, operationIds: [uuid()] }, only(asked))
    expectRefusal('promise_in_past', 'decideAdditionalWork', { ...decideIt, promiseAt: NOW }, only(asked))
  })
})

describe('B4.2 parts', () => {
  const operation = anOperation()
  const order = anOrderIn('waiting', { operations: [operation] })
  const expectIt = {
    orderId: order.id,
    operationId: operation.id,
    name: 'Filter',
    quantity: 2,
    expectedAt: NOW + 4 * HOUR,
  }

  it('an expected part moves the forecast to its arrival plus the work after it', () => {
    const decision = accepted('expectPart', expectIt, only(order))
    const after = decision.put.order![0]!
    expect(after.parts).toEqual([
      {
        id: decision.answer.partId,
        operationId: operation.id,
        name: 'Filter',
        quantity: 2,
        expectedAt: NOW + 4 * HOUR,
        arrivedAt: null,
      },
    ])
    expect(after.forecastAt).toBe(NOW + 5 * HOUR)
    expectRefusal('time_in_past', 'expectPart', { ...expectIt, expectedAt: NOW }, only(order))
    expectRefusal('operation_not_found', 'expectPart', { ...expectIt, operationId: uuid() }, only(order))
    const done = anOrderIn('waiting', { operations: [aDoneOperation({ id: operation.id }), anOperation()] })
    expectRefusal('illegal_step', 'expectPart', { ...expectIt, orderId: done.id }, only(done))
  })

  it('can be rescheduled until it has arrived, and arrives once', () => {
    const part = aPart({ operationId: operation.id })
    const awaited = { ...order, parts: [part] }
    const which = { orderId: order.id, partId: part.id }
    const moved = orderAfter('movePartArrival', { ...which, expectedAt: NOW + 2 * HOUR }, only(awaited))
    expect(moved.parts[0]!.expectedAt).toBe(NOW + 2 * HOUR)
    expectRefusal('nothing_to_change', 'movePartArrival', { ...which, expectedAt: part.expectedAt }, only(awaited))
    expectRefusal('time_in_past', 'movePartArrival', { ...which, expectedAt: NOW }, only(awaited))
    const come = orderAfter('recordPartArrival', which, only(awaited))
    expect(come.parts[0]!.arrivedAt).toBe(NOW)
    expect(come.forecastAt).toBe(NOW + HOUR)
    expectRefusal('part_already_arrived', 'recordPartArrival', which, only(come))
    expectRefusal('part_already_arrived', 'movePartArrival', { ...which, expectedAt: NOW + HOUR }, only(come))
    expectRefusal('part_not_found', 'recordPartArrival', { ...which, partId: uuid() }, only(awaited))
  })
})

describe('the size of an order is bounded', () => {
  const many = <T>(count: number, one: () => T): T[] => Array.from({ length: count }, one)
  const cancelled = () => anOperation({ state: 'cancelled' })
  const items = [item.id, item.id]
  /** Adds two operations before approval, and proposes two after it. */
  const ways = (operations: Operation[]) => {
    const quoted = anOrderIn('quoted', { operations })
    const working = anOrderIn('working', { operations: [...operations.slice(0, -1), aWorkingOperation()] })
    return [
      decide('addOperations', { orderId: quoted.id, itemIds: items }, only(quoted)),
      decide(
        'proposeAdditionalWork',
        { orderId: working.id, itemIds: items, findings: '', safety: false },
        only(working),
      ),
    ]
  }
  const taken = [{ ok: true }, { ok: true }]
  const full = [
    { ok: false, code: 'order_full' },
    { ok: false, code: 'order_full' },
  ]

  it('operations: up to the bound, including proposed but not cancelled ones', () => {
    const some = [...many(10, cancelled), ...many(10, aProposedOperation), ...many(10, aDoneOperation)]
    const upTo = (count: number) => [...some, ...many(count - 20, anOperation)]
    expect(ways(upTo(MOST_OPERATIONS - 2))).toMatchObject(taken)
    expect(ways(upTo(MOST_OPERATIONS - 1))).toEqual(full)
  })

  it('operations: adding and cancelling is bounded, too', () => {
    const upTo = (count: number) => [anOperation(), ...many(count - 1, cancelled)]
    expect(ways(upTo(MOST_OPERATIONS_EVER - 2))).toMatchObject(taken)
    expect(ways(upTo(MOST_OPERATIONS_EVER - 1))).toEqual(full)
  })

  it('parts: up to the bound, including those that have arrived', () => {
    const arrived = aPart({ arrivedAt: NOW })
    const expectOne = (count: number) => {
      const order = anOrderIn('waiting', { parts: [arrived, ...many(count - 1, () => aPart())] })
      const part = { operationId: null, name: 'Filter', quantity: 1, expectedAt: NOW + HOUR }
      return decide('expectPart', { orderId: order.id, ...part }, only(order))
    }
    expect(expectOne(MOST_PARTS - 1)).toMatchObject({ ok: true })
    expect(expectOne(MOST_PARTS)).toEqual({ ok: false, code: 'order_full' })
  })
})

describe('C5, C7, B12 QC, wash, settlement and gate', () => {
  it('C7 the wash begins once, and then the car is no longer on its lift', () => {
    const [lift, washBay] = [aBay({ number: 1 }), aBay({ number: 2, uses: ['wash'] })]
    const begun = (bayId: string | null) => {
      const order = anOrderIn('washing', { wash: true, bayId })
      return orderAfter('startWash', { orderId: order.id }, aScope({ orders: [order], bays: [lift, washBay] }))
    }
    expect(begun(lift.id)).toMatchObject({ state: 'washing', washStartedAt: NOW, bayId: null })
    expect(begun(washBay.id)).toMatchObject({ washStartedAt: NOW, bayId: washBay.id })
    const order = begun(null)
    expectRefusal('nothing_to_change', 'startWash', { orderId: order.id }, only(order))
  })

  it('passChecks leads to the wash if the customer wants one, else the car is ready and out of the bay', () => {
    const wanted = anOrderIn('checking', { wash: true, bayId: uuid() })
    const washing = orderAfter('passChecks', { orderId: wanted.id }, only(wanted))
    expect(washing).toMatchObject({ state: 'washing', checkedAt: NOW, readyAt: null, bayId: wanted.bayId })
    expect(orderAfter('finishWash', { orderId: wanted.id }, only(washing))).toMatchObject({
      state: 'ready',
      readyAt: NOW,
      bayId: null,
    })
    const plain = anOrderIn('checking', { bayId: uuid(), forecastAt: NOW })
    const ready = orderAfter('passChecks', { orderId: plain.id }, only(plain))
    expect(ready).toMatchObject({ state: 'ready', checkedAt: NOW, readyAt: NOW, bayId: null, forecastAt: null })
  })

  it('passChecks refuses a car with unfinished work', () => {
    const undone = anOrderIn('checking', { operations: [aDoneOperation(), anOperation()] })
    expectRefusal('operations_unfinished', 'passChecks', { orderId: undone.id }, only(undone))
  })

  it('failChecks sends the operation back for rework, counts it and keeps the reason', () => {
    const operation: Operation = aDoneOperation({ sentBack: 1 })
    const order = anOrderIn('checking', { operations: [operation, aDoneOperation()] })
    const payload = { orderId: order.id, operationId: operation.id, reason: 'leaks', minutes: 10 }
    const decision = accepted('failChecks', payload, only(order))
    const after = decision.put.order![0]!
    expect(after.state).toBe('waiting')
    expect(after.operations[0]).toMatchObject({ state: 'planned', sentBack: 2, finishedAt: null })
    expect(decision.remarks).toEqual({ reason: 'leaks' })
    const odd = anOrderIn('checking', { operations: [aWorkingOperation({ id: operation.id })] })
    expectRefusal('illegal_step', 'failChecks', { ...payload, orderId: odd.id }, only(odd))
  })

  it('no car leaves before the bill is settled', () => {
    const order = anOrderIn('ready')
    expectRefusal('illegal_step', 'releaseCar', { orderId: order.id }, only(order))
    const settled = orderAfter('settleOrder', { orderId: order.id }, only(order))
    expect(settled).toMatchObject({ state: 'settled', settledAt: NOW })
    expect(orderAfter('releaseCar', { orderId: order.id }, only(settled))).toMatchObject({
      state: 'left',
      closedAt: NOW,
    })
  })
})
