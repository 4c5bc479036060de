/** B13: B-NO 1234 and BN-O 1234 are two cars, with or without the hyphen on file; no owner is given to the other. */
import { describe, expect, it } from 'vitest'
import type { Payload } from '#contract/commands/index.ts'
import type { Vehicle } from '#server/domain/internal.ts'
import type { Actor } from '#server/domain/rule.ts'
import { MOST_OF_A_PLATE } from '#server/domain/arrival/receive.ts'
import { anArrival, anOrderIn, aScope, aVehicle, aWorkshop, HOUR, NOW, staff, uuid } from '../support/factories.ts'
import { accepted, decide, expectRefusal } from './decide.ts'

const kiosk: Actor = { device: 'kiosk', personId: null }
const admin: Actor = { device: 'admin', personId: null }
const workshop = aWorkshop({ plateFormat: 'free', country: 'DE' })
const owner = (name: string, digit: number) => ({
  ...{ id: uuid(), name, phone: `+4930123456${digit}${digit}`, email: null },
  ...{ language: 'en' as const, channels: [] },
})
const anna = aVehicle({ plate: 'B-NO1234', model: 'Golf', customer: owner('Anna', 1) })
const bert = aVehicle({ plate: 'BN-O1234', model: 'Polo', customer: owner('Bert', 2) })
/** From the time when plates were stored without their hyphen. */
const bare = aVehicle({ plate: 'BNO1234', model: 'Polo', customer: bert.customer })

const walkIn = (plate: string, more: Partial<Payload<'checkInWalkIn'>> = {}): Payload<'checkInWalkIn'> => ({
  ...{ plate, model: null, name: null, phone: null, language: null, symptoms: [], words: '', waits: true },
  ...more,
})
const scopeOf = (vehicles: Vehicle[], orders = [] as ReturnType<typeof anOrderIn>[]) =>
  aScope({ workshop, vehicles, orders })
const comes = (payload: Payload<'checkInWalkIn'>, vehicles: Vehicle[], actor: Actor = staff()) =>
  accepted('checkInWalkIn', payload, scopeOf(vehicles), { actor }).put

describe('a plate typed with its hyphen', () => {
  it('is that car, and another is begun beside one with the same letters', () => {
    expect(comes(walkIn('BN-O1234'), [anna, bert]).order).toMatchObject([{ vehicleId: bert.id, model: 'Polo' }])
    const { order, vehicle } = comes(walkIn('BN-O1234', { name: 'Bert' }), [anna])
    expect(vehicle).toMatchObject([{ plate: 'BN-O1234', customer: { name: 'Bert' } }])
    expect(order).toMatchObject([{ plate: 'BN-O1234', model: null }])
  })

  it('is kept on a file that lacked it', () => {
    const { order, vehicle } = comes(walkIn('BN-O1234'), [bare])
    expect(vehicle).toMatchObject([{ id: bare.id, plate: 'BN-O1234', customer: { name: 'Bert' } }])
    expect(order).toMatchObject([{ vehicleId: bare.id, plate: 'BN-O1234', customer: { name: 'Bert' } }])
  })

  it('with another owner than such a file names is another car, which leaves that file as it was', () => {
    const given = { name: 'Anna', phone: '+493012345611' }
    for (const contact of [given, { name: 'Anna' }, { phone: given.phone }]) {
      const { vehicle } = comes(walkIn('B-NO1234', contact), [bare])
      expect(vehicle).toMatchObject([{ plate: 'B-NO1234', customer: contact }])
      expect(vehicle![0]!.id).not.toBe(bare.id)
    }
    // The same number or the same name: the owner has changed the other.
    for (const contact of [
      { name: 'Berta', phone: bare.customer.phone },
      { name: 'bert', phone: given.phone },
    ])
      expect(comes(walkIn('BN-O1234', contact), [bare]).vehicle).toMatchObject([{ id: bare.id, plate: 'BN-O1234' }])
  })

  it('at the kiosk changes a file that lacked it only for the owner', () => {
    const stranger = comes(walkIn('B-NO1234', { phone: '+493012345699' }), [bare], kiosk)
    expect(stranger.vehicle).toBeUndefined()
    expect(stranger.order).toMatchObject([{ vehicleId: bare.id, customer: { name: null } }])
    const own = comes(walkIn('BN-O1234', { phone: bare.customer.phone }), [bare], kiosk)
    expect(own.vehicle).toMatchObject([{ id: bare.id, plate: 'BN-O1234' }])
  })
})

describe('a plate typed without its hyphen', () => {
  it('is the only car it fits, and the order has the plate as on file', () => {
    const { order, vehicle } = comes(walkIn('BNO1234'), [anna])
    expect(order).toMatchObject([{ plate: 'B-NO1234', vehicleId: anna.id, customer: { name: 'Anna' } }])
    expect(vehicle).toBeUndefined()
  })

  it('is asked for where it fits two, or where staff name another owner', () => {
    const more = { appointmentAt: NOW + HOUR, itemIds: [] }
    for (const actor of [staff(), kiosk])
      expectRefusal('which_plate', 'checkInWalkIn', walkIn('BNO1234'), scopeOf([anna, bert]), { actor })
    const { waits: _, ...car } = walkIn('BNO1234', { name: 'Bert' })
    expectRefusal('which_plate', 'bookAppointment', { ...car, ...more }, scopeOf([anna]))
    expectRefusal('which_plate', 'checkInWalkIn', walkIn('BNO1234', { name: 'Bert' }), scopeOf([anna]))
  })

  it('tells a stranger at the kiosk nothing of how it is written on file', () => {
    const { order, vehicle } = comes(walkIn('BNO1234', { phone: '+493012345699' }), [anna], kiosk)
    expect(order).toMatchObject([{ plate: 'BNO1234', customer: { name: null } }])
    expect(vehicle).toBeUndefined()
  })

  it('is one car at the door: neither spelling checks it in again, or past the limit of the kiosks', () => {
    const here = anOrderIn('working', { plate: 'B-NO1234', vehicleId: anna.id })
    expectRefusal('already_here', 'checkInWalkIn', walkIn('BNO1234'), scopeOf([anna], [here]))
    const since = { ...here, plate: 'BNO1234' }
    expectRefusal('already_here', 'checkInWalkIn', walkIn('B-NO1234'), scopeOf([anna], [since]))
    expect(decide('checkInWalkIn', walkIn('BN-O1234'), scopeOf([anna, bert], [here])).ok).toBe(true)
    const arrivals = Array.from({ length: MOST_OF_A_PLATE }, () =>
      anArrival({ plate: 'B-NO1234', from: 'kiosk', at: NOW, closedAt: null }),
    )
    const full = aScope({ workshop, arrivals })
    expectRefusal('too_many_requests', 'checkInWalkIn', walkIn('BN-O1234'), full, { actor: kiosk })
  })

  it('finds the appointment whose digits match', () => {
    const booked = (file: Vehicle) =>
      anOrderIn('booked', {
        ...{ plate: file.plate, vehicleId: file.id, appointmentAt: NOW + HOUR },
        customer: { name: file.customer.name, phone: file.customer.phone, email: null },
      })
    const [hers, his] = [booked(anna), booked(bert)]
    const checkIn = (last4: string) => ({ code: null, plate: 'BNO1234', last4, waits: true, language: 'en' as const })
    const scope = scopeOf([anna, bert], [hers, his])
    for (const [last4, order] of [
      ['5611', hers],
      ['5622', his],
    ] as const)
      expect(accepted('checkInAppointment', checkIn(last4), scope, { actor: kiosk }).put.order).toMatchObject([
        { id: order.id },
      ])
    expectRefusal('identity_not_matched', 'checkInAppointment', checkIn('0000'), scope, { actor: kiosk })
  })
})

describe('C8 a corrected hyphen', () => {
  const corrected = (typed: string, plate: string, vehicles: Vehicle[]) => {
    const first = comes(walkIn(typed), vehicles)
    const order = first.order![0]!
    const files = [...vehicles.filter(({ id }) => first.vehicle?.[0]?.id !== id), ...(first.vehicle ?? [])]
    const { model, words, waits, wash, language } = order
    const was = { plate: order.plate, model, words, waits, wash, language }
    const decision = decide('correctOrder', { orderId: order.id, ...was, plate, was }, scopeOf(files, [order]))
    return decision.ok ? decision.put : decision.code
  }

  it('that was missing is written on order and file', () => {
    expect(corrected('BNO1234', 'BN-O1234', [bare])).toMatchObject({
      order: [{ plate: 'BN-O1234', vehicleId: bare.id, customer: { name: 'Bert' } }],
      vehicle: [{ id: bare.id, plate: 'BN-O1234', customer: { name: 'Bert' } }],
    })
  })

  it('that was in the wrong place goes from the file it was first written on', () => {
    expect(corrected('B-NO1234', 'BN-O1234', [bare])).toMatchObject({
      order: [{ plate: 'BN-O1234', vehicleId: bare.id, customer: { name: 'Bert' } }],
      vehicle: [{ id: bare.id, plate: 'BN-O1234', before: { plate: 'BNO1234' } }],
    })
    // To another plate altogether: the file lacks its hyphen again.
    expect(corrected('B-NO1234', 'HH1', [bare])).toMatchObject({
      vehicle: [{ plate: 'HH1' }, { ...bare, before: null }],
    })
  })

  it('of another known car moves the order there; a missing one is asked for', () => {
    expect(corrected('B-NO1234', 'BN-O1234', [anna, bert])).toMatchObject({
      order: [{ vehicleId: bert.id, customer: { name: 'Bert' } }],
    })
    expect(corrected('B-NO1234', 'BNO1234', [anna, bert])).toBe('which_plate')
    expect(corrected('B-NO1234', 'BNO1234', [anna])).toBe('nothing_to_change')
  })
})

describe('imported lists', () => {
  const line = (plate: string, name: string | null) => ({
    plate,
    model: null,
    name,
    phone: null,
    language: 'en' as const,
  })
  const imported = (cars: ReturnType<typeof line>[], vehicles: Vehicle[]) =>
    accepted('importCars', { cars }, scopeOf(vehicles), { actor: admin })

  it('keep two cars that differ by their hyphen only, in one list or one after the other', () => {
    const both = imported([line('B-NO1234', 'Anna'), line('BN-O1234', 'Bert')], [])
    expect(both.answer).toEqual({ added: 2, changed: 0, same: 0 })
    const second = imported([line('BN-O1234', 'Bert')], [anna])
    expect(second.put.vehicle).toMatchObject([{ plate: 'BN-O1234', customer: { name: 'Bert' } }])
    expect(second.put.vehicle![0]!.id).not.toBe(anna.id)
  })

  it('write the hyphen on a file of the same owner, which then is not the other car’s', () => {
    const { put, answer } = imported([line('BN-O1234', 'Bert'), line('B-NO1234', null)], [bare])
    expect(answer).toEqual({ added: 1, changed: 1, same: 0 })
    expect(put.vehicle).toMatchObject([
      { id: bare.id, plate: 'BN-O1234' },
      { plate: 'B-NO1234', customer: { name: null } },
    ])
  })

  it('book an appointment once, with or without its hyphen', () => {
    const appointment = { ...line('BN-O1234', 'Bert'), appointmentAt: NOW + HOUR, words: '', itemCodes: [] }
    const booked = anOrderIn('booked', { plate: 'BNO1234', vehicleId: bare.id, appointmentAt: NOW + HOUR })
    const scope = scopeOf([bare], [booked])
    const both = { appointments: [appointment, { ...appointment, plate: 'BNO1234' }] }
    expect(accepted('importAppointments', both, scope, { actor: admin }).answer).toEqual({ added: 0, same: 2 })
  })
})
