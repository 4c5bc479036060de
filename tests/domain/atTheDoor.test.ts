import { describe, expect, it } from 'vitest'
import type { CommandName, Payload } from '#contract/commands/index.ts'
import type { Alert, Arrival } from '#contract/entities/index.ts'
import { purposes } from '#contract/values.ts'
import type { Actor } from '#server/domain/rule.ts'
import {
  anArrival,
  anOrderIn,
  aPerson,
  aPriceItem,
  aScope,
  aWorkshop,
  DAY,
  HOUR,
  MINUTE,
  NOW,
  staff,
  uuid,
} from '../support/factories.ts'
import { passUntil } from '../support/memoryClock.ts'
import { MemoryServer } from '../support/memoryServer.ts'
import { expectRefusal } from './decide.ts'

const kiosk: Actor = { device: 'kiosk', personId: null }
const adviser = aPerson({ roles: ['adviser'] })
const walkIn: Payload<'checkInWalkIn'> = {
  ...{ plate: '沪A7K382', model: null, name: null, phone: '13900139000', language: 'en' },
  ...{ symptoms: [], words: '', waits: true },
}

/** A shop with one adviser, and what stands at its door. */
class Door {
  readonly item = aPriceItem()
  readonly server: MemoryServer

  constructor(scope: Parameters<typeof aScope>[0] = {}) {
    this.server = new MemoryServer(aScope({ persons: [adviser], priceItems: [this.item], ...scope }))
  }

  does<N extends CommandName>(name: N, payload: Payload<N>, actor: Actor = staff(adviser.id)) {
    const decision = this.server.execute(name, payload, actor)
    if (!decision.ok) throw new Error(`${name} was refused: ${decision.code}`)
    return decision
  }
  passes(minutes: number) {
    passUntil(this.server, this.server.now + minutes * MINUTE)
  }
  arrival(id: string): Arrival {
    return this.server.all.arrivals.get(id)!
  }
  get alerts(): Pick<Alert, 'cause' | 'severity' | 'owner'>[] {
    return [...this.server.all.alerts.values()]
      .filter(({ closedAt, cause }) => closedAt === null && cause === 'customer_waiting')
      .map(({ cause, severity, owner }) => ({ cause, severity, owner }))
  }
  comes(purpose: (typeof purposes)[number]): string {
    if (purpose === 'repair') return this.does('checkInWalkIn', walkIn, kiosk).answer.arrivalId
    if (purpose !== 'appointment')
      return this.does('recordArrival', { purpose, plate: null, language: 'en', words: '' }, kiosk).answer.arrivalId
    const { code } = this.does('bookAppointment', {
      ...{ plate: '沪B12345', model: null, name: null, phone: '13900139000', language: 'en', symptoms: [], words: '' },
      ...{ appointmentAt: this.server.now + HOUR, itemIds: [] },
    }).answer
    const shown = { code, plate: null, last4: '9000', waits: false, language: 'en' } as const
    return this.does('checkInAppointment', shown, kiosk).answer.arrivalId
  }
}

const warning = { cause: 'customer_waiting', severity: 'warning', owner: 'adviser' }
const alarm = { ...warning, severity: 'alarm' }

describe('B1.2 nobody at the door is forgotten', () => {
  it.each(purposes)('%s: waiting five minutes is a warning, ten an alarm, until the person is taken', (purpose) => {
    const door = new Door()
    const arrivalId = door.comes(purpose)
    door.passes(4.99)
    expect(door.alerts).toEqual([])
    door.passes(0.02)
    expect(door.alerts).toEqual([warning])
    door.passes(5)
    expect(door.alerts).toEqual([alarm])
    door.does('takeArrival', { arrivalId, desk: 2 })
    expect(door.alerts).toEqual([])
    door.passes(600)
    expect(door.alerts).toEqual([])
  })

  it('counts opening hours only', () => {
    const door = new Door()
    const closing = NOW - (NOW % DAY) + 10 * HOUR
    door.server.now = closing - 3 * MINUTE
    door.comes('enquiry')
    door.passes(10 * 60)
    expect(door.alerts).toEqual([])
    passUntil(door.server, closing + 14 * HOUR + 2 * MINUTE)
    expect(door.alerts).toEqual([warning])
  })

  it('follows the settings, also for people who wait already', () => {
    const door = new Door()
    door.comes('complaint')
    door.passes(3)
    door.does('changeSettings', { settings: { doorWarningMinutes: 2, doorAlarmMinutes: 4 } })
    expect(door.alerts).toEqual([warning])
    door.passes(1)
    expect(door.alerts).toEqual([alarm])
  })

  it('escalates to the service manager', () => {
    const door = new Door({ persons: [adviser, aPerson({ roles: ['service_manager'] })] })
    door.comes('enquiry')
    door.passes(21)
    expect(door.alerts).toEqual([{ ...alarm, owner: 'service_manager' }])
  })

  it('who takes an arrival stays on it, with the desk; a car without an adviser has one', () => {
    const door = new Door()
    const arrivalId = door.comes('repair')
    door.passes(2)
    const at = door.server.now
    door.does('takeArrival', { arrivalId, desk: 2 })
    expect(door.arrival(arrivalId)).toMatchObject({ takenAt: at, takenBy: adviser.id, desk: 2, calledAt: at })
    expect(door.server.all.orders.get(door.arrival(arrivalId).orderId!)!.adviserId).toBe(adviser.id)
  })

  it('a customer who needs help at the kiosk stays there: the adviser goes to them, and the lobby calls no ticket', () => {
    const door = new Door()
    const arrivalId = door.comes('help')
    door.passes(2)
    door.does('takeArrival', { arrivalId, desk: 2 })
    const taken = { takenAt: door.server.now, takenBy: adviser.id, desk: null, calledAt: null }
    expect(door.arrival(arrivalId)).toMatchObject(taken)
    const enquiry = door.comes('enquiry')
    door.does('takeArrival', { arrivalId: enquiry, desk: null })
    expect(door.arrival(enquiry)).toMatchObject(taken)
  })

  it('a colleague takes over, and the wait has ended with the first', () => {
    const door = new Door()
    const arrivalId = door.comes('enquiry')
    const first = door.server.now
    door.does('takeArrival', { arrivalId, desk: 2 })
    door.passes(3)
    const colleague = uuid()
    door.does('takeArrival', { arrivalId, desk: 3 }, staff(colleague))
    expect(door.arrival(arrivalId)).toMatchObject({ takenAt: first, takenBy: colleague, desk: 3 })
    expect(door.arrival(arrivalId).calledAt).toBe(first + 3 * MINUTE)
  })

  it('an arrival stays open until the work of the desk on its order has begun, and that takes it', () => {
    const door = new Door()
    const arrivalId = door.comes('repair')
    const orderId = door.arrival(arrivalId).orderId!
    door.passes(6)
    expect(door.arrival(arrivalId).closedAt).toBeNull()
    door.does('addOperations', { orderId, itemIds: [door.item.id] })
    expect(door.arrival(arrivalId)).toMatchObject({ takenAt: door.server.now, takenBy: adviser.id, closedAt: null })
    expect(door.alerts).toEqual([])
    door.passes(1)
    door.does('startDiagnosis', { orderId })
    expect(door.arrival(arrivalId)).toMatchObject({ takenAt: door.server.now - MINUTE, closedAt: door.server.now })
    expect(door.server.deadlines.has(`arrival ${arrivalId}`)).toBe(false)
    expect(door.server.execute('takeArrival', { arrivalId, desk: 1 }, staff())).toMatchObject({
      code: 'already_closed',
    })
  })

  it('a customer who leaves before anybody turned to them was not taken', () => {
    const door = new Door()
    const arrivalId = door.comes('repair')
    door.passes(12)
    door.does('cancelOrder', { orderId: door.arrival(arrivalId).orderId!, reason: 'customer' })
    expect(door.arrival(arrivalId)).toMatchObject({ takenAt: null, closedAt: door.server.now })
    expect(door.alerts).toEqual([])
  })

  it('a person whom the desk checks in is taken', () => {
    const door = new Door()
    const { arrivalId } = door.does('checkInWalkIn', walkIn).answer
    expect(door.arrival(arrivalId)).toMatchObject({ takenAt: NOW, takenBy: adviser.id, desk: null, closedAt: null })
    door.passes(60)
    expect(door.alerts).toEqual([])
  })

  it('who answers at once has taken the person', () => {
    const door = new Door()
    const arrivalId = door.comes('enquiry')
    door.passes(7)
    door.does('closeArrival', { arrivalId })
    const at = door.server.now
    expect(door.arrival(arrivalId)).toMatchObject({ takenAt: at, takenBy: adviser.id, closedAt: at })
    expect(door.alerts).toEqual([])
  })

  it('S14 taking is taken back, and the wait goes on with its alert', () => {
    const door = new Door()
    const arrivalId = door.comes('repair')
    door.passes(6)
    const before = door.arrival(arrivalId)
    door.does('takeArrival', { arrivalId, desk: 2 })
    door.does('undoCommand', { commandId: uuid(), command: 'takeArrival' })
    expect(door.arrival(arrivalId)).toEqual(before)
    expect(door.server.all.orders.get(before.orderId!)!.adviserId).toBeNull()
    expect(door.alerts).toEqual([warning])
    door.passes(4)
    expect(door.alerts).toEqual([alarm])
  })

  it('S14 a diagnosis taken back leaves the customer at the door', () => {
    const door = new Door()
    const arrivalId = door.comes('repair')
    door.passes(6)
    door.does('startDiagnosis', { orderId: door.arrival(arrivalId).orderId! })
    door.does('undoCommand', { commandId: uuid(), command: 'startDiagnosis' })
    expect(door.arrival(arrivalId)).toMatchObject({ takenAt: null, closedAt: null })
    expect(door.alerts).toEqual([warning])
  })

  it('an order’s own alerts and those of its arrival do not close each other', () => {
    const order = anOrderIn('arrived', { ticket: 'A009', arrivedAt: NOW - 20 * MINUTE })
    const arrival = anArrival({ orderId: order.id, purpose: 'repair', from: 'kiosk', at: NOW - 20 * MINUTE })
    const door = new Door({ workshop: aWorkshop(), orders: [order], arrivals: [arrival] })
    door.does('setPriority', { orderId: order.id, priority: 'urgent' })
    expect(door.alerts).toEqual([alarm])
    door.does('setPriority', { orderId: order.id, priority: 'normal' })
    expect(door.alerts).toEqual([alarm])
  })

  it('refuses an arrival that is unknown or done with', () => {
    const closed = anArrival({ closedAt: NOW })
    expectRefusal('already_closed', 'takeArrival', { arrivalId: closed.id, desk: 1 }, aScope({ arrivals: [closed] }))
    expectRefusal('arrival_not_found', 'takeArrival', { arrivalId: uuid(), desk: 1 }, aScope())
  })
})
