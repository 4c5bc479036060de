import { describe, expect, it } from 'vitest'
import type { Payload } from '#contract/commands/index.ts'
import type { Order } from '#contract/entities/index.ts'
import { localDay } from '#contract/calendar.ts'
import { MOST_FROM_KIOSKS, MOST_OF_A_PLATE } from '#server/domain/arrival/receive.ts'
import { nextTicket, ticketOf } from '#server/domain/arrival/ticket.ts'
import type { Actor } from '#server/domain/rule.ts'
import {
  anArrival,
  anOrderIn,
  aPerson,
  aPriceItem,
  aScope,
  aVehicle,
  aWorkshop,
  DAY,
  HOUR,
  NOW,
  staff,
  uuid,
} from '../support/factories.ts'
import { MemoryServer } from '../support/memoryServer.ts'
import { accepted, expectRefusal } from './decide.ts'

const kiosk: Actor = { device: 'kiosk', personId: null }
const adviser = uuid()
const PLATE = '沪A7K382'

const none: ReadonlySet<string> = new Set()

describe('B7 tickets', () => {
  it('count from A001, and by letters of 999', () => {
    expect([1, 999, 1000, 1998, 1999, 26 * 999, 26 * 999 + 1].map(ticketOf)).toEqual([
      'A001',
      'A999',
      'B001',
      'B999',
      'C001',
      'Z999',
      'A001',
    ])
  })

  it('restart at local midnight', () => {
    const zone = 'Asia/Shanghai'
    const counters = { orderNumber: 7, ticketDay: localDay(NOW, zone), ticketNumber: 41, reforecastAt: null }
    expect(nextTicket(counters, none, zone, NOW)).toEqual({
      ticket: 'A042',
      counters: { ...counters, ticketNumber: 42, reforecastAt: null },
    })
    const beforeMidnight = Date.UTC(2026, 10, 3, 15, 59)
    expect(nextTicket(counters, none, zone, beforeMidnight).ticket).toBe('A042')
    expect(nextTicket(counters, none, zone, beforeMidnight + 60_000).ticket).toBe('A001')
  })

  it('are not used up by calls for help', () => {
    const server = new MemoryServer(aScope())
    const ticket = (purpose: 'enquiry' | 'help') => {
      const decision = server.execute('recordArrival', { purpose, plate: null, language: 'en', words: '' }, kiosk)
      return decision.ok ? decision.answer.ticket : decision.code
    }
    expect((['enquiry', 'help', 'help', 'enquiry'] as const).map(ticket)).toEqual(['A001', '', '', 'A002'])
  })

  it('after midnight leave out those of cars and people who are still here', () => {
    const here = [anOrderIn('working', { ticket: 'A001' }), anOrderIn('left', { ticket: 'A003', closedAt: NOW })]
    const server = new MemoryServer(aScope({ orders: here, arrivals: [anArrival({ ticket: 'A002' })] }))
    const ticket = () => {
      const decision = server.execute(
        'recordArrival',
        { purpose: 'enquiry', plate: null, language: 'en', words: '' },
        kiosk,
      )
      return decision.ok ? decision.answer.ticket : decision.code
    }
    expect([ticket(), ticket()]).toEqual(['A003', 'A004'])
  })
})

const walkIn: Payload<'checkInWalkIn'> = {
  plate: PLATE,
  model: null,
  name: 'Zhang San',
  phone: '13900139000',
  language: 'en',
  symptoms: ['brakes', 'brakes', 'noise'],
  words: 'It squeals',
  waits: true,
}

describe('B13 what is known of a car', () => {
  const file = aVehicle({ plate: PLATE, model: 'Passat', customer: { ...aVehicle().customer, language: 'zh-Hant' } })
  const plateOnly = { ...walkIn, name: null, phone: null, language: null }

  it('stays when the desk enters the plate alone', () => {
    const { put } = accepted('checkInWalkIn', plateOnly, aScope({ vehicles: [file] }), { actor: staff(adviser) })
    expect(put.order![0]).toMatchObject({ language: 'zh-Hant', model: 'Passat' })
    expect(put.arrival![0]!.language).toBe('zh-Hant')
    expect(put.vehicle).toBeUndefined()
  })

  it('stays on an appointment, and a new one takes it over', () => {
    const booked = anOrderIn('booked', { plate: PLATE, appointmentAt: NOW, language: 'zh-Hant' })
    const scope = aScope({ orders: [booked], vehicles: [{ ...file, customer: { ...file.customer, language: 'en' } }] })
    expect(accepted('checkInWalkIn', plateOnly, scope, { actor: staff(adviser) }).put.order![0]!.language).toBe(
      'zh-Hant',
    )
    const { waits: _, ...car } = { ...plateOnly, model: null }
    const { put } = accepted(
      'bookAppointment',
      { ...car, appointmentAt: NOW + HOUR, itemIds: [] },
      aScope({ vehicles: [file] }),
      { actor: staff(adviser) },
    )
    expect(put.order![0]).toMatchObject({ language: 'zh-Hant', model: 'Passat' })
  })

  it('is the usual language of the workshop’s plates for a car nobody knows', () => {
    const languageIn = (plateFormat: 'cn' | 'free') =>
      accepted('checkInWalkIn', plateOnly, aScope({ workshop: aWorkshop({ plateFormat }) }), { actor: staff(adviser) })
        .put.order![0]!.language
    expect([languageIn('cn'), languageIn('free')]).toEqual(['zh-Hans', 'en'])
  })
})

describe('B1 checkInWalkIn', () => {
  it('records the arrival and opens an order', () => {
    const { answer, put, counters, facts } = accepted('checkInWalkIn', walkIn, aScope(), { actor: staff(adviser) })
    const order = put.order![0]!
    expect(answer).toEqual({ arrivalId: put.arrival![0]!.id, ticket: 'A001', waitMinutes: null, orderId: order.id })
    expect(put.arrival![0]).toMatchObject({
      purpose: 'repair',
      from: 'desk',
      plate: PLATE,
      orderId: order.id,
      closedAt: null,
    })
    expect(order).toMatchObject({
      number: 1,
      state: 'arrived',
      ticket: 'A001',
      arrivedAt: NOW,
      waits: true,
      adviserId: adviser,
      customer: { name: 'Zhang San', phone: '+8613900139000' },
      symptoms: ['brakes', 'noise'],
      words: 'It squeals',
      vehicleId: put.vehicle![0]!.id,
      forecastAt: null,
    })
    const ticketDay = localDay(NOW, 'Asia/Shanghai')
    // Another car changes the forecasts.
    expect(counters).toEqual({ orderNumber: 1, ticketNumber: 1, ticketDay, reforecastAt: NOW + 1000 })
    expect(JSON.stringify(facts)).not.toMatch(/Zhang|139|沪/)
  })

  it('is recorded as coming from the kiosk, where no name is required', () => {
    const { put } = accepted('checkInWalkIn', { ...walkIn, name: null, phone: null }, aScope(), { actor: kiosk })
    expect(put.arrival![0]!.from).toBe('kiosk')
    expect(put.order![0]).toMatchObject({ customer: { name: null, phone: null }, adviserId: null })
  })

  it.each(['arrived', 'working', 'ready', 'settled'] as const)('refuses a car that is %s already', (state) => {
    expectRefusal('already_here', 'checkInWalkIn', walkIn, aScope({ orders: [anOrderIn(state)] }))
  })

  it('accepts a car that has left before', () => {
    expect(accepted('checkInWalkIn', walkIn, aScope({ orders: [anOrderIn('left')] })).counters!.orderNumber).toBe(1)
  })

  it('accepts at the kiosk only plates its keyboard can write; staff may enter any', () => {
    expect(accepted('checkInWalkIn', { ...walkIn, plate: 'HH12345' }, aScope(), { actor: kiosk }).ok).toBe(true)
    for (const plate of ['沪A12', '中12345']) {
      const odd = { ...walkIn, plate }
      expectRefusal('bad_plate', 'checkInWalkIn', odd, aScope(), { actor: kiosk })
      expect(accepted('checkInWalkIn', odd, aScope()).ok).toBe(true)
      const free = aScope({ workshop: aWorkshop({ plateFormat: 'free' }) })
      expect(accepted('checkInWalkIn', odd, free, { actor: kiosk }).ok).toBe(true)
    }
  })

  describe('of a known car', () => {
    const vehicle = aVehicle({ model: 'Golf Variant' })
    const scope = () => aScope({ vehicles: [vehicle] })

    it('a stranger at the kiosk changes nothing in the file, and the order keeps what the stranger said', () => {
      const { put } = accepted('checkInWalkIn', { ...walkIn, name: null }, scope(), { actor: kiosk })
      expect(put.vehicle).toBeUndefined()
      expect(put.order![0]).toMatchObject({ vehicleId: vehicle.id, customer: { name: null, phone: '+8613900139000' } })
    })

    it('a stranger at the kiosk does not learn from the order’s page what car it is; the owner and the staff see it', () => {
      const modelFor = (payload: object, actor?: typeof kiosk) =>
        accepted('checkInWalkIn', { ...walkIn, model: null, ...payload }, scope(), actor && { actor }).put.order![0]!
          .model
      expect(modelFor({}, kiosk)).toBe(null)
      expect(modelFor({ name: null, phone: null }, kiosk)).toBe(null)
      expect(modelFor({ phone: '13800138000' }, kiosk)).toBe(vehicle.model)
      expect(modelFor({})).toBe(vehicle.model)
    })

    it('a person at the kiosk who gives the known number may change the file', () => {
      const known = { ...walkIn, name: 'Li Na (new)', phone: '+8613800138000', model: 'BYD Han' }
      const { put } = accepted('checkInWalkIn', known, scope(), { actor: kiosk })
      expect(put.vehicle![0]).toMatchObject({ id: vehicle.id, model: 'BYD Han', customer: { name: 'Li Na (new)' } })
    })

    it('staff may change the file, and fields they leave out stay', () => {
      const { put } = accepted('checkInWalkIn', { ...walkIn, name: null }, scope())
      expect(put.vehicle![0]!.customer).toEqual({ ...vehicle.customer, phone: '+8613900139000', language: 'en' })
      expect(put.order![0]!.customer).toEqual({ name: 'Li Na', phone: '+8613900139000', email: null })
    })

    it('B13 without a given contact the order has the file’s only for a person who knows the digits', () => {
      const come = (more: object) => {
        const payload = { ...walkIn, name: null, phone: null, ...more }
        return accepted('checkInWalkIn', payload, scope(), { actor: kiosk }).put.order![0]!.customer
      }
      const nobody = { name: null, phone: null, email: null }
      expect(come({})).toEqual(nobody)
      expect(come({ last4: '0001' })).toEqual(nobody)
      expect(come({ last4: '8000' })).toEqual({ name: 'Li Na', phone: '+8613800138000', email: null })
      // Digits do not put the owner's name beside another number.
      expect(come({ last4: '8000', phone: '13900139000' })).toEqual({ ...nobody, phone: '+8613900139000' })
    })

    it('the answer says nothing of the file', () => {
      const given = { ...walkIn, name: null, phone: null, last4: '8000' }
      const { put, answer } = accepted('checkInWalkIn', given, scope(), { actor: kiosk })
      expect(put.order![0]!.customer).toEqual({ name: 'Li Na', phone: '+8613800138000', email: null })
      expect(Object.keys(answer).sort()).toEqual(['arrivalId', 'orderId', 'ticket', 'waitMinutes'])
    })
  })

  describe('B11.3 of an owner with preferred channels', () => {
    const owner = { ...aVehicle().customer, email: 'li.na@example.com', channels: ['email' as const, 'sms' as const] }
    const known = aVehicle({ customer: owner })
    const orderOf = (contact: object, actor?: typeof kiosk) =>
      accepted('checkInWalkIn', { ...walkIn, ...contact }, aScope({ vehicles: [known] }), actor && { actor }).put
        .order![0]!

    it('each order starts with them', () => {
      const contact = { customer: { email: 'li.na@example.com' }, channels: ['email', 'sms'] }
      expect(orderOf({ name: null, phone: '13800138000' }, kiosk)).toMatchObject(contact)
      expect(orderOf({})).toMatchObject(contact)
    })

    it('an order of a stranger at the kiosk does not, and no channel lacks its address', () => {
      expect(orderOf({}, kiosk)).toMatchObject({ customer: { email: null }, channels: [] })
      const scope = aScope({ vehicles: [aVehicle({ customer: { ...owner, email: null } })] })
      expect(accepted('checkInWalkIn', walkIn, scope).put.order![0]).toMatchObject({ channels: ['sms'] })
    })

    const change = (customer: Order['customer'], contact: object) => {
      const order = anOrderIn('working', { vehicleId: known.id, customer, channels: ['sms'] })
      const payload = { orderId: order.id, ...customer, channels: order.channels, ...contact }
      return accepted('setContact', payload, aScope({ orders: [order], vehicles: [known] })).put.vehicle?.[0]?.customer
    }

    it('the desk’s changes, and nothing else, are written to the file', () => {
      const { name, phone } = owner
      const his = { name, phone, email: null }
      expect(change(his, { channels: ['push', 'sms'] })).toEqual({ ...owner, channels: ['push', 'sms'] })
      expect(change(his, { email: 'na.li@example.com' })).toEqual({ ...owner, email: 'na.li@example.com' })
      expect(change(his, { name: null, phone: '13600136000' })).toEqual({
        ...owner,
        name: null,
        phone: '+8613600136000',
      })
    })

    it('changes for someone else who brought the car are not: the owner’s notices would go to them', () => {
      const brother = { name: 'His brother', phone: '13700137000', email: null }
      for (const contact of [{ email: 'brother@example.com' }, { channels: ['push'] }, { phone: '13600136000' }])
        expect(change(brother, contact)).toBeUndefined()
    })
  })

  describe('of a car with an appointment', () => {
    const booked = anOrderIn('booked', { words: 'Service', symptoms: ['engine'] })

    it('a stranger who knows the plate does not get the appointment', () => {
      const scope = aScope({ orders: [booked], vehicles: [aVehicle()] })
      const { answer } = accepted('checkInWalkIn', { ...walkIn, phone: '13900000000' }, scope, { actor: kiosk })
      expect(answer.orderId).not.toBe(booked.id)
    })

    it('uses the appointment within a day and adds the wishes if the known number is given', () => {
      const scope = aScope({ orders: [booked], vehicles: [aVehicle()] })
      const same = { ...walkIn, name: null, phone: '13800138000' }
      const { put, answer, counters } = accepted('checkInWalkIn', same, scope, { actor: kiosk })
      expect(answer.orderId).toBe(booked.id)
      expect(put.arrival![0]!.purpose).toBe('appointment')
      expect(put.order![0]).toMatchObject({
        state: 'arrived',
        ticket: 'A001',
        arrivedAt: NOW,
        words: 'Service\nIt squeals',
        symptoms: ['engine', 'brakes', 'noise'],
        customer: booked.customer,
      })
      expect(counters!.orderNumber).toBe(0)
    })

    it('uses the nearest appointment, and none more than a day away', () => {
      const near = anOrderIn('booked', { appointmentAt: NOW - HOUR / 2 })
      expect(accepted('checkInWalkIn', walkIn, aScope({ orders: [booked, near] })).answer.orderId).toBe(near.id)
      const far = anOrderIn('booked', { appointmentAt: NOW + DAY + 1 })
      expect(accepted('checkInWalkIn', walkIn, aScope({ orders: [far] })).answer.orderId).not.toBe(far.id)
    })
  })
})

describe('B1 checkInAppointment', () => {
  const booked = anOrderIn('booked')
  const byCode = { code: 'acd-efg', plate: null, last4: '8000', waits: true, language: 'zh-Hant' as const }
  const scope = () => aScope({ orders: [booked] })

  it.each([byCode, { ...byCode, code: null, plate: PLATE }, { ...byCode, plate: PLATE }])(
    'finds it by %o',
    (payload) => {
      const { put, answer } = accepted('checkInAppointment', payload, scope(), { actor: kiosk })
      expect(answer).toEqual({ arrivalId: put.arrival![0]!.id, ticket: 'A001', waitMinutes: null, orderId: booked.id })
      expect(put.order![0]).toMatchObject({ state: 'arrived', waits: true, language: 'zh-Hant', arrivedAt: NOW })
      expect(put.arrival![0]).toMatchObject({ purpose: 'appointment', plate: PLATE })
    },
  )

  it('at the kiosk, wrong digits and a missing appointment give the same refusal', () => {
    const wrong = { ...byCode, last4: '1234' }
    const unknown = { ...byCode, code: 'ZZZZZZ' }
    const nothing = { ...byCode, code: null }
    for (const payload of [wrong, unknown, nothing])
      expectRefusal('identity_not_matched', 'checkInAppointment', payload, scope(), { actor: kiosk })
    expectRefusal('identity_not_matched', 'checkInAppointment', wrong, scope())
    for (const payload of [unknown, nothing])
      expectRefusal('appointment_not_found', 'checkInAppointment', payload, scope())
  })

  it('without a known number only the staff can confirm it', () => {
    const order = anOrderIn('booked', { customer: { name: 'Li Na', phone: null, email: null } })
    expectRefusal('identity_not_matched', 'checkInAppointment', byCode, aScope({ orders: [order] }), { actor: kiosk })
    expect(accepted('checkInAppointment', byCode, aScope({ orders: [order] })).ok).toBe(true)
  })

  it('a car already checked in is refused as already here, but not with wrong digits', () => {
    const here = anOrderIn('working', { appointmentAt: NOW - HOUR })
    const payload = { ...byCode, code: null, plate: PLATE }
    expectRefusal('already_here', 'checkInAppointment', payload, aScope({ orders: [here] }), { actor: kiosk })
    const wrong = { ...payload, last4: '1111' }
    expectRefusal('identity_not_matched', 'checkInAppointment', wrong, aScope({ orders: [here] }), { actor: kiosk })
  })
})

describe('B1 other arrivals', () => {
  it('are recorded with a ticket, and stay open until answered, once', () => {
    const payload = { purpose: 'enquiry' as const, plate: null, language: 'en' as const, words: 'Do you do tyres?' }
    const { put, counters } = accepted('recordArrival', payload, aScope())
    const arrival = put.arrival![0]!
    expect(arrival).toMatchObject({ purpose: 'enquiry', ticket: 'A001', orderId: null, closedAt: null })
    expect(counters).toMatchObject({ orderNumber: 0, ticketNumber: 1, reforecastAt: null })
    const closed = accepted('closeArrival', { arrivalId: arrival.id }, aScope({ arrivals: [arrival] })).put.arrival![0]!
    expect(closed.closedAt).toBe(NOW)
    expectRefusal('already_closed', 'closeArrival', { arrivalId: closed.id }, aScope({ arrivals: [closed] }))
    expectRefusal('arrival_not_found', 'closeArrival', { arrivalId: uuid() }, aScope({ arrivals: [anArrival()] }))
  })
})

describe('B16 bookAppointment', () => {
  const item = aPriceItem()
  const { waits: _waits, ...what } = walkIn
  const payload = { ...what, appointmentAt: NOW + DAY, itemIds: [item.id] }

  it('books an order with a code and its operations, without a ticket', () => {
    const { put, answer, counters } = accepted('bookAppointment', payload, aScope({ priceItems: [item] }))
    expect(answer).toEqual({ orderId: put.order![0]!.id, code: 'CODE01' })
    expect(put.order![0]).toMatchObject({
      state: 'booked',
      code: 'CODE01',
      ticket: null,
      appointmentAt: NOW + DAY,
      bookedAt: NOW,
    })
    expect(put.order![0]!.operations).toHaveLength(1)
    expect(counters).toMatchObject({ orderNumber: 1, ticketNumber: 0, reforecastAt: NOW + 1000 })
    expect(put.arrival).toBeUndefined()
  })

  it('refuses a time in the past and an operation not in the price list', () => {
    expectRefusal('time_in_past', 'bookAppointment', { ...payload, appointmentAt: NOW }, aScope({ priceItems: [item] }))
    expectRefusal('item_not_found', 'bookAppointment', payload, aScope())
  })
})

describe('a kiosk that is played with', () => {
  const enquiry = { purpose: 'enquiry', plate: null, language: 'en', words: '' } as const
  const walkIn = (plate: string) => ({
    ...{ plate, model: null, name: null, phone: null, language: 'en' as const },
    ...{ symptoms: [], words: '', waits: false },
  })
  const codeOf = (
    server: MemoryServer,
    name: 'recordArrival' | 'checkInWalkIn',
    payload: object,
    actor: Actor = kiosk,
  ) => {
    const decision = server.execute(name, payload as never, actor)
    return decision.ok ? null : decision.code
  }
  const open = (count: number, over: Parameters<typeof anArrival>[0] = {}) =>
    Array.from({ length: count }, () => anArrival({ id: uuid(), from: 'kiosk', closedAt: null, ...over }))

  it('fills the door no further than a lobby holds, with all kiosks of the workshop; staff go on, and closing one makes room', () => {
    const arrivals = open(MOST_FROM_KIOSKS)
    const server = new MemoryServer(aScope({ arrivals, persons: [aPerson({ id: adviser })] }))
    expect(codeOf(server, 'recordArrival', enquiry)).toBe('too_many_requests')
    expect(codeOf(server, 'checkInWalkIn', walkIn(PLATE))).toBe('too_many_requests')
    expect(codeOf(server, 'recordArrival', enquiry, staff(adviser))).toBe(null)
    server.execute('closeArrival', { arrivalId: arrivals[0]!.id }, staff(adviser))
    expect(codeOf(server, 'recordArrival', enquiry)).toBe(null)
  })

  it('brings one plate a few times; other plates and people without one go on', () => {
    const server = new MemoryServer(aScope({ arrivals: open(MOST_OF_A_PLATE, { plate: PLATE }) }))
    expect(codeOf(server, 'recordArrival', { ...enquiry, plate: PLATE })).toBe('too_many_requests')
    expect(codeOf(server, 'recordArrival', { ...enquiry, plate: '沪A00001' })).toBe(null)
    expect(codeOf(server, 'recordArrival', enquiry)).toBe(null)
  })

  it('does not count arrivals that are closed, that the desk checked in, or that nobody closed for hours', () => {
    const arrivals = [
      ...open(MOST_FROM_KIOSKS, { closedAt: NOW }),
      ...open(MOST_FROM_KIOSKS, { from: 'desk' }),
      ...open(MOST_FROM_KIOSKS, { at: NOW - 2 * HOUR }),
    ]
    expect(codeOf(new MemoryServer(aScope({ arrivals })), 'recordArrival', enquiry)).toBe(null)
  })
})
