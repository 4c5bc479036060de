/** C8: nothing is final by a wrong touch until the car has left. */
import { describe, expect, it } from 'vitest'
import type { Payload } from '#contract/commands/index.ts'
import type { Order } from '#contract/entities/index.ts'
import { orderCauses } from '#server/domain/follows/orderAlerts.ts'
import { billedMinutes, isBilled, isBilledInPart } from '#contract/progress.ts'
import { messageOf } from '#server/domain/notice/message.ts'
import {
  aBay,
  aDoneOperation,
  aNotice,
  anOperation,
  anOrderIn,
  aPart,
  aPausedOperation,
  aPriceItem,
  aScope,
  aVehicle,
  aWorkingOperation,
  aWorkshop,
  DAY,
  HOUR,
  MINUTE,
  NOW,
  uuid,
} from '../support/factories.ts'
import { accepted, expectRefusal, orderAfter } from './decide.ts'

const writtenOf = ({ plate, model, words, waits, wash, language }: Order) => ({
  ...{ plate, model, words, waits, wash, language },
})
const correcting = (order: Order, change: Partial<Payload<'correctOrder'>>): Payload<'correctOrder'> => {
  const was = writtenOf(order)
  return { orderId: order.id, ...was, ...change, was }
}
const only = (...orders: Order[]) => aScope({ orders })

describe('C8 what was written down is corrected', () => {
  it.each(['booked', 'arrived', 'working', 'ready', 'settled'] as const)(
    'model, words, waits and language of a car that is %s',
    (state) => {
      const order = anOrderIn(state, { model: 'Golf', waits: false })
      const change = { model: 'Passat', words: 'Noise at the rear', waits: true, language: 'zh-Hant' as const }
      expect(orderAfter('correctOrder', correcting(order, change), only(order))).toMatchObject({ ...change, state })
    },
  )

  it('the journal says what was changed, and keeps the values before and after where they can be erased', () => {
    const order = anOrderIn('working', { model: null, words: 'Noise' })
    const { facts, remarks } = accepted(
      'correctOrder',
      correcting(order, { model: 'Golf', words: 'Brakes' }),
      only(order),
    )
    expect(facts).toMatchObject([{ name: 'orderCorrected', orderId: order.id, fields: ['model', 'words'] }])
    expect(remarks).toEqual({ model: '– → Golf', words: 'Noise → Brakes' })
  })

  it('B5 another model: work that has not begun takes as long as it does on that model, and only that', () => {
    const learned = [
      { model: null, count: 9, likelyMinutes: 60, safeMinutes: 75 },
      { model: 'Passat', count: 9, likelyMinutes: 90, safeMinutes: 120 },
    ]
    const item = aPriceItem({ learned })
    const ofItem = { itemId: item.id, likelyMinutes: 60, safeMinutes: 75 }
    const paused = aPausedOperation(ofItem)
    const operations = [paused, anOperation(ofItem), anOperation({ itemId: null, likelyMinutes: 45 })]
    const order = anOrderIn('paused', { model: 'Golf', operations })
    const scope = aScope({ orders: [order], priceItems: [item] })
    const next = orderAfter('correctOrder', correcting(order, { model: 'Passat' }), scope)
    expect(next.operations.map(({ likelyMinutes }) => likelyMinutes)).toEqual([60, 90, 45])
    expect(next.operations[1]!.safeMinutes).toBe(120)
    expect(orderAfter('correctOrder', correcting(order, { words: 'Noise' }), scope).operations).toEqual(operations)
  })

  it('another plate is another car: the order moves to its file, which is begun if there is none (B13)', () => {
    const order = anOrderIn('arrived', { plate: '沪A00001', customer: { name: 'Li Na', phone: null, email: null } })
    const wrong = aVehicle({ plate: '沪A00001' })
    const known = aVehicle({ plate: '沪A00002', customer: { ...wrong.customer, id: uuid(), name: 'Wang Fang' } })
    const scope = aScope({ orders: [order], vehicles: [wrong, known] })
    expect(orderAfter('correctOrder', correcting(order, { plate: known.plate }), scope)).toMatchObject({
      ...{ plate: known.plate, vehicleId: known.id },
    })
    // Its owner stays: the customer of the order is not thereby theirs.
    const file = accepted('correctOrder', correcting(order, { plate: known.plate }), scope).put.vehicle ?? [known]
    expect(file).toMatchObject([{ id: known.id, customer: { name: 'Wang Fang' } }])
    const { put } = accepted('correctOrder', correcting(order, { plate: '沪A00003' }), scope)
    expect(put.vehicle).toMatchObject([{ plate: '沪A00003', customer: { name: 'Li Na' } }])
    expect(put.order![0]!.vehicleId).toBe(put.vehicle![0]!.id)
  })

  describe('with the plate goes what the file of the wrong car said, and what was typed stays', () => {
    const owner = { id: uuid(), name: 'Li Na', phone: '+8613800000001', email: 'li@example.com' }
    const right = { id: uuid(), name: 'Wang Min', phone: '+8613800000002', email: null }
    const wrong = aVehicle({
      ...{ plate: '沪A00001', model: 'Golf', customer: { ...owner, language: 'en', channels: ['email'] } },
    })
    const known = aVehicle({
      ...{ plate: '沪A00002', model: 'Civic', customer: { ...right, language: 'zh-Hant', channels: ['sms'] } },
    })
    const nameless = aVehicle({
      ...{ plate: '沪A00003', model: null, customer: { ...known.customer, name: null, phone: null, channels: [] } },
    })
    /** A walk-in whose plate was typed wrongly, then the correction. */
    const corrected = (
      typed: Partial<Payload<'checkInWalkIn'>>,
      change: Partial<Payload<'correctOrder'>>,
      vehicles = [wrong],
    ) => {
      const walkIn = { plate: wrong.plate, model: null, name: null, phone: null, language: null, ...typed }
      const visit = { symptoms: [], words: '', waits: true }
      const first = accepted('checkInWalkIn', { ...walkIn, ...visit }, aScope({ vehicles })).put
      const all = [...vehicles.filter(({ id }) => first.vehicle?.[0]?.id !== id), ...(first.vehicle ?? [])]
      const scope = aScope({ orders: first.order!, vehicles: [...all, known, nameless] })
      const { put, drop } = accepted('correctOrder', correcting(first.order![0]!, change), scope)
      const files = new Map((put.vehicle ?? []).map((one) => [one.plate, one]))
      return { order: put.order![0]!, files, wrongFile: files.get(wrong.plate), drop, began: first.vehicle?.[0]?.id }
    }
    const { name, phone } = { name: 'Chen Wei', phone: '+8613800000003' }

    it('B11 nothing typed: model, language and customer are those on file, which stays as it was', () => {
      const { order, files } = corrected({}, { plate: known.plate })
      expect(order).toMatchObject({ model: 'Civic', language: 'zh-Hant', channels: ['sms'] })
      expect(order.customer).toEqual({ name: right.name, phone: right.phone, email: null })
      expect([...files]).toEqual([])
    })

    it('B11 a file without an owner, or none, does not give the customer of the wrong car to this one', () => {
      for (const plate of [nameless.plate, '沪A00004']) {
        const { order, files } = corrected({}, { plate })
        expect(order, plate).toMatchObject({ model: null, customer: { name: null, phone: null, email: null } })
        expect(order.channels).toEqual([])
        expect(files.get('沪A00004')?.customer).toMatchObject(
          plate === nameless.plate ? {} : { name: null, phone: null },
        )
      }
    })

    it('B13 the contact typed over the wrong file stays with the order, leaves that file, and begins the file of a new car', () => {
      const typed = { name, phone, model: 'Polo', language: 'zh-Hans' as const }
      const customer = { name, phone, email: null }
      const there = corrected(typed, { plate: known.plate })
      expect(there.order).toMatchObject({ customer, channels: [], model: 'Polo', language: 'zh-Hans' })
      expect(there.wrongFile).toEqual(wrong)
      expect(there.files.get(known.plate)).toMatchObject({ customer: { name: right.name, phone: right.phone } })
      const begun = corrected(typed, { plate: '沪A00004' })
      expect(begun.wrongFile).toEqual(wrong)
      expect(begun.files.get('沪A00004')).toMatchObject({ model: 'Polo', customer: { name, phone } })
    })

    it('B13 a file that was begun under the wrong plate is deleted, and one that was there stays', () => {
      const { order, wrongFile, drop, began } = corrected({ name, phone, model: 'Polo' }, { plate: known.plate }, [])
      expect(order).toMatchObject({ model: 'Polo', customer: { name, phone }, language: 'zh-Hant' })
      expect(wrongFile).toBeUndefined()
      expect(drop).toEqual({ vehicle: [began] })
      expect(corrected({ name, phone }, { plate: known.plate }).drop).toBeUndefined()
    })

    it('what is corrected together with the plate is written into the right file', () => {
      const { order, files } = corrected({}, { plate: known.plate, model: 'Accord', language: 'zh-Hans' })
      expect(order).toMatchObject({ model: 'Accord', language: 'zh-Hans' })
      expect(files.get(known.plate)).toMatchObject({
        model: 'Accord',
        customer: { name: right.name, language: 'zh-Hans' },
      })
    })

    it('a contact changed on the order card leaves the wrong file too', () => {
      const order = anOrderIn('arrived', {
        ...{ plate: wrong.plate, vehicleId: wrong.id, channels: ['email' as const] },
        customer: { name: owner.name, phone: owner.phone, email: owner.email },
      })
      const contact = { name, phone, email: null, channels: [] }
      const scope = aScope({ orders: [order], vehicles: [wrong] })
      const changed = accepted('setContact', { orderId: order.id, ...contact }, scope).put
      expect(changed.vehicle).toMatchObject([{ customer: { name, phone } }])
      const next = aScope({ orders: changed.order!, vehicles: [...changed.vehicle!, known] })
      const { put } = accepted('correctOrder', correcting(changed.order![0]!, { plate: known.plate }), next)
      expect(put.order).toMatchObject([{ customer: { name, phone } }])
      expect(put.vehicle!.find(({ id }) => id === wrong.id)).toEqual(wrong)
    })
  })

  it('not to the plate of another car that is here', () => {
    const order = anOrderIn('arrived', { plate: '沪A00001' })
    const other = anOrderIn('working', { plate: '沪A00002' })
    expectRefusal('already_here', 'correctOrder', correcting(order, { plate: '沪A00002' }), only(order, other))
  })

  it('S13 refused with what is true now if someone else has corrected it', () => {
    const order = anOrderIn('arrived', { model: 'Golf' })
    const payload = { ...correcting(order, { model: 'Passat' }), was: { ...writtenOf(order), model: null } }
    expectRefusal('changed_meanwhile', 'correctOrder', payload, only(order))
    expectRefusal('nothing_to_change', 'correctOrder', correcting(order, {}), only(order))
  })

  it('C7 a car in the wash that is not to be washed is ready; from ready on, the wash is over', () => {
    const washing = anOrderIn('washing', { wash: true, checkedAt: NOW - MINUTE })
    expect(orderAfter('correctOrder', correcting(washing, { wash: false }), only(washing))).toMatchObject({
      ...{ state: 'ready', wash: false, readyAt: NOW },
    })
    const ready = anOrderIn('ready', { wash: false })
    expectRefusal('illegal_step', 'correctOrder', correcting(ready, { wash: true }), only(ready))
  })
})

describe('B16 an appointment is moved in one step', () => {
  const order = anOrderIn('booked', { appointmentAt: NOW + DAY, code: 'ABC234' })
  const move = (appointmentAt: number, was = order.appointmentAt) => ({
    ...{ orderId: order.id, appointmentAt, was: { appointmentAt: was } },
  })

  it('keeps its code', () => {
    expect(orderAfter('moveAppointment', move(NOW + 2 * DAY), only(order))).toMatchObject({
      ...{ state: 'booked', code: 'ABC234', appointmentAt: NOW + 2 * DAY },
    })
  })

  it('is refused for a time that is past or closed, and if it was moved meanwhile (S13)', () => {
    expectRefusal('time_in_past', 'moveAppointment', move(NOW - HOUR), only(order))
    expectRefusal('closed_then', 'moveAppointment', move(NOW + 12 * HOUR), only(order))
    expectRefusal('changed_meanwhile', 'moveAppointment', move(NOW + 2 * DAY, NOW + 3 * DAY), only(order))
  })
})

describe('C8 agreed work is taken off', () => {
  const reason = 'The customer does not want it'

  it.each([
    ['planned', anOperation(), 0],
    ['paused', aPausedOperation({ percent: 30 }), 30],
    ['in progress', aWorkingOperation({ likelyMinutes: 60, percent: 20, percentAt: NOW - 15 * MINUTE }), 45],
  ] as const)(
    '%s: it is cancelled with how far it had come, and the order goes on with the rest',
    (_, operation, percent) => {
      const order = anOrderIn('working', { operations: [aDoneOperation(), operation] })
      const payload = { orderId: order.id, operationId: operation.id, reason }
      const next = orderAfter('cancelOperation', payload, only(order))
      const cancelled = { state: 'cancelled', pauseReason: null, percent }
      expect(next).toMatchObject({ state: 'checking', operations: [{ state: 'done' }, cancelled] })
      expect(accepted('cancelOperation', payload, only(order)).remarks).toEqual({ reason })
    },
  )

  it('before the car is signed in, the order stays approved (B8)', () => {
    const order = anOrderIn('authorised', { operations: [anOperation(), anOperation()] })
    const payload = { orderId: order.id, operationId: order.operations[0]!.id, reason }
    expect(orderAfter('cancelOperation', payload, only(order)).state).toBe('authorised')
  })

  it('a part still expected for it raises no alert any more (AL)', () => {
    const operation = anOperation()
    const part = aPart({ operationId: operation.id, expectedAt: NOW - HOUR })
    const order = anOrderIn('waiting', { operations: [anOperation(), operation], parts: [part] })
    const late = (one: Order) => orderCauses(one, [], aWorkshop(), NOW).filter(({ cause }) => cause === 'part_late')
    expect(late(order)).toHaveLength(1)
    const next = orderAfter('cancelOperation', { orderId: order.id, operationId: operation.id, reason }, only(order))
    expect(late(next)).toEqual([])
  })

  it('not the only work of the order, and not what is done or not agreed', () => {
    const [one, done] = [anOperation(), aDoneOperation()]
    const alone = anOrderIn('waiting', { operations: [one] })
    expectRefusal('last_operation', 'cancelOperation', { orderId: alone.id, operationId: one.id, reason }, only(alone))
    const order = anOrderIn('waiting', { operations: [one, done] })
    expectRefusal('illegal_step', 'cancelOperation', { orderId: order.id, operationId: done.id, reason }, only(order))
  })
})

describe('C8 a ready car is reopened', () => {
  const promiseAt = NOW + 3 * HOUR
  const told = { kind: 'ready', at: NOW - MINUTE, readyAt: NOW - MINUTE } as const
  const aReadyCar = (over: Partial<Order> = {}) =>
    anOrderIn('ready', {
      ...{ promiseAt, readyAt: NOW - HOUR, checkedAt: NOW - HOUR, preparedAt: NOW - 5 * MINUTE, noticeAt: NOW + HOUR },
      ...{ authorisedAt: NOW - DAY, informed: told },
      ...over,
    })
  const reopening = ({ id: orderId, operations }: Order) => ({
    ...{ orderId, operationId: operations[0]!.id, reason: 'A scratch', minutes: 20 },
  })

  it.each(['washing', 'ready', 'settled'] as const)('%s: the same order is back at work, as returned work', (state) => {
    const order = { ...aReadyCar({ settledAt: state === 'settled' ? NOW : null }), state }
    const next = orderAfter('reopenOrder', reopening(order), only(order))
    expect(next).toMatchObject({
      ...{ id: order.id, state: 'waiting', checkedAt: null, readyAt: null, preparedAt: null, settledAt: null },
      ...{ noticeReleasedBy: null, operations: [{ state: 'planned', sentBack: 1 }] },
    })
    const { facts } = accepted('reopenOrder', reopening(order), only(order))
    expect(facts).toContainEqual(expect.objectContaining({ name: 'operationSentBack', minutes: 20, times: 1 }))
  })

  it('B11.1 a pick-up notice on its way is withdrawn, and its customer knows of nothing', () => {
    const order = aReadyCar()
    const notice = aNotice({ orderId: order.id, kind: 'ready', state: 'sending', tryAt: NOW + MINUTE })
    const { put } = accepted('reopenOrder', reopening(order), aScope({ orders: [order], notices: [notice] }))
    expect(put.notice).toMatchObject([{ id: notice.id, state: 'withdrawn', tryAt: null }])
    expect(put.order![0]!.informed).toMatchObject({ kind: 'agreed', readyAt: promiseAt })
  })

  it.each(['delivered', 'handed_over'] as const)(
    'B11.1 a customer whose pick-up notice is %s is told the new time',
    (state) => {
      const order = aReadyCar()
      const notice = aNotice({ orderId: order.id, kind: 'ready', state })
      const scope = aScope({ orders: [order], notices: [notice] })
      const next = orderAfter('reopenOrder', reopening(order), scope)
      expect(messageOf(next, scope.workshop)).toMatchObject({ kind: 'reopened', readyAt: promiseAt })
      const unknown = { ...next, forecastAt: null }
      expect(messageOf(unknown, scope.workshop)).toMatchObject({ kind: 'reopened_no_time', readyAt: null })
    },
  )

  it.each(['washing', 'ready'] as const)(
    '%s: more work found there is proposed, and the car is checked again',
    (state) => {
      const item = aPriceItem()
      const order = { ...aReadyCar(), state }
      const scope = aScope({ orders: [order], priceItems: [item] })
      const payload = { orderId: order.id, itemIds: [item.id], findings: 'A torn belt', safety: true }
      expect(orderAfter('proposeAdditionalWork', payload, scope)).toMatchObject({
        ...{ state: 'paused', pauseReason: 'approval', checkedAt: null, readyAt: null, preparedAt: null },
      })
    },
  )
})

describe('C8 work is stopped half way', () => {
  const promised = { promiseAt: NOW + HOUR, noticeAt: NOW, authorisedAt: NOW - DAY, bayId: uuid() }
  const working = aWorkingOperation({ likelyMinutes: 60, percent: 40, percentAt: NOW - 15 * MINUTE })
  const operations = [aDoneOperation(), working, anOperation()]
  const order = anOrderIn('working', { ...promised, operations })

  it('what is done stays, the rest is cancelled with how far it had come, and the car stands where it is', () => {
    const next = orderAfter('stopWork', { orderId: order.id, reason: 'The customer sells it' }, only(order))
    expect(next).toMatchObject({
      state: 'stopped',
      bayId: order.bayId,
      closedAt: null,
      promiseAt: null,
      forecastAt: null,
    })
    expect(next.operations).toMatchObject([
      { state: 'done', percent: 100 },
      { state: 'cancelled', percent: 65 },
      { state: 'cancelled', percent: 0 },
    ])
  })

  it('is billed for what was done: all of finished work, the share of begun work to the smallest unit, nothing else', () => {
    const begun = { ...working, price: 10_001 }
    const takenOff = { ...anOperation({ state: 'cancelled', percent: 30, price: 0 }) }
    const whole = {
      ...order,
      operations: [aDoneOperation({ price: 500 }), begun, anOperation({ price: 700 }), takenOff],
    }
    const { operations: left } = orderAfter('stopWork', { orderId: order.id, reason: 'Too dear' }, only(whole))
    expect(left.filter(isBilled).map(({ price }) => price)).toEqual([500, 6501])
    expect(left.filter(isBilledInPart).map(({ id }) => id)).toEqual([begun.id])
    expect(billedMinutes(left)).toBe(left[0]!.standardMinutes + begun.standardMinutes * 0.65)
  })

  it('but work taken off is not billed, also when it had begun', () => {
    const taking = { orderId: order.id, operationId: working.id, reason: 'Too dear' }
    const next = orderAfter('cancelOperation', taking, only(order))
    expect(next.operations[1]).toMatchObject({ state: 'cancelled', percent: 65, price: 0 })
    expect(isBilled(next.operations[1]!)).toBe(false)
  })

  it('it is not late, asked about or announced, and leaves by settlement and gate (AL, B11, B12)', () => {
    const next = orderAfter('stopWork', { orderId: order.id, reason: 'Too dear' }, only(order))
    expect(orderCauses(next, [], aWorkshop(), NOW + DAY)).toEqual([])
    expect(messageOf(next, aWorkshop())).toBeNull()
    expectRefusal('illegal_step', 'releaseCar', { orderId: order.id }, only(next))
    const settled = orderAfter('settleOrder', { orderId: order.id }, only(next))
    expect(orderAfter('releaseCar', { orderId: order.id }, only(settled))).toMatchObject({ state: 'left', bayId: null })
  })
})

describe('C9 a dismantled car whose work was declined or cancelled still stands in its bay', () => {
  const bay = aBay()
  it.each([
    ['declineOrder', 'quoted', {}],
    ['cancelOrder', 'diagnosing', { reason: 'customer' }],
  ] as const)('%s: until it is moved', (name, state, more) => {
    const order = anOrderIn(state, { bayId: bay.id, promiseAt: null })
    const payload = { orderId: order.id, ...more } as Payload<typeof name>
    const next = orderAfter(name, payload, only(order))
    expect(next).toMatchObject({ state: 'stopped', bayId: bay.id, closedAt: null })
    const other = anOrderIn('waiting', { bayId: null })
    const into = { orderId: other.id, bayId: bay.id, was: { bayId: null } }
    expectRefusal('bay_occupied', 'moveCar', into, aScope({ orders: [next, other], bays: [bay] }))
    const moved = orderAfter('moveCar', { orderId: order.id, bayId: null, was: { bayId: bay.id } }, only(next))
    expect(moved).toMatchObject({ state: 'stopped', bayId: null })
    const outside = { ...order, bayId: null }
    expect(orderAfter(name, payload, only(outside)).closedAt).toBe(NOW)
  })
})
