/** C9: the bays of the workshop are added, changed and removed. */
import { describe, expect, it } from 'vitest'
import {
  aBay,
  aDoneOperation,
  anAlert,
  anOperation,
  anOrderIn,
  aPerson,
  aScope,
  aWorkingOperation,
  aWorkshop,
  NOW,
  staff,
  uuid,
} from '../support/factories.ts'
import { simulate } from '#server/domain/planner/simulate.ts'
import { MemoryServer } from '../support/memoryServer.ts'
import { accepted, decide, expectRefusal } from './decide.ts'

const bay = aBay({ number: 3, name: 'By the gate', uses: ['lift', 'electrical'] })
const place = { column: 4, row: 2 }
const retired = aBay({ number: 9, retiredAt: NOW })

describe('a bay is added', () => {
  const details = { number: 9, name: null, uses: ['wash' as const], place }

  it('in service, with what is known of it', () => {
    const { put, answer } = accepted('addBay', details, aScope({ bays: [bay] }))
    expect(put.bay).toEqual([{ ...aBay(), id: answer.bayId, ...details }])
  })

  it('under a number that no other bay has; that of a removed one is free again', () => {
    expectRefusal('duplicate_number', 'addBay', { ...details, number: 3 }, aScope({ bays: [bay] }))
    expect(accepted('addBay', details, aScope({ bays: [retired] })).put.bay).toHaveLength(1)
  })
})

describe('a bay is changed', () => {
  const scope = () => aScope({ bays: [bay, aBay({ number: 4 }), retired] })
  const change = (to: object, was: object, bayId = bay.id) => ({ bayId, to, was })

  it('in the fields that are given, and the journal names those', () => {
    const { put, facts } = accepted('changeBay', change({ number: 5, place }, { number: 3, place: null }), scope())
    expect(put.bay).toEqual([{ ...bay, number: 5, place }])
    expect(facts).toEqual([{ name: 'bayChanged', bayId: bay.id, fields: ['number', 'place'] }])
  })

  it('S13 by two managers at once: in different fields both, in the same field the second is refused', () => {
    expect(accepted('changeBay', change({ name: null }, { name: 'By the gate' }), scope()).put.bay).toHaveLength(1)
    const refused = decide('changeBay', change({ uses: ['wash'] }, { uses: ['lift'] }), scope())
    expect(refused).toEqual({ ok: false, code: 'changed_meanwhile', now: { bay: [bay] } })
  })

  it('not to nothing, not to another bay’s number, and not once it is removed', () => {
    expectRefusal('nothing_to_change', 'changeBay', change({ number: 3 }, { number: 3 }), scope())
    expectRefusal('duplicate_number', 'changeBay', change({ number: 4 }, { number: 3 }), scope())
    expectRefusal('bay_not_found', 'changeBay', change({ number: 5 }, { number: 9 }, retired.id), scope())
  })

  it('C2 and forecasts follow what it is for, at once, with a car in it too', () => {
    const order = anOrderIn('waiting', { operations: [anOperation({ bayKind: 'paint' })] })
    const plan = (uses: ('lift' | 'paint')[]) =>
      simulate({ workshop: aWorkshop(), bays: [aBay({ uses })], persons: [aPerson()], orders: [order], now: NOW })
    expect(plan(['lift']).get(order.id)!.reason).toBe('no_bay')
    expect(plan(['lift', 'paint']).get(order.id)!.reason).toBeNull()
    const forecastAfter = (to: object, was: object) => {
      const working = anOrderIn('working', { bayId: bay.id, operations: [aWorkingOperation({ bayId: bay.id })] })
      return accepted('changeBay', change(to, was), aScope({ bays: [bay], orders: [working] })).counters?.reforecastAt
    }
    expect(forecastAfter({ uses: ['lift'] }, { uses: bay.uses })).not.toBeNull()
    expect(forecastAfter({ place }, { place: null })).toBeNull()
  })
})

describe('a bay is removed', () => {
  const payload = { bayId: bay.id }

  it('and stays in the records, without its alert', () => {
    const out = { ...bay, outOfService: { reason: 'Oil', since: NOW, until: null } }
    const alert = anAlert({ cause: 'bay_out_of_service', severity: 'warning', bayId: bay.id })
    const left = anOrderIn('working', { operations: [aDoneOperation({ bayId: bay.id }), anOperation()] })
    const server = new MemoryServer(aScope({ bays: [out], alerts: [alert], orders: [left] }))
    const decision = server.execute('removeBay', payload, staff())
    expect(decision).toMatchObject({ put: { bay: [{ ...bay, retiredAt: NOW }], alert: [{ closedAt: NOW }] } })
    for (const name of ['removeBay', 'returnBayToService'] as const)
      expect(server.execute(name, payload, staff())).toMatchObject({ code: 'bay_not_found' })
    const move = { orderId: left.id, bayId: bay.id, was: { bayId: null } }
    expect(server.execute('moveCar', move, staff())).toMatchObject({ code: 'bay_not_found' })
  })

  it('unless a car stands in it, or work is planned for it', () => {
    const stands = anOrderIn('ready', { bayId: bay.id })
    const planned = anOrderIn('waiting', { operations: [anOperation({ bayId: bay.id })] })
    const scope = aScope({ bays: [bay], orders: [stands, planned, anOrderIn('working')] })
    expect(decide('removeBay', payload, scope)).toEqual({
      ...{ ok: false, code: 'bay_in_use' },
      now: { order: [stands, planned] },
    })
    expectRefusal('bay_not_found', 'removeBay', { bayId: uuid() }, scope)
  })
})
