import { describe, expect, it } from 'vitest'
import type { Payload } from '#contract/commands/index.ts'
import type { Actor } from '#server/domain/rule.ts'
import type { Order } from '#contract/entities/index.ts'
import {
  aBay,
  aProgressCheck,
  aDoneOperation,
  anAlert,
  anArrival,
  anOperation,
  aNotice,
  anOrderIn,
  aSuggestion,
  aPerson,
  aPriceItem,
  aProposedOperation,
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
import { accepted, expectRefusal } from './decide.ts'

const admin: { actor: Actor } = { actor: { device: 'admin', personId: null } }

describe('a bay out of service', () => {
  const bay = aBay()

  it('pauses the work in it at its percent, with the bay as the reason; other work goes on', () => {
    const inIt = anOrderIn('working', {
      operations: [aWorkingOperation({ bayId: bay.id, percentAt: NOW - 30 * MINUTE })],
    })
    const waiting = anOrderIn('waiting', { bayId: bay.id })
    const scope = aScope({ bays: [bay], orders: [inIt, waiting] })
    const payload = { bayId: bay.id, reason: 'oil', until: NOW + HOUR }
    const { put, facts } = accepted('takeBayOutOfService', payload, scope)
    const outOfService = { reason: 'oil', since: NOW, until: NOW + HOUR }
    // It is reviewed again when the alert is due to escalate.
    expect(put.bay).toEqual([{ ...bay, outOfService, reviewAt: NOW + 15 * MINUTE }])
    expect(put.order).toHaveLength(1)
    expect(put.order![0]).toMatchObject({ id: inIt.id, state: 'paused', pauseReason: 'bay', bayId: bay.id })
    expect(put.order![0]!.operations[0]).toMatchObject({ state: 'paused', percent: 50, pauseReason: 'bay' })
    expect(facts.map(({ name }) => name)).toEqual(['bayTakenOutOfService', 'operationPaused', 'alertOpened'])
  })

  it('refuses an unchanged state, an unknown bay and an end in the past', () => {
    const payload = { bayId: bay.id, reason: 'oil', until: null }
    const out = { ...bay, outOfService: { reason: 'oil', since: NOW, until: null } }
    expectRefusal('already_out_of_service', 'takeBayOutOfService', payload, aScope({ bays: [out] }))
    expectRefusal('bay_not_found', 'takeBayOutOfService', payload, aScope())
    expectRefusal('time_in_past', 'takeBayOutOfService', { ...payload, until: NOW }, aScope({ bays: [bay] }))
    expect(accepted('returnBayToService', { bayId: bay.id }, aScope({ bays: [out] })).put.bay).toEqual([bay])
    expectRefusal('not_out_of_service', 'returnBayToService', { bayId: bay.id }, aScope({ bays: [bay] }))
    expectRefusal('bay_not_found', 'returnBayToService', { bayId: bay.id }, aScope())
  })
})

describe('furnishWorkshop', () => {
  const { id: _item, ...item } = aPriceItem()
  const payload: Payload<'furnishWorkshop'> = {
    isExample: true,
    bays: [{ number: 1, name: null, uses: ['lift'] }],
    teams: [{ key: 'red', name: 'Red' }],
    persons: [{ name: 'Chen Wei', roles: ['technician'], team: 'red', skills: ['mechanical'] }],
    priceItems: [item],
  }

  it('gives every entity an id and people their team', () => {
    const { put } = accepted('furnishWorkshop', payload, aScope(), admin)
    expect(put.workshop![0]!.isExample).toBe(true)
    expect(put.bay![0]).toMatchObject({ number: 1, uses: ['lift'], outOfService: null })
    expect(put.person![0]).toEqual({
      id: put.person![0]!.id,
      name: 'Chen Wei',
      roles: ['technician'],
      teamId: put.team![0]!.id,
      skills: ['mechanical'],
      guided: [],
      desk: null,
      language: null,
      employedFrom: null,
      employedUntil: null,
      shift: null,
      otherWeek: null,
      leave: [],
      overtime: null,
    })
    expect(put.priceItem![0]).toMatchObject(item)
  })

  it('gives a team the leader who is in it', () => {
    const [member] = payload.persons
    const persons = [member!, { ...member!, name: 'Wang Qiang', roles: ['team_leader' as const] }]
    const { put } = accepted('furnishWorkshop', { ...payload, persons }, aScope(), admin)
    expect(put.team![0]!.leaderId).toBe(put.person![1]!.id)
  })

  it('refuses a number or code in use, an unknown team, and no change', () => {
    const twice = { ...payload, bays: [...payload.bays, ...payload.bays] }
    expectRefusal('duplicate_number', 'furnishWorkshop', twice, aScope(), admin)
    expectRefusal('duplicate_number', 'furnishWorkshop', payload, aScope({ bays: [aBay()] }), admin)
    expectRefusal('duplicate_number', 'furnishWorkshop', payload, aScope({ priceItems: [aPriceItem()] }), admin)
    expectRefusal('not_found', 'furnishWorkshop', { ...payload, teams: [] }, aScope(), admin)
    const nothing = { isExample: false, bays: [], teams: [], persons: [], priceItems: [] }
    expectRefusal('nothing_to_change', 'furnishWorkshop', nothing, aScope(), admin)
  })
})

describe('changeWorkshop', () => {
  const workshop = aWorkshop()
  const { id: _id, isExample: _example, ...asItIs } = workshop

  it('changes the fields that differ and names them', () => {
    const { put, facts } = accepted(
      'changeWorkshop',
      { ...asItIs, name: 'Dockside', timeZone: 'Europe/Berlin' },
      aScope({ workshop }),
      admin,
    )
    expect(put.workshop).toEqual([{ ...workshop, name: 'Dockside', timeZone: 'Europe/Berlin' }])
    expect(facts).toEqual([{ name: 'workshopChanged', fields: ['name', 'timeZone'] }])
  })

  it('refuses an unknown time zone, and no change', () => {
    expectRefusal(
      'bad_time_zone',
      'changeWorkshop',
      { ...asItIs, timeZone: 'Mars/Olympus' },
      aScope({ workshop }),
      admin,
    )
    expectRefusal('nothing_to_change', 'changeWorkshop', asItIs, aScope({ workshop }), admin)
  })
})

describe('clearExample', () => {
  it('removes all data of an example, and only of an example', () => {
    const order = anOrderIn('working')
    const given = {
      bays: [aBay()],
      persons: [aPerson()],
      priceItems: [aPriceItem()],
      arrivals: [anArrival()],
      orders: [order],
      vehicles: [aVehicle({ id: order.vehicleId })],
      teams: [{ id: uuid(), name: 'Red', leaderId: null }],
      notices: [aNotice({ orderId: order.id })],
      alerts: [anAlert({ orderId: order.id })],
      suggestions: [aSuggestion(order)],
    }
    const workshop = aWorkshop({ isExample: true })
    const { put, drop } = accepted('clearExample', {}, aScope({ ...given, workshop }), admin)
    expect(put).toEqual({ workshop: [{ ...workshop, isExample: false }] })
    const ids = (list: { id: string }[]) => list.map(({ id }) => id)
    expect(drop).toEqual({
      bay: ids(given.bays),
      person: ids(given.persons),
      standIn: [],
      priceItem: ids(given.priceItems),
      arrival: ids(given.arrivals),
      order: ids(given.orders),
      vehicle: ids(given.vehicles),
      team: ids(given.teams),
      notice: ids(given.notices),
      alert: ids(given.alerts),
      suggestion: ids(given.suggestions),
    })
    expectRefusal('nothing_to_change', 'clearExample', {}, aScope(given), admin)
  })
})

describe('importCars', () => {
  const car = { plate: '沪A7K382', model: null, name: 'Li Na', phone: '+8613800138000', language: 'zh-Hans' as const }

  it('adds and changes cars and leaves others alone; a second import changes nothing', () => {
    const cars = [car, { ...car, plate: '沪B00001' }, { ...car, plate: '沪B00001', model: 'Polo' }]
    const first = accepted('importCars', { cars }, aScope({ vehicles: [aVehicle()] }), admin)
    expect(first.answer).toEqual({ added: 1, changed: 1, same: 1 })
    expect(first.put.vehicle).toHaveLength(1)
    expect(first.put.vehicle![0]).toMatchObject({ plate: '沪B00001', model: 'Polo' })
    const second = accepted('importCars', { cars: cars.slice(2) }, aScope({ vehicles: first.put.vehicle! }), admin)
    expect(second).toMatchObject({ answer: { added: 0, changed: 0, same: 1 }, put: {} })
    expect(JSON.stringify(first.facts)).not.toMatch(/Li Na|138|沪/)
  })
})

describe('importAppointments', () => {
  const item = aPriceItem()
  const one = {
    plate: '沪A7K382',
    model: null,
    name: null,
    phone: null,
    language: 'en' as const,
    appointmentAt: NOW + DAY,
    words: '',
    itemCodes: [item.code],
  }

  it('books each once, with its operations and the known owner', () => {
    const given = {
      priceItems: [item],
      vehicles: [aVehicle()],
      counters: { orderNumber: 5, ticketDay: 0, ticketNumber: 0, reforecastAt: null },
    }
    const appointments = [one, one, { ...one, appointmentAt: NOW + 2 * DAY }]
    const first = accepted('importAppointments', { appointments }, aScope(given), admin)
    expect(first.answer).toEqual({ added: 2, same: 1 })
    expect(first.put.order!.map(({ number }) => number)).toEqual([6, 7])
    expect(first.put.order![0]).toMatchObject({ state: 'booked', code: 'CODE01', customer: { name: 'Li Na' } })
    expect(first.put.order![0]!.operations).toHaveLength(1)
    expect(first.counters!.orderNumber).toBe(7)
    const second = accepted(
      'importAppointments',
      { appointments },
      aScope({ ...given, orders: first.put.order! }),
      admin,
    )
    expect(second).toMatchObject({ answer: { added: 0, same: 3 }, put: {} })
  })

  it('refuses the whole list for an unknown code or a time in the past', () => {
    const scope = () => aScope({ priceItems: [item] })
    expectRefusal(
      'item_not_found',
      'importAppointments',
      { appointments: [one, { ...one, plate: '沪B00001', itemCodes: ['X'] }] },
      scope(),
      admin,
    )
    expectRefusal(
      'time_in_past',
      'importAppointments',
      { appointments: [{ ...one, appointmentAt: NOW }] },
      scope(),
      admin,
    )
  })
})

describe('AL recordForecasts', () => {
  const clock: { actor: Actor } = { actor: { device: 'clock', personId: null } }
  const forecasts = (...list: (readonly [Order, number])[]) => ({
    seq: 1,
    forecasts: list.map(([{ id: orderId }, forecastAt]) => ({
      ...{ orderId, forecastAt, safeForecastAt: forecastAt, unschedulable: null, work: [] },
    })),
  })
  const counters = { orderNumber: 0, ticketDay: 0, ticketNumber: 0, reforecastAt: NOW }
  const known = { forecastChangedAt: NOW - 2 * MINUTE, promiseAt: NOW + 8 * HOUR }

  it('puts only the orders whose forecast moved, and forecasts again in a minute', () => {
    const waiting = anOrderIn('waiting', { ...known, forecastAt: NOW + HOUR })
    const still = anOrderIn('waiting', { ...known, forecastAt: NOW + 2 * HOUR })
    const payload = forecasts([waiting, NOW + 3 * HOUR], [still, NOW + 2 * HOUR], [anOrderIn('left'), NOW + HOUR])
    const decision = accepted('recordForecasts', payload, aScope({ orders: [waiting, still], counters }), clock)
    expect(decision.put.order).toHaveLength(1)
    const updated = { id: waiting.id, forecastAt: NOW + 3 * HOUR, forecastChangedAt: NOW }
    expect(decision.put.order![0]).toMatchObject(updated)
    expect(decision.facts).toEqual([{ name: 'forecastsRecorded', orderIds: [waiting.id] }])
    expect(decision.counters).toEqual({ ...counters, reforecastAt: NOW + MINUTE })
  })

  it('forecasts again in a second if anything has changed while the forecasts were worked out', () => {
    const scope = aScope({ orders: [anOrderIn('waiting', known)], counters })
    const decided = (seq: number) => accepted('recordForecasts', forecasts(), scope, { ...clock, seq })
    expect(decided(1).counters!.reforecastAt).toBe(NOW + MINUTE)
    expect(decided(2).counters!.reforecastAt).toBe(NOW + 1000)
  })

  it('never forecasts an order earlier than its own work can be done, nor against the floor’s report', () => {
    const early = anOrderIn('waiting', { ...known, forecastAt: NOW + 2 * HOUR })
    const word = anOrderIn('working', {
      ...{ ...known, forecastAt: NOW + 4 * HOUR },
      progressCheck: aProgressCheck({ answer: 'later', finishAt: NOW + 4 * HOUR }),
    })
    const payload = forecasts([early, NOW + 1], [word, NOW + 2 * HOUR])
    const { put } = accepted('recordForecasts', payload, aScope({ orders: [early, word], counters }), clock)
    expect(put.order).toHaveLength(1)
    expect(put.order![0]).toMatchObject({ id: early.id, forecastAt: NOW + HOUR, forecastChangedAt: NOW })
  })

  it('updates an order at most once a minute, unless it turns late or back on track', () => {
    const recent = anOrderIn('waiting', { ...known, forecastAt: NOW + 2 * HOUR, forecastChangedAt: NOW - 30_000 })
    const scope = () => aScope({ orders: [recent], counters })
    expect(accepted('recordForecasts', forecasts([recent, NOW + 3 * HOUR]), scope(), clock).put).toEqual({})
    const late = accepted('recordForecasts', forecasts([recent, NOW + 9 * HOUR]), scope(), clock)
    expect(late.put.order).toHaveLength(1)
  })

  describe('the day plan', () => {
    const bays = [uuid(), uuid()]
    const [lift, other] = bays as [string, string]
    const piece = (from: number, bayId = lift) => ({
      ...{ bayId, technicianId: lift, start: NOW + from * MINUTE, end: NOW + (from + 60) * MINUTE },
    })
    const unchanged = { ...known, forecastAt: NOW + 3 * HOUR }
    const decisionOn = (order: Order, ...work: ({ operationId: string } & ReturnType<typeof piece>)[]) => {
      const payload = {
        seq: 1,
        forecasts: [{ orderId: order.id, forecastAt: NOW + 3 * HOUR, safeForecastAt: null, unschedulable: null, work }],
      }
      return accepted('recordForecasts', payload, aScope({ orders: [order], counters }), clock)
    }
    const plansAfter = (decision: ReturnType<typeof decisionOn>) =>
      decision.put.order?.[0]!.operations.map(({ plan }) => plan)

    it('is stored on the operations; one that the plan leaves out loses its place', () => {
      const [one, two] = [anOperation(), anOperation({ plan: piece(0) })]
      const decision = decisionOn(anOrderIn('waiting', { ...unchanged, operations: [one, two] }), {
        operationId: one.id,
        ...piece(10),
      })
      expect(plansAfter(decision)).toEqual([piece(10), null])
      expect(decision.put.order![0]).toMatchObject({ forecastAt: unchanged.forecastAt, forecastChangedAt: NOW })
      expect(decision.facts).toHaveLength(1)
    })

    it('is sent when work moves by five minutes, to another bay or technician, and not for less', () => {
      const one = anOperation({ plan: piece(10) })
      const order = anOrderIn('waiting', { ...unchanged, operations: [one] })
      const moved = (to: ReturnType<typeof piece>) => plansAfter(decisionOn(order, { operationId: one.id, ...to }))
      for (const minutes of [6, 10, 14]) expect(moved(piece(minutes))).toBeUndefined()
      for (const to of [piece(5), piece(15), piece(10, other), { ...piece(10), technicianId: other }])
        expect(moved(to)).toEqual([to])
      expect(moved({ ...piece(10), end: NOW + 75 * MINUTE })).toHaveLength(1)
    })

    it('has no place for work that is done, declined or not agreed, whatever the planner sends', () => {
      const operations = [
        ...[aDoneOperation({ plan: piece(0) }), anOperation({ state: 'cancelled' }), aProposedOperation()],
        anOperation(),
      ]
      const work = operations.map(({ id: operationId }) => ({ operationId, ...piece(10) }))
      const decision = decisionOn(anOrderIn('waiting', { ...unchanged, operations }), ...work)
      expect(plansAfter(decision)).toEqual([null, null, null, piece(10)])
    })

    it('is sent within the minute, too, if work changes place or moves by ten minutes; the forecast waits', () => {
      const recent = { ...unchanged, forecastAt: NOW + 2 * HOUR, forecastChangedAt: NOW - 10_000 }
      const moved = (to: ReturnType<typeof piece>, before: ReturnType<typeof piece> | null = piece(10)) => {
        const one = anOperation({ plan: before })
        return decisionOn(anOrderIn('waiting', { ...recent, operations: [one] }), { operationId: one.id, ...to })
      }
      expect(plansAfter(moved(piece(10, other)))).toEqual([piece(10, other)])
      expect(plansAfter(moved({ ...piece(10), technicianId: other }))).toHaveLength(1)
      expect(plansAfter(moved(piece(20)))).toEqual([piece(20)])
      expect(plansAfter(moved(piece(20), null))).toEqual([piece(20)])
      expect(plansAfter(moved(piece(19)))).toBeUndefined()
      const { forecastAt, forecastChangedAt } = moved(piece(20)).put.order![0]!
      expect({ forecastAt, forecastChangedAt }).toEqual({
        forecastAt: recent.forecastAt,
        forecastChangedAt: recent.forecastChangedAt,
      })
    })
  })

  it('loses work that is done, and all work when the car is ready', () => {
    const plan = { bayId: uuid(), technicianId: uuid(), start: NOW, end: NOW + HOUR }
    const [done, next] = [aWorkingOperation({ plan }), anOperation({ plan })]
    const order = anOrderIn('working', { operations: [done, next] })
    const finish = accepted('finishOperation', { orderId: order.id, operationId: done.id }, aScope({ orders: [order] }))
    expect(finish.put.order![0]!.operations.map((one) => one.plan)).toEqual([null, plan])
    const old = anOrderIn('waiting', { operations: [anOperation({ plan })] })
    const gone = accepted('cancelOrder', { orderId: old.id, reason: 'customer' }, aScope({ orders: [old] }))
    expect(gone.put.order![0]!.operations.map((one) => one.plan)).toEqual([null])
  })

  it('schedules no forecast when there is nothing to forecast', () => {
    const scope = (reforecastAt: number | null) =>
      aScope({ orders: [anOrderIn('ready')], counters: { ...counters, reforecastAt } })
    expect(accepted('recordForecasts', forecasts(), scope(NOW), clock).counters?.reforecastAt).toBeNull()
    expectRefusal('nothing_to_change', 'recordForecasts', forecasts(), scope(null), clock)
  })
})
