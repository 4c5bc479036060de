import { describe, expect, it } from 'vitest'
import type { Payload } from '#contract/commands/index.ts'
import type { ErrorCode } from '#contract/errors.ts'
import type { Operation, Order } from '#contract/entities/index.ts'
import {
  aBay,
  aDoneOperation,
  anOperation,
  anOrderIn,
  aPart,
  aPausedOperation,
  aPerson,
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

const bay = aBay()
const otherBay = aBay({ number: 2 })
const paintBay = aBay({ number: 3, uses: ['paint'] })
const brokenBay = aBay({ number: 4, outOfService: { reason: 'leak', since: NOW, until: null } })
const technician = aPerson()
const painter = aPerson({ skills: ['paint'] })
const foreman = uuid()
const place = { bayId: bay.id, technicianId: technician.id, startAt: null }
const nowhere = { bayId: null, technicianId: null, startAt: null }

const scopeOf = (...orders: Order[]) =>
  aScope({ orders, bays: [bay, otherBay, paintBay, brokenBay], persons: [technician, painter] })
const one = (order: Order, id: string): Operation => order.operations.find((operation) => operation.id === id)!

describe('C2 assignOperation', () => {
  const operation = anOperation()
  const waiting = anOrderIn('waiting', { operations: [operation] })
  const payload: Payload<'assignOperation'> = { orderId: waiting.id, operationId: operation.id, ...place, was: nowhere }

  it('gives the operation its bay and technician', () => {
    const after = orderAfter('assignOperation', payload, scopeOf(waiting))
    expect(after.state).toBe('waiting')
    expect(after.operations[0]).toEqual({ ...operation, ...place, placedAt: NOW })
  })

  it('B8 planning the work of an authorised car signs for nothing', () => {
    const order = anOrderIn('authorised', { operations: [operation] })
    const decision = accepted('assignOperation', { ...payload, orderId: order.id }, scopeOf(order))
    expect(decision.put.order![0]).toMatchObject({ state: 'authorised', takenOverAt: null, takenOverBy: null })
    expect(decision.facts.map(({ name }) => name)).toEqual(['operationAssigned'])
  })

  it('B8 the first start at an authorised car takes it over, and says by whom', () => {
    const order = anOrderIn('authorised', { operations: [{ ...operation, ...place }] })
    const about = { orderId: order.id, operationId: operation.id }
    const { put, facts } = accepted('startOperation', about, scopeOf(order), { actor: staff(foreman) })
    expect(put.order![0]).toMatchObject({ state: 'working', takenOverAt: NOW, takenOverBy: foreman })
    expect(facts.map(({ name }) => name).slice(0, 2)).toEqual(['carTakenOver', 'operationStarted'])
  })

  it('may queue for a bay occupied by another car', () => {
    const other = anOrderIn('waiting', { bayId: bay.id })
    expect(orderAfter('assignOperation', payload, scopeOf(waiting, other)).operations[0]).toMatchObject(place)
  })

  it('removes an assignment with null', () => {
    const assigned = anOrderIn('waiting', { operations: [{ ...operation, ...place }] })
    const back = { orderId: assigned.id, operationId: operation.id, ...nowhere, was: place }
    expect(orderAfter('assignOperation', back, scopeOf(assigned)).operations[0]).toEqual(operation)
  })

  it('S13 refuses a move from an outdated place, with the current state', () => {
    const moved = anOrderIn('waiting', { operations: [{ ...operation, ...place }] })
    const decision = decide('assignOperation', { ...payload, orderId: moved.id, bayId: otherBay.id }, scopeOf(moved))
    expect(decision).toEqual({ ok: false, code: 'changed_meanwhile', now: { order: [moved] } })
  })

  it('lets the foreman do the work anyway: in a bay of another kind, by somebody without the skill', () => {
    const anyway = { ...payload, bayId: paintBay.id, technicianId: painter.id, anyway: true }
    const { facts } = accepted('assignOperation', anyway, scopeOf(waiting))
    expect(facts).toContainEqual(expect.objectContaining({ name: 'operationAssigned', anyway: true }))
    const after = orderAfter('assignOperation', anyway, scopeOf(waiting))
    expect(after.operations[0]).toMatchObject({ bayId: paintBay.id, technicianId: painter.id })
    const started = orderAfter('startOperation', { orderId: after.id, operationId: operation.id }, scopeOf(after))
    expect(started).toMatchObject({ state: 'working', bayId: paintBay.id, forecastAt: NOW + HOUR })
  })

  it('says in the journal only of work that did not fit that it was placed anyway', () => {
    const { facts } = accepted('assignOperation', { ...payload, anyway: true }, scopeOf(waiting))
    expect(facts.find(({ name }) => name === 'operationAssigned')).not.toHaveProperty('anyway')
  })

  it('keeps work where it was placed anyway when only the technician or the time changes', () => {
    const there = { ...place, bayId: paintBay.id }
    const placed = anOrderIn('waiting', { operations: [{ ...operation, ...there }] })
    const later = { ...payload, orderId: placed.id, ...there, was: there, startAt: NOW + HOUR }
    expect(orderAfter('assignOperation', later, scopeOf(placed)).operations[0]).toMatchObject({ startAt: NOW + HOUR })
  })

  it('refuses a bay out of service and unapproved work even so', () => {
    const broken = { ...payload, bayId: brokenBay.id, anyway: true }
    expectRefusal('bay_out_of_service', 'assignOperation', broken, scopeOf(waiting))
    const asked = anOrderIn('waiting', { operations: [{ ...operation, state: 'proposed' as const }] })
    expectRefusal(
      'approval_missing',
      'assignOperation',
      { ...payload, anyway: true, orderId: asked.id },
      scopeOf(asked),
    )
  })

  const refusals: [string, ErrorCode, Partial<typeof payload>, Partial<Operation>?][] = [
    ['a bay that is not there', 'bay_not_found', { bayId: uuid() }],
    ['a bay of another kind', 'wrong_bay_kind', { bayId: paintBay.id }],
    ['a bay out of service', 'bay_out_of_service', { bayId: brokenBay.id }],
    ['a person who is not there', 'person_not_found', { technicianId: uuid() }],
    ['a technician without the skill', 'skill_missing', { technicianId: painter.id }],
    ['an assignment that is so already', 'nothing_to_change', { ...place, was: place }, place],
    ['an operation that is not agreed', 'approval_missing', {}, { state: 'proposed' }],
    ['an operation that is done', 'illegal_step', {}, { state: 'done' }],
    ['an operation that is cancelled', 'illegal_step', {}, { state: 'cancelled' }],
    ['an operation that is worked on', 'illegal_step', {}, { state: 'working' }],
  ]
  it.each(refusals)('refuses %s: %s', (_what, code, over, state = {}) => {
    const order = anOrderIn('waiting', { operations: [{ ...operation, ...state }] })
    expectRefusal(code, 'assignOperation', { ...payload, ...over, orderId: order.id }, scopeOf(order))
  })
})

describe('C3 startOperation', () => {
  const operation = anOperation(place)
  const waiting = anOrderIn('waiting', { operations: [operation] })
  const start = (order: Order, ...others: Order[]) =>
    ['startOperation', { orderId: order.id, operationId: operation.id }, scopeOf(order, ...others)] as const

  it('puts the car into the bay and starts work', () => {
    const after = orderAfter(...start(waiting))
    expect(after).toMatchObject({ state: 'working', pauseReason: null, bayId: bay.id })
    expect(after.operations[0]).toMatchObject({ state: 'working', percentAt: NOW, startedAt: NOW, percent: 0 })
    expect(after.forecastAt).toBe(NOW + HOUR)
  })

  it('resumes after a pause at the percentage reached, keeping the first start', () => {
    const paused = { ...aPausedOperation({ ...place, id: operation.id }) }
    const after = orderAfter(...start(anOrderIn('paused', { operations: [paused] })))
    expect(after.operations[0]).toMatchObject({ state: 'working', percent: 20, percentAt: NOW, pauseReason: null })
    expect(after.operations[0]!.startedAt).toBe(NOW - HOUR)
    expect(after.pauseReason).toBeNull()
  })

  it('lets two technicians work on one car in one bay', () => {
    const colleague = aWorkingOperation({ bayId: bay.id })
    const order = anOrderIn('working', { operations: [colleague, operation], bayId: bay.id })
    expect(one(orderAfter(...start(order)), operation.id).state).toBe('working')
  })

  const withOperation = (over: Partial<Operation>) => anOrderIn('waiting', { operations: [{ ...operation, ...over }] })
  const refusals: [string, ErrorCode, Order, Order?][] = [
    ['without a bay', 'bay_required', withOperation({ bayId: null })],
    ['in a bay that is gone', 'bay_not_found', withOperation({ bayId: uuid() })],
    ['in a bay out of service', 'bay_out_of_service', withOperation({ bayId: brokenBay.id })],
    ['without a technician', 'technician_required', withOperation({ technicianId: null })],
    ['before the customer’s yes (B9)', 'approval_missing', withOperation({ state: 'proposed' })],
    ['when it is done', 'illegal_step', withOperation({ state: 'done' })],
    ['where another car stands', 'bay_occupied', waiting, anOrderIn('paused', { bayId: bay.id })],
    [
      'while the technician works on another car',
      'technician_busy',
      waiting,
      anOrderIn('working', { operations: [aWorkingOperation({ bayId: otherBay.id, technicianId: technician.id })] }),
    ],
    [
      'while the technician works on another operation of this car',
      'technician_busy',
      anOrderIn('working', { operations: [operation, aWorkingOperation(place)] }),
    ],
    [
      'while the car is worked on in another bay',
      'car_elsewhere_in_work',
      anOrderIn('working', { operations: [operation, aWorkingOperation({ bayId: otherBay.id })] }),
    ],
    [
      'before its part has come (B4.2)',
      'part_missing',
      anOrderIn('waiting', { operations: [operation], parts: [aPart({ operationId: operation.id })] }),
    ],
  ]
  it.each(refusals)('refuses to start %s: %s', (_when, code, order, ...others) => {
    expectRefusal(code, ...start(order, ...others.filter((other) => other !== undefined)))
  })

  it('starts once its part has arrived, regardless of the parts of others', () => {
    const parts = [aPart({ operationId: operation.id, arrivedAt: NOW }), aPart({ operationId: uuid() })]
    expect(orderAfter(...start({ ...waiting, parts })).state).toBe('working')
  })
})

describe('C3 pauseOperation', () => {
  it('keeps the percentage reached, rounded down, and pauses the order with the reason', () => {
    const operation = aWorkingOperation({ percentAt: NOW - 25 * MINUTE, percent: 10 })
    const order = anOrderIn('working', { operations: [operation] })
    const payload = { orderId: order.id, operationId: operation.id, reason: 'parts' as const }
    const after = orderAfter('pauseOperation', payload, scopeOf(order))
    expect(after).toMatchObject({ state: 'paused', pauseReason: 'parts', bayId: order.bayId })
    expect(after.operations[0]).toMatchObject({ state: 'paused', percent: 51, percentAt: NOW, pauseReason: 'parts' })
  })

  it('no longer counts as assigned: bay and technician only say where the work was (C2)', () => {
    const operation = aWorkingOperation({ placedAt: NOW - HOUR })
    const order = anOrderIn('working', { operations: [operation] })
    const payload = { orderId: order.id, operationId: operation.id, reason: 'parts' as const }
    const { bayId, technicianId } = operation
    const after = orderAfter('pauseOperation', payload, scopeOf(order))
    expect(after.operations[0]).toMatchObject({ bayId, technicianId, placedAt: null })
  })

  it('leaves the order working while another operation is in progress', () => {
    const operation = aWorkingOperation()
    const order = anOrderIn('working', { operations: [operation, aWorkingOperation()] })
    const payload = { orderId: order.id, operationId: operation.id, reason: 'technician' as const }
    expect(orderAfter('pauseOperation', payload, scopeOf(order))).toMatchObject({ state: 'working', pauseReason: null })
  })
})

describe('C4 reportProgress', () => {
  const reported = (percent: number, minutes: number, overrides: Partial<Operation> = {}) => {
    const operation = aWorkingOperation({ standardMinutes: 100, startedAt: NOW, ...overrides })
    const order = anOrderIn('working', { operations: [operation] })
    const payload = { orderId: order.id, operationId: operation.id, percent }
    return orderAfter('reportProgress', payload, scopeOf(order), { now: NOW + minutes * MINUTE })
  }
  const left = ({ operations: [one] }: Order) => Math.round(one!.likelyMinutes * (1 - one!.percent / 100))

  it('records the progress, and moves the forecast', () => {
    const after = reported(80, 40)
    expect(after.operations[0]).toMatchObject({ percent: 80, percentAt: NOW + 40 * MINUTE })
    expect(after.forecastAt).toBe(NOW + (40 + 12) * MINUTE)
  })

  it.each([
    ['half done in half the time: the likely pace', 50, 50, 50],
    ['half done in three quarters of the time: slower', 50, 75, 68],
    ['half done in a third of the time: quicker', 50, 33, 38],
    ['the first report of a few percent counts less', 10, 20, 120],
    ['never more than twice as long', 10, 90, 180],
  ])('B5 what is left goes on at the pace of the work so far: %s', (_, percent, minutes, expected) => {
    expect(left(reported(percent, minutes))).toBe(expected)
  })

  it('B5 pauses do not count as work, the safe margin stays, and rework keeps its minutes (C5)', () => {
    expect(left(reported(50, 75, { restedMinutes: 25 }))).toBe(50)
    const [one] = reported(50, 75, { safeMinutes: 130 }).operations
    expect(one!.safeMinutes - one!.likelyMinutes).toBe(30)
    expect(left(reported(50, 75, { sentBack: 1 }))).toBe(50)
  })
})

describe('C3 finishOperation', () => {
  const operation = aWorkingOperation()
  const finish = (...others: Operation[]) => {
    const order = anOrderIn('working', { operations: [operation, ...others] })
    return orderAfter('finishOperation', { orderId: order.id, operationId: operation.id }, scopeOf(order))
  }

  it('sets the operation done, with its time', () =>
    expect(finish().operations[0]).toMatchObject({ state: 'done', percent: 100, finishedAt: NOW }))

  const outcomes: [string, Operation[], Partial<Order>][] = [
    ['C5 the last one leads to the checks', [aDoneOperation()], { state: 'checking', pauseReason: null }],
    ['a declined one does not hold it up', [anOperation({ state: 'cancelled' })], { state: 'checking' }],
    ['more to do: it waits', [anOperation()], { state: 'waiting' }],
    ['another is worked on: it stays in work', [aWorkingOperation(), anOperation()], { state: 'working' }],
    [
      'another is paused: it is paused for that reason',
      [aPausedOperation()],
      { state: 'paused', pauseReason: 'parts' },
    ],
    [
      'B9 only additional work open: it waits for the answer',
      [aProposedOperation()],
      { state: 'paused', pauseReason: 'approval' },
    ],
  ]
  it.each(outcomes)('%s', (_name, others, expected) => expect(finish(...others)).toMatchObject(expected))
})
