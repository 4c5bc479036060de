import { describe, expect, it } from 'vitest'
import type { Operation, Order, Person } from '#contract/entities/index.ts'
import { canBePickedUp, effectOfQueue, effectOn, neededKinds } from '../../board/floor/carry/fitting.ts'
import { candidatesFor, nextTechnician, obviousTechnician } from '../../board/staff/moving/candidates.ts'
import {
  aBay,
  aDoneOperation,
  anOperation,
  anOrder,
  aPausedOperation,
  aPerson,
  aWorkingOperation,
  aWorkshop,
  HOUR,
  NOW,
  leaveUntil,
} from '../support/factories.ts'

const lift = aBay({ number: 1 })
const otherLift = aBay({ number: 2 })
const paint = aBay({ number: 3, uses: ['paint'] })

describe('C2 the effect of dropping a car on a bay', () => {
  const onLift = anOperation()
  const onPaint = anOperation({ bayKind: 'paint', skill: 'paint' })
  const order = anOrder({ state: 'waiting', operations: [onLift, onPaint] })

  it('assigns the next open operation that fits the kind of bay', () => {
    expect(effectOn(order, lift, null, false)).toEqual({ does: 'assign', operation: onLift })
    expect(effectOn(order, paint, onLift.id, false)).toEqual({ does: 'assign', operation: onPaint })
  })

  it('prefers the operation the card showed', () => {
    const second = anOperation()
    const two = anOrder({ state: 'waiting', operations: [onLift, second] })
    expect(effectOn(two, lift, second.id, false)).toEqual({ does: 'assign', operation: second })
  })

  it('plans work behind another car, but does not drive a checked car into an occupied bay', () => {
    expect(effectOn(order, lift, null, true).does).toBe('assign')
    expect(effectOn(anOrder({ state: 'checking' }), lift, null, true)).toMatchObject({
      does: 'nothing',
      reason: 'taken',
    })
    expect(effectOn(anOrder({ state: 'checking' }), lift, null, false)).toEqual({ does: 'move' })
  })

  it('refuses with a reason: wrong kind of bay and the kinds needed, out of service, already here, in progress', () => {
    expect(effectOn(order, aBay({ uses: ['wash'] }), null, false)).toEqual({
      does: 'nothing',
      reason: 'wrong_kind',
      needs: ['lift', 'paint'],
      anyway: onLift,
    })
    const out = aBay({ outOfService: { reason: 'broken', since: 1, until: null } })
    expect(effectOn(order, out, null, false)).toMatchObject({ reason: 'out_of_service' })
    const there = anOrder({ state: 'waiting', operations: [anOperation({ bayId: lift.id })] })
    expect(effectOn(there, lift, null, false)).toMatchObject({ reason: 'here' })
    expect(effectOn(there, otherLift, null, false).does).toBe('assign')
    const working = anOrder({ state: 'working', bayId: lift.id, operations: [aWorkingOperation({ bayId: lift.id })] })
    expect(effectOn(working, otherLift, null, false)).toMatchObject({ reason: 'in_work' })
  })

  it('never assigns proposed, done or cancelled work', () => {
    const closed = anOrder({
      state: 'paused',
      operations: [
        anOperation({ state: 'proposed' }),
        anOperation({ state: 'done' }),
        anOperation({ state: 'cancelled' }),
      ],
    })
    expect(neededKinds(closed)).toEqual([])
    expect(effectOn(closed, lift, null, false)).toMatchObject({ reason: 'wrong_kind', needs: [] })
  })
})

const all = { assign: true, drive: true }
const mayAssign = { assign: true, drive: false }
const mayDrive = { assign: false, drive: true }

describe('C2 which cards can be picked up', () => {
  const waiting = anOrder({ state: 'waiting', operations: [anOperation()] })
  const checking = anOrder({ state: 'checking' })

  it.each([
    ['any session that moves cars and work', all, true, true],
    ['a session that only assigns work', mayAssign, true, false],
    ['a session that only drives cars', mayDrive, false, true],
    ['a session that does neither', { assign: false, drive: false }, false, false],
  ])('%s', (_, rights, work, car) => {
    expect(canBePickedUp(waiting, rights)).toBe(work)
    expect(canBePickedUp(checking, rights)).toBe(car)
    expect(canBePickedUp(anOrder({ state: 'ready' }), rights)).toBe(false)
  })
})

describe('C2 the effect of dropping a car on the queue', () => {
  it('removes the placement of planned work, and drives the car out of its bay', () => {
    const operation = aPausedOperation({ bayId: lift.id })
    const order = anOrder({ state: 'paused', bayId: lift.id, operations: [operation] })
    expect(effectOfQueue(order, operation.id, all)).toEqual({ unassign: operation, driveOut: true })
  })

  it('changes nothing for a car without a placement, nor for one in progress', () => {
    expect(effectOfQueue(anOrder({ state: 'waiting', operations: [anOperation()] }), null, all)).toBeNull()
    const working = aWorkingOperation({ bayId: lift.id })
    const order = anOrder({ state: 'working', bayId: lift.id, operations: [working] })
    expect(effectOfQueue(order, working.id, all)).toBeNull()
  })

  it('leaves the car in its bay for a session that may not drive it', () => {
    const operation = aPausedOperation({ bayId: lift.id })
    const order = anOrder({ state: 'paused', bayId: lift.id, operations: [operation] })
    expect(effectOfQueue(order, operation.id, mayAssign)).toEqual({ unassign: operation, driveOut: false })
    expect(effectOfQueue(anOrder({ state: 'checking', bayId: lift.id }), null, mayAssign)).toBeNull()
  })
})

describe('C2 who can do an operation', () => {
  const wei = aPerson({ name: 'Wei' })
  const ming = aPerson({ name: 'Ming' })
  const painter = aPerson({ name: 'Lei', skills: ['paint'] })
  const busy = anOrder({ state: 'working', operations: [aWorkingOperation({ technicianId: wei.id })] })
  const operation = anOperation()

  const workshop = aWorkshop()
  const candidates = (one: Operation, persons: Person[], orders: Order[], now = NOW) =>
    candidatesFor(one, persons, orders, workshop, now)

  it('never offers nor chooses people who are absent, or off shift while the workshop is open', () => {
    const ill = aPerson({ name: 'Ill', leave: leaveUntil(NOW + HOUR) })
    const late = aPerson({ name: 'Late', shift: Array.from({ length: 7 }, () => [[840, 1080]] as [number, number][]) })
    const leaves = aPerson({ name: 'Leaves', leave: leaveUntil(NOW + 48 * HOUR, NOW + HOUR) })
    const names = (now: number) => candidates(operation, [ill, late, leaves], [], now).map(({ person }) => person.name)
    expect(names(NOW)).toEqual(['Leaves'])
    expect(names(NOW + 5 * HOUR)).toEqual(['Ill', 'Late'])
    // At night nobody is on shift, and work is planned for the next day.
    expect(names(NOW + 9 * HOUR)).toEqual(['Ill', 'Late'])
    const theirs = anOperation({ technicianId: ill.id })
    expect(obviousTechnician(theirs, candidates(theirs, [ill, wei, ming], []))).toBeNull()
    expect(obviousTechnician(theirs, candidates(theirs, [ill, wei], []))).toBe(wei.id)
  })

  it('lists only technicians with the skill: free ones first, then the least planned', () => {
    const planned = anOrder({ state: 'waiting', operations: [anOperation({ technicianId: ming.id })] })
    const able = aPerson({ name: 'Zhao' })
    const list = candidates(operation, [wei, ming, painter, able], [busy, planned])
    expect(list.map(({ person }) => person.name)).toEqual(['Zhao', 'Ming', 'Wei'])
    expect(list[2]?.busyWith?.plate).toBe(busy.plate)
  })

  it('chooses the only free technician; asks when none or several are free', () => {
    expect(obviousTechnician(operation, candidates(operation, [wei, ming], [busy]))).toBe(ming.id)
    expect(obviousTechnician(operation, candidates(operation, [wei, ming], []))).toBeNull()
    expect(obviousTechnician(operation, candidates(operation, [wei], [busy]))).toBeNull()
  })

  it('keeps the technician the work is assigned to', () => {
    const assigned = anOperation({ technicianId: ming.id })
    expect(obviousTechnician(assigned, candidates(assigned, [wei, ming], []))).toBe(ming.id)
  })

  it('C2 the next operation of a car goes on with the technician it is assigned to, else the one who finished the last, if free', () => {
    const [wei, ming] = [aPerson({ name: 'Chen Wei' }), aPerson({ name: 'Zhao Ming' })]
    const operation = anOperation()
    const last = aDoneOperation({ technicianId: ming.id })
    const order = anOrder({ state: 'waiting', operations: [last, operation] })
    const busy = anOrder({ state: 'working', operations: [aWorkingOperation({ technicianId: ming.id })] })
    const next = (one: Operation, others: Order[] = []) =>
      nextTechnician(order, one, candidates(one, [wei, ming], [order, ...others]))?.name ?? null
    expect(next(operation)).toBe(ming.name)
    expect(next({ ...operation, technicianId: wei.id })).toBe(wei.name)
    expect(next({ ...operation, technicianId: ming.id }, [busy])).toBeNull()
    expect(next(operation, [busy]), 'the only one free').toBe(wei.name)
  })
})
