import { describe, expect, it } from 'vitest'
import { commandNames, type CommandName, type Payload } from '#contract/commands/index.ts'
import type { Order } from '#contract/entities.ts'
import { operationStates, orderStates, type OrderState } from '#contract/values.ts'
import { take } from '#server/domain/life.ts'
import { operationAllows, operationStep, operationSteps, type OperationFact } from '#server/domain/operation/life.ts'
import {
  isClosed,
  orderAllows,
  orderAllowsCommand,
  orderSteps,
  step,
  type OrderFact,
} from '#server/domain/order/life.ts'
import {
  aBay,
  aCheckIn,
  aDoneOperation,
  anOperation,
  anOrderIn,
  aPart,
  aPausedOperation,
  aPerson,
  aPriceItem,
  aProposedOperation,
  aScope,
  aWorkingOperation,
  HOUR,
  MINUTE,
  NOW,
  uuid,
} from '../support/factories.ts'
import { decide } from './decide.ts'

const orderFacts = Object.keys(orderSteps) as OrderFact[]
const operationFacts = Object.keys(operationSteps) as OperationFact[]

describe('the table of an order’s life', () => {
  it('reaches every state, and leaves every state but the closed ones', () => {
    const reached = new Set(orderFacts.flatMap((fact) => orderSteps[fact].to as readonly OrderState[]))
    expect([...reached].sort()).toEqual([...orderStates].sort())
    for (const state of orderStates)
      expect(
        orderFacts.some((fact) => orderAllows(state, fact)),
        state,
      ).toBe(!isClosed(state))
  })

  it('takes each fact in each state to a state it names, or refuses it as illegal_step', () => {
    for (const fact of orderFacts)
      for (const state of orderStates) {
        const { from, to } = orderSteps[fact] as { from: readonly OrderState[]; to: readonly OrderState[] }
        const next = step({ state }, fact, to.length > 1 ? to[0] : undefined)
        if (!from.includes(state)) expect(next, `${fact} from ${state}`).toEqual({ ok: false, code: 'illegal_step' })
        else expect(next, `${fact} from ${state}`).toBe(to[0] ?? state)
      }
  })

  it('throws when a rule wants a state the table does not know, or says none where there are several', () => {
    expect(() => step({ state: 'checking' }, 'checksPassed', 'left')).toThrow('does not know')
    expect(() => step({ state: 'checking' }, 'checksPassed')).toThrow('does not know')
    expect(() => take<OrderState>(orderSteps.carWashed, 'washing', 'settled')).toThrow('does not know')
  })
})

describe('the table of an operation’s life', () => {
  it('reaches every state, and leaves every state but cancelled', () => {
    const reached = new Set<string>(operationFacts.flatMap((fact) => operationSteps[fact].to))
    expect([...reached].sort()).toEqual([...operationStates].sort())
    for (const state of operationStates)
      expect(
        operationFacts.some((fact) => operationAllows(state, fact)),
        state,
      ).toBe(state !== 'cancelled')
  })

  it('takes each fact in each state to a state it names, or refuses it as illegal_step', () => {
    for (const fact of operationFacts)
      for (const state of operationStates) {
        const { from, to } = operationSteps[fact] as { from: readonly string[]; to: readonly string[] }
        const next = operationStep({ state }, fact)
        if (!from.includes(state)) expect(next, `${fact} from ${state}`).toEqual({ ok: false, code: 'illegal_step' })
        else expect(next, `${fact} from ${state}`).toBe(to[0] ?? state)
      }
  })
})

/** For every command on an order: an order in the state that is otherwise as the command wants it, and the payload. */
const bay = aBay()
const technician = aPerson()
const item = aPriceItem()
const ready = { bayId: bay.id, technicianId: technician.id, startAt: null }
const nowhere = { bayId: null, technicianId: null, startAt: null }

interface Case {
  order: Order
  payload: { readonly [field: string]: unknown }
}
const plain = (state: OrderState, payload: Case['payload'] = {}): Case => ({ order: anOrderIn(state), payload })

/** Adds an operation without changing what state the order is in. */
function withOperation(state: OrderState, operation: ReturnType<typeof anOperation>): Case {
  const order = anOrderIn(state)
  return {
    order: { ...order, operations: [...order.operations, operation] },
    payload: { operationId: operation.id },
  }
}

const cases: { [N in CommandName]?: (state: OrderState) => Case } = {
  startDiagnosis: (state) => plain(state),
  addOperations: (state) => plain(state, { itemIds: [item.id] }),
  removeOperation: (state) => withOperation(state, anOperation()),
  quoteOrder: (state) => plain(state, { promiseAt: NOW + HOUR }),
  authoriseOrder: (state) => {
    const order = anOrderIn(state, { promiseAt: NOW + HOUR })
    return { order, payload: { wash: true } }
  },
  declineOrder: (state) => plain(state),
  cancelOrder: (state) => {
    const order = anOrderIn(state)
    return {
      order: { ...order, operations: order.operations.map((one) => ({ ...one, startedAt: null })) },
      payload: { reason: 'customer' },
    }
  },
  movePromise: (state) => plain(state, { promiseAt: NOW + 9 * HOUR, reason: 'a part is late', customerKnows: false }),
  answerCheckIn: (state) => {
    const checkIn = aCheckIn({ askedAt: NOW - MINUTE })
    const payload = { answer: 'later', laterMinutes: 30, reason: null, words: '', was: { answeredAt: null } }
    return { order: anOrderIn(state, { checkIn, promiseAt: NOW + HOUR }), payload }
  },
  setContact: (state) => plain(state, { name: 'Wang Fang', phone: '13900139000', email: null, channels: ['sms'] }),
  allowPush: (state) =>
    plain(state, { endpoint: 'https://push.example/1', p256dh: 'p'.repeat(65), auth: 'a'.repeat(22) }),
  stopPush: (state) => plain(state, { endpoint: 'https://push.example/1' }),
  takeOverCar: (state) => plain(state),
  setPriority: (state) => plain(state, { priority: 'urgent' }),
  moveCar: (state) => {
    // Not while it is worked on: that is another refusal, and another test.
    const order = anOrderIn(state, state === 'working' ? { operations: [aPausedOperation()], bayId: null } : {})
    return { order, payload: { bayId: bay.id, was: { bayId: order.bayId } } }
  },
  proposeAdditionalWork: (state) => plain(state, { itemIds: [item.id], findings: 'worn', safety: true }),
  decideAdditionalWork: (state) => {
    const { order, payload } = withOperation(state, aProposedOperation())
    const { operationId } = payload as { operationId: string }
    return { order, payload: { operationIds: [operationId], accepted: true, promiseAt: null } }
  },
  expectPart: (state) => plain(state, { operationId: null, name: 'Filter', quantity: 1, expectedAt: NOW + HOUR }),
  movePartArrival: (state) => {
    const part = aPart()
    return { order: anOrderIn(state, { parts: [part] }), payload: { partId: part.id, expectedAt: NOW + 9 * HOUR } }
  },
  recordPartArrival: (state) => {
    const part = aPart()
    return { order: anOrderIn(state, { parts: [part] }), payload: { partId: part.id } }
  },
  passChecks: (state) => ({ order: anOrderIn(state, { operations: [aDoneOperation()], bayId: null }), payload: {} }),
  failChecks: (state) => ({ ...withOperation(state, aDoneOperation()) }),
  finishWash: (state) => plain(state),
  settleOrder: (state) => plain(state),
  releaseCar: (state) => plain(state),
  assignOperation: (state) => {
    const { order, payload } = withOperation(state, anOperation())
    return { order, payload: { ...payload, ...ready, was: nowhere } }
  },
  startOperation: (state) => {
    if (state !== 'working') return withOperation(state, anOperation(ready))
    const other = aWorkingOperation({ bayId: bay.id })
    const next = anOperation(ready)
    return { order: anOrderIn(state, { operations: [other, next] }), payload: { operationId: next.id } }
  },
  pauseOperation: (state) => {
    const { order, payload } = withOperation(state, aWorkingOperation())
    return { order, payload: { ...payload, reason: 'parts' } }
  },
  reportProgress: (state) => {
    const { order, payload } = withOperation(state, aWorkingOperation())
    return { order, payload: { ...payload, percent: 50 } }
  },
  finishOperation: (state) => withOperation(state, aWorkingOperation()),
}

describe('every command on an order, in every state', () => {
  const onOrders = commandNames.filter((name) =>
    Object.values(orderSteps).some(({ by }) => (by as readonly CommandName[]).includes(name)),
  )
  const elsewhere: readonly CommandName[] = [
    'bookAppointment',
    'checkInWalkIn',
    'checkInAppointment',
    'importAppointments',
    'takeBayOutOfService',
    'acceptSuggestions',
  ]

  it('is tried here', () => {
    expect(Object.keys(cases).sort()).toEqual(onOrders.filter((name) => !elsewhere.includes(name)).sort())
  })

  for (const [name, make] of Object.entries(cases) as [CommandName, (state: OrderState) => Case][])
    for (const state of orderStates) {
      const legal = orderAllowsCommand(state, name)
      it(`${name} is ${legal ? 'legal' : 'illegal_step'} when ${state}`, () => {
        const { order, payload } = make(state)
        const scope = aScope({ orders: [order], bays: [bay], persons: [technician], priceItems: [item] })
        const whole = { orderId: order.id, ...payload, ...(name === 'failChecks' ? { reason: 'leaks' } : {}) }
        const decision = decide(name, whole as Payload<typeof name>, scope)
        if (!legal) expect(decision).toEqual({ ok: false, code: 'illegal_step' })
        // A browser forgotten leaves the order itself as it is.
        else if (name === 'stopPush')
          expect(decision).toMatchObject({ ok: true, drop: { subscription: [payload.endpoint] } })
        else expect(decision).toMatchObject({ ok: true, put: { order: [{ id: order.id }] } })
      })
    }

  it('an order or operation that is not there is refused by its own code', () => {
    for (const [name, make] of Object.entries(cases) as [CommandName, (state: OrderState) => Case][]) {
      const payload = { orderId: uuid(), ...make('waiting').payload } as Payload<typeof name>
      expect(decide(name, payload, aScope()), name).toEqual({ ok: false, code: 'order_not_found' })
      if (!('operationId' in payload) || name === 'expectPart') continue
      const order = anOrderIn(name === 'failChecks' ? 'checking' : name === 'removeOperation' ? 'arrived' : 'working')
      const wrong = { ...payload, orderId: order.id, operationId: uuid() } as Payload<typeof name>
      expect(decide(name, wrong, aScope({ orders: [order] })), name).toEqual({ ok: false, code: 'operation_not_found' })
    }
  })
})
