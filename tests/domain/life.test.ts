import { describe, expect, it } from 'vitest'
import { commandNames, type CommandName, type Payload } from '#contract/commands/index.ts'
import type { Order } from '#contract/entities/index.ts'
import { alertStateOf, alertStates, alertSteps, type AlertState } from '#contract/lives/alert.ts'
import { allowsCommand, type Life, type Step } from '#contract/lives/life.ts'
import { noticeSteps } from '#contract/lives/notice.ts'
import { operationSteps } from '#contract/lives/operation.ts'
import { isClosed, orderSteps } from '#contract/lives/order.ts'
import {
  noticeStates,
  operationStates,
  orderStates,
  type NoticeState,
  type OperationState,
  type OrderState,
} from '#contract/values.ts'
import { orderStep, take } from '#server/domain/life.ts'
import {
  aBay,
  aProgressCheck,
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
  DAY,
  HOUR,
  MINUTE,
  NOW,
  uuid,
} from '../support/factories.ts'
import { decide } from './decide.ts'

/** The next state of a command, by the states in which it is legal; `=`: unchanged. */
type Story<State extends string> = { [N in CommandName]?: Partial<Record<State, readonly (State | '=')[]>> }

/** The same outcome from each of these states. */
const from = <State extends string, To extends string>(states: readonly State[], ...to: To[]) =>
  Object.fromEntries(states.map((state) => [state, to])) as Record<State, To[]>

const beforeTheYes = ['booked', 'arrived', 'diagnosing', 'quoted'] as const
const onTheFloor = ['waiting', 'working', 'paused', 'checking'] as const
const agreed = ['authorised', 'waiting', 'working', 'paused', 'checking', 'washing'] as const
const here = ['arrived', 'diagnosing', 'quoted', ...agreed, 'stopped', 'ready', 'settled'] as const

/** The states of a repair order by the workshop rules, written independently of the code. */
const orderStory: Story<OrderState> = {
  bookAppointment: {},
  importAppointments: {},
  // B1: a walk-in with an appointment today uses it.
  checkInWalkIn: from(['booked'], 'arrived'),
  checkInAppointment: from(['booked'], 'arrived'),
  // B2, B3: diagnosis, estimate, the customer's answer.
  startDiagnosis: from(['arrived'], 'diagnosing'),
  // B4: an estimate changed after it was shown is shown anew.
  addOperations: { ...from(['booked', 'arrived', 'diagnosing'], '='), ...from(['quoted'], 'diagnosing') },
  removeOperation: { ...from(['booked', 'arrived', 'diagnosing'], '='), ...from(['quoted'], 'diagnosing') },
  quoteOrder: from(['arrived', 'diagnosing'], 'quoted'),
  authoriseOrder: from(['quoted'], 'authorised'),
  // C9: a car that stands in a bay stays there.
  declineOrder: from(['quoted'], 'declined', 'stopped'),
  answerEstimate: from(['quoted'], '=', 'authorised'),
  cancelOrder: from([...beforeTheYes, 'authorised', 'waiting'], 'cancelled', 'stopped'),
  // B5, B10, C2: along the way.
  movePromise: from(['quoted', ...agreed], '='),
  answerProgressCheck: from(['authorised', 'waiting', 'working', 'paused'], '='),
  setPriority: from([...beforeTheYes, ...agreed], '='),
  moveCar: from(here, '='),
  setContact: from(['booked', ...here], '='),
  allowPush: from(here, '='),
  stopPush: from(here, '='),
  allowWechat: from(here, '='),
  stopWechat: from(here, '='),
  takeOverCar: from(['authorised'], 'waiting'),
  assignOperation: from(['authorised', 'waiting', 'working', 'paused'], '='),
  acceptSuggestions: from(['authorised', 'waiting', 'working', 'paused'], '='),
  // C3, C4: the work.
  // B8: the first start takes the car over as well.
  startOperation: from(['authorised', 'waiting', 'working', 'paused'], 'working'),
  pauseOperation: from(['working'], 'working', 'paused'),
  takeBayOutOfService: from(['working'], 'working', 'paused'),
  // AL: the work of an absent technician stops.
  addLeave: from(['working'], 'working', 'paused'),
  removePerson: from(['working'], 'working', 'paused'),
  // C9: where the car is meanwhile.
  movePauseEnd: from(['working', 'paused'], '='),
  recordTestDrive: from(onTheFloor, '='),
  reportProgress: from(['working'], '='),
  finishOperation: from(['working'], 'waiting', 'working', 'paused', 'checking'),
  // B9: additional work is not done without approval.
  // C8: also on a car that was to be washed or handed over.
  proposeAdditionalWork: from([...onTheFloor, 'washing', 'ready'], 'waiting', 'working', 'paused'),
  decideAdditionalWork: from(onTheFloor, 'waiting', 'working', 'paused', 'checking'),
  answerAdditionalWork: from(onTheFloor, 'waiting', 'working', 'paused', 'checking'),
  offerAdditionalWork: from(onTheFloor, '='),
  // B4.2: parts.
  expectPart: from([...beforeTheYes, 'authorised', ...onTheFloor], '='),
  movePartArrival: from([...beforeTheYes, ...agreed], '='),
  recordPartArrival: from([...beforeTheYes, ...agreed], '='),
  // C9: the car is with its customer meanwhile.
  sendHome: from(['authorised', 'waiting', 'paused'], '='),
  carIsBack: from(['authorised', 'waiting', 'paused'], '='),
  // C5, C7, B12: QC, wash, settlement, gate.
  passChecks: from(['checking'], 'washing', 'ready'),
  failChecks: from(['checking'], 'waiting'),
  startWash: from(['washing'], '='),
  finishWash: from(['washing'], 'ready'),
  // B11.2: the car is prepared, and the customer told.
  prepareCar: from(['ready'], '='),
  releaseNotice: from(['ready'], '='),
  // C8: nothing is final until the car has left; without its wash, the car is ready.
  correctOrder: { ...from(['booked', ...here], '='), ...from(['washing'], '=', 'ready') },
  moveAppointment: from(['booked'], '='),
  cancelOperation: {
    ...from(['authorised', 'waiting', 'working', 'paused'], 'authorised', 'waiting', 'working', 'paused', 'checking'),
  },
  stopWork: from(onTheFloor, 'stopped'),
  reopenOrder: from(['washing', 'ready', 'settled'], 'waiting'),
  settleOrder: from(['ready', 'stopped'], 'settled'),
  releaseCar: from(['settled'], 'left'),
}

const operationStory: Story<OperationState> = {
  addOperations: {},
  bookAppointment: {},
  importAppointments: {},
  proposeAdditionalWork: {},
  removeOperation: from(['planned'], 'cancelled'),
  decideAdditionalWork: from(['proposed'], 'planned', 'cancelled'),
  answerAdditionalWork: from(['proposed'], 'planned', 'cancelled'),
  assignOperation: from(['planned', 'paused'], '='),
  acceptSuggestions: from(['planned', 'paused'], '='),
  startOperation: from(['planned', 'paused'], 'working'),
  pauseOperation: from(['working'], 'paused'),
  movePauseEnd: from(['paused'], '='),
  recordTestDrive: from(['working', 'paused', 'done'], '='),
  takeBayOutOfService: from(['working'], 'paused'),
  addLeave: from(['working'], 'paused'),
  removePerson: from(['working'], 'paused'),
  reportProgress: from(['working'], '='),
  finishOperation: from(['working'], 'done'),
  failChecks: from(['done'], 'planned'),
  reopenOrder: from(['done'], 'planned'),
  cancelOperation: from(['planned', 'working', 'paused'], 'cancelled'),
}

/** The same from a state table of the code. */
function storyOf<State extends string>(life: Life<State>, states: readonly State[]): Story<State> {
  const story: Record<string, Partial<Record<State, (State | '=')[]>>> = {}
  for (const { by, from, to } of Object.values(life))
    for (const command of by) {
      const own = (story[command] ??= {})
      for (const state of states)
        if (from.includes(state))
          own[state] = [...new Set([...(own[state] ?? []), ...(to.length > 0 ? to : ['=' as const])])]
    }
  return story as Story<State>
}

/** All outcomes, sorted for comparison. */
const inOrder = <State extends string>(story: Story<State>) =>
  Object.fromEntries(
    Object.entries(story).map(([command, outcomes]) => [
      command,
      Object.fromEntries(
        Object.entries<readonly string[]>(outcomes as Record<string, readonly string[]>).map(([state, to]) => [
          state,
          to.toSorted(),
        ]),
      ),
    ]),
  )

describe('the state table of an order', () => {
  it('follows the workshop rules, command by command and state by state', () => {
    expect(inOrder(storyOf(orderSteps, orderStates))).toEqual(inOrder(orderStory))
  })

  it('reaches every state, and has no way out of left, declined and cancelled only', () => {
    const reached = new Set(Object.values<Step<OrderState>>(orderSteps).flatMap(({ to }) => to))
    expect([...reached].sort()).toEqual([...orderStates].sort())
    const over = orderStates.filter((state) => !Object.values(orderStory).some((outcomes) => state in outcomes))
    expect(over).toEqual(['left', 'declined', 'cancelled'])
    expect(orderStates.filter(isClosed)).toEqual(over)
  })

  it('starts with an appointment or an arrival', () => {
    const begins = Object.entries<Step<OrderState>>(orderSteps).filter(([, step]) => step.begins)
    expect(begins.map(([fact, { to }]) => [fact, to])).toEqual([
      ['appointmentBooked', ['booked']],
      ['carArrived', ['arrived']],
    ])
  })

  it('throws when a rule wants a state the table does not have, or does not choose between several', () => {
    expect(() => orderStep({ state: 'checking' }, 'checksPassed', 'left')).toThrow('does not know')
    expect(() => orderStep({ state: 'checking' }, 'checksPassed')).toThrow('does not know')
    expect(() => take<OrderState>(orderSteps.carWashed, 'washing', 'settled')).toThrow('does not know')
  })
})

describe('the state table of an operation', () => {
  it('follows the workshop rules, command by command and state by state', () => {
    expect(inOrder(storyOf(operationSteps, operationStates))).toEqual(inOrder(operationStory))
  })

  it('starts as planned, or as proposed if found during the repair (B9)', () => {
    const begins = Object.entries<Step<OperationState>>(operationSteps).filter(([, step]) => step.begins)
    expect(begins.map(([fact, { to }]) => [fact, to])).toEqual([
      ['operationsAdded', ['planned']],
      ['additionalWorkProposed', ['proposed']],
    ])
  })
})

/** The states reachable from each state by any fact. */
const ways = <State extends string>(life: Life<State>, states: readonly State[]) =>
  Object.fromEntries(
    states.map((state) => {
      const steps = Object.values(life).filter(({ from }) => from.includes(state))
      return [state, [...new Set(steps.flatMap(({ to }) => (to.length > 0 ? to : [state])))].sort()]
    }),
  )

describe('the state table of a notice (B11, B11.3)', () => {
  it('asks first or is sent, is tried until handed over or to be phoned, and is withdrawn when no longer true', () => {
    const tried = ['delivered', 'handed_over', 'phone', 'sending', 'withdrawn']
    expect(ways<NoticeState>(noticeSteps, noticeStates)).toEqual({
      asking: ['asking', 'delivered', 'phone', 'sending', 'withdrawn'],
      sending: tried,
      phone: tried,
      // A receipt may say that it did not arrive.
      handed_over: tried,
      // The result of another attempt may come late; nothing is sent again.
      delivered: tried,
      withdrawn: tried,
    })
  })

  it('is approved, withdrawn and phoned at the desk', () => {
    const when = (command: CommandName) =>
      noticeStates.filter((state) => allowsCommand<NoticeState>(noticeSteps, state, command))
    expect(when('sendNotice')).toEqual(['asking', 'phone', 'withdrawn'])
    expect(when('withdrawNotice')).toEqual(['asking', 'sending', 'phone'])
    expect(when('recordCall')).toEqual(['asking', 'phone'])
    expect(when('beginAttempt')).toEqual(['sending'])
  })
})

describe('the state table of an alert (AL)', () => {
  it('escalates until it is acknowledged, and closes from either', () => {
    expect(ways<AlertState>(alertSteps, alertStates)).toEqual({
      open: ['acknowledged', 'closed', 'open'],
      acknowledged: ['closed'],
      closed: [],
    })
    const instants = { acknowledgedAt: null, closedAt: null }
    expect(alertStateOf(instants)).toBe('open')
    expect(alertStateOf({ ...instants, acknowledgedAt: NOW })).toBe('acknowledged')
    expect(alertStateOf({ acknowledgedAt: NOW, closedAt: NOW })).toBe('closed')
  })
})

/** For every command on an order: an order in the state that meets all its other conditions, and the payload. */
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

/** Adds an operation without changing the order's state. */
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
  answerProgressCheck: (state) => {
    const progressCheck = aProgressCheck({ askedAt: NOW - MINUTE })
    const payload = { answer: 'later', laterMinutes: 30, reason: null, words: '', was: { answeredAt: null } }
    return { order: anOrderIn(state, { progressCheck, promiseAt: NOW + HOUR }), payload }
  },
  setContact: (state) => plain(state, { name: 'Wang Fang', phone: '13900139000', email: null, channels: ['sms'] }),
  allowPush: (state) =>
    plain(state, { endpoint: 'https://push.example/1', p256dh: 'p'.repeat(65), auth: 'a'.repeat(22) }),
  stopPush: (state) => plain(state, { endpoint: 'https://push.example/1' }),
  allowWechat: (state) => plain(state, { openId: 'oLVPpjqs9BhvzwPj5A-vTYAX3GLc' }),
  stopWechat: (state) => ({ order: anOrderIn(state, { hasWechat: true }), payload: {} }),
  takeOverCar: (state) => plain(state),
  setPriority: (state) => plain(state, { priority: 'urgent' }),
  moveCar: (state) => {
    // Not while in progress: that is another refusal, and another test.
    const order = anOrderIn(state, state === 'working' ? { operations: [aPausedOperation()], bayId: null } : {})
    return { order, payload: { bayId: bay.id, was: { bayId: order.bayId } } }
  },
  proposeAdditionalWork: (state) => plain(state, { itemIds: [item.id], findings: 'worn', safety: true }),
  decideAdditionalWork: (state) => {
    const { order, payload } = withOperation(state, aProposedOperation())
    const { operationId } = payload as { operationId: string }
    return { order, payload: { operationIds: [operationId], accepted: true, promiseAt: null } }
  },
  offerAdditionalWork: (state) => {
    const { order } = withOperation(state, aProposedOperation())
    return { order, payload: { promiseAt: NOW + 9 * HOUR, onPage: true } }
  },
  answerEstimate: (state) => {
    const order = anOrderIn(state, { promiseAt: NOW + HOUR, forecastAt: NOW })
    const was = { promiseAt: NOW + HOUR, operations: order.operations.map(({ id, price }) => ({ id, price })) }
    return { order, payload: { accepted: true, wash: true, was } }
  },
  answerAdditionalWork: (state) => {
    const found = aProposedOperation()
    const { order } = withOperation(state, found)
    const promiseAt = NOW + 9 * HOUR
    const was = { promiseAt, operations: [{ id: found.id, price: found.price }] }
    return {
      order: { ...order, additionalOffer: { at: NOW, promiseAt, onPage: true } },
      payload: { approved: [found.id], was },
    }
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
  sendHome: (state) => ({ order: anOrderIn(state, { parts: [aPart()] }), payload: {} }),
  carIsBack: (state) => ({ order: anOrderIn(state, { homeSince: NOW }), payload: {} }),
  passChecks: (state) => ({ order: anOrderIn(state, { operations: [aDoneOperation()], bayId: null }), payload: {} }),
  failChecks: (state) => ({ ...withOperation(state, aDoneOperation()) }),
  startWash: (state) => plain(state),
  finishWash: (state) => plain(state),
  prepareCar: (state) => plain(state),
  releaseNotice: (state) => plain(state),
  correctOrder: (state) => {
    const order = anOrderIn(state)
    const { plate, model, words, waits, wash, language } = order
    const was = { plate, model, words, waits, wash, language }
    return { order, payload: { ...was, words: 'The left one', was } }
  },
  moveAppointment: (state) => {
    const order = anOrderIn(state, { appointmentAt: NOW + DAY })
    return { order, payload: { appointmentAt: NOW + 2 * DAY, was: { appointmentAt: NOW + DAY } } }
  },
  cancelOperation: (state) => {
    const { order, payload } = withOperation(state, state === 'working' ? aWorkingOperation() : anOperation())
    return {
      order: { ...order, operations: [...order.operations, aDoneOperation()] },
      payload: { ...payload, reason: 'the customer changed their mind' },
    }
  },
  stopWork: (state) => plain(state, { reason: 'too dear' }),
  reopenOrder: (state) => ({ ...withOperation(state, aDoneOperation()) }),
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
  movePauseEnd: (state) => {
    const { order, payload } = withOperation(state, aPausedOperation({ pauseReason: 'sublet' }))
    return { order, payload: { ...payload, until: NOW + HOUR } }
  },
  recordTestDrive: (state) => {
    const { order, payload } = withOperation(state, aPausedOperation({ pauseReason: 'test_drive' }))
    return { order, payload: { ...payload, driverId: null, kmOut: 12_034, kmIn: 12_041 } }
  },
  reportProgress: (state) => {
    const { order, payload } = withOperation(state, aWorkingOperation())
    return { order, payload: { ...payload, percent: 50 } }
  },
  finishOperation: (state) => withOperation(state, aWorkingOperation()),
}

describe('every command on an order, in every state', () => {
  const onOrders = commandNames.filter((name) => name in orderStory)
  const elsewhere: readonly CommandName[] = [
    'bookAppointment',
    'checkInWalkIn',
    'checkInAppointment',
    'importAppointments',
    'takeBayOutOfService',
    'addLeave',
    'removePerson',
    'acceptSuggestions',
  ]

  it('is tried here', () => {
    expect(Object.keys(cases).sort()).toEqual(onOrders.filter((name) => !elsewhere.includes(name)).sort())
  })

  for (const [name, make] of Object.entries(cases) as [CommandName, (state: OrderState) => Case][])
    for (const state of orderStates) {
      const outcomes = orderStory[name]![state]
      const legal = outcomes !== undefined
      it(`${name} is ${legal ? 'legal' : 'illegal_step'} when ${state}`, () => {
        const { order, payload } = make(state)
        const subscriptions = [{ id: 'https://push.example/1', orderId: order.id, p256dh: 'p', auth: 'a' }]
        const known = { bays: [bay], persons: [technician], priceItems: [item], subscriptions }
        const scope = aScope({ orders: [order], ...known })
        const whole = {
          orderId: order.id,
          ...payload,
          ...(name === 'failChecks' || name === 'reopenOrder' ? { reason: 'leaks', minutes: null } : {}),
        }
        const decision = decide(name, whole as Payload<typeof name>, scope)
        if (!legal) expect(decision).toEqual({ ok: false, code: 'illegal_step' })
        // Forgetting a browser leaves the order unchanged.
        else if (name === 'stopPush')
          expect(decision).toMatchObject({ ok: true, drop: { subscription: [payload.endpoint] } })
        else {
          expect(decision).toMatchObject({ ok: true, put: { order: [{ id: order.id }] } })
          const next = decision.ok && decision.put.order![0]!.state
          expect(outcomes.map((one) => (one === '=' ? state : one))).toContain(next)
        }
      })
    }

  it('an unknown order or operation is refused with its own code', () => {
    for (const [name, make] of Object.entries(cases) as [CommandName, (state: OrderState) => Case][]) {
      const payload = { orderId: uuid(), ...make('waiting').payload } as Payload<typeof name>
      expect(decide(name, payload, aScope()), name).toEqual({ ok: false, code: 'order_not_found' })
      if (!('operationId' in payload) || name === 'expectPart') continue
      const order = anOrderIn(
        name === 'failChecks'
          ? 'checking'
          : name === 'reopenOrder'
            ? 'ready'
            : name === 'removeOperation'
              ? 'arrived'
              : 'working',
      )
      const wrong = { ...payload, orderId: order.id, operationId: uuid() } as Payload<typeof name>
      expect(decide(name, wrong, aScope({ orders: [order] })), name).toEqual({ ok: false, code: 'operation_not_found' })
    }
  })
})

describe('every command on an operation, in every state', () => {
  /** An order in which only the operation can cause a refusal. */
  const orderState: { [N in CommandName]?: OrderState } = {
    removeOperation: 'arrived',
    decideAdditionalWork: 'working',
    assignOperation: 'waiting',
    startOperation: 'waiting',
    pauseOperation: 'working',
    movePauseEnd: 'working',
    recordTestDrive: 'working',
    reportProgress: 'working',
    finishOperation: 'working',
    failChecks: 'checking',
    reopenOrder: 'ready',
    cancelOperation: 'working',
  }
  const elsewhere: readonly CommandName[] = [
    'acceptSuggestions',
    'takeBayOutOfService',
    'addLeave',
    'removePerson',
    'answerAdditionalWork',
  ]

  it('is tried here', () => {
    const onOperations = Object.entries(operationStory).flatMap(([name, outcomes]) =>
      Object.keys(outcomes).length > 0 ? [name as CommandName] : [],
    )
    expect(Object.keys(orderState).sort()).toEqual(onOperations.filter((name) => !elsewhere.includes(name)).sort())
  })

  for (const name of Object.keys(orderState) as CommandName[])
    for (const state of operationStates) {
      const outcomes = operationStory[name]![state]
      it(`${name} is ${outcomes ? 'legal' : 'refused'} when the operation is ${state}`, () => {
        const place = name === 'startOperation' ? ready : nowhere
        const pauseReason = state === 'paused' && name === 'movePauseEnd' ? 'sublet' : null
        const operation = anOperation({
          ...place,
          state,
          pauseReason,
          percent: 10,
          percentAt: NOW - MINUTE,
          startedAt: NOW - HOUR,
        })
        // Taken off, an operation must not be the last.
        const operations = name === 'cancelOperation' ? [operation, aDoneOperation()] : [operation]
        const order = anOrderIn(orderState[name]!, { operations, bayId: null })
        const payload = {
          ...{ orderId: order.id, operationId: operation.id, operationIds: [operation.id], accepted: true },
          ...{ promiseAt: null, percent: 50, reason: name === 'pauseOperation' ? 'parts' : 'leaks', minutes: null },
          ...(name === 'assignOperation' && { ...ready, was: nowhere }),
          ...(name === 'movePauseEnd' && { until: NOW + HOUR }),
          ...(name === 'recordTestDrive' && { driverId: null, kmOut: null, kmIn: 12_041 }),
        }
        const scope = aScope({ orders: [order], bays: [bay], persons: [technician], priceItems: [item] })
        const decision = decide(name, payload as unknown as Payload<typeof name>, scope)
        // B9: work without approval has its own refusal.
        const isUnasked = state === 'proposed' && !['removeOperation', 'failChecks', 'reopenOrder'].includes(name)
        if (!outcomes)
          return expect(decision).toEqual({ ok: false, code: isUnasked ? 'approval_missing' : 'illegal_step' })
        expect(decision).toMatchObject({ ok: true })
        const next = decision.ok && decision.put.order![0]!.operations[0]!.state
        expect(outcomes.map((one) => (one === '=' ? state : one))).toContain(next)
      })
    }
})
