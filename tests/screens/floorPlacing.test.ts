import { describe, expect, it } from 'vitest'
import { keepSame, placesOf, currentOperation } from '../../board/staff/placing.ts'
import type { Order } from '#contract/entities/index.ts'
import { orderStates } from '#contract/values.ts'
import {
  HOUR,
  MINUTE,
  NOW,
  aBay,
  anArrival,
  anOperation,
  anOrder,
  aPausedOperation,
  aProposedOperation,
  aWorkingOperation,
} from '../support/factories.ts'

const bay = aBay()

describe('where the floor shows a car', () => {
  it('shows a live order in exactly one list, a closed one in none', () => {
    for (const state of orderStates) {
      const places = placesOf([bay], [anOrder({ state, bayId: null })], [], NOW)
      const shown = [
        places.queue,
        places.estimate,
        places.answer,
        places.finishing,
        places.handover,
        places.booked,
      ].flat()
      expect(shown.length, state).toBe(['left', 'declined', 'cancelled'].includes(state) ? 0 : 1)
    }
  })

  it('C5, C7 a check or a wash planned in another bay is next there, one in the car’s own bay is not', () => {
    const other = aBay()
    const plan = (bayId: string, start: number) => ({ bayId, technicianId: null, start, end: start + HOUR })
    const toCheck = anOrder({ state: 'checking', bayId: other.id, checkPlan: plan(bay.id, NOW + HOUR) })
    const toWash = anOrder({ state: 'washing', bayId: null, washPlan: plan(bay.id, NOW) })
    const inPlace = anOrder({ state: 'checking', bayId: bay.id, checkPlan: plan(bay.id, NOW) })
    const [place] = placesOf([bay], [toCheck, toWash, inPlace], [], NOW).bays
    expect(place!.finishing.map(({ order, step }) => [order, step])).toEqual([
      [toWash, 'wash'],
      [toCheck, 'check'],
    ])
  })

  it('B1.2 serves appointments on time before walk-ins, and others in the order they came', () => {
    const came = (arrivedAt: number, appointmentAt: number | null = null) =>
      anOrder({ state: 'arrived', arrivedAt, appointmentAt })
    const [first, early, second, late, onTime] = [
      came(NOW),
      came(NOW + MINUTE, NOW + 2 * HOUR),
      came(NOW + 2 * MINUTE),
      came(NOW + 3 * MINUTE, NOW - 20 * MINUTE),
      came(NOW + 4 * MINUTE, NOW),
    ]
    expect(placesOf([], [late, second, onTime, early, first], [], NOW).estimate).toEqual([
      onTime,
      first,
      early,
      second,
      late,
    ])
  })

  it('B1.2 lists all who wait at the door as they are served, with a car or without, and those taken after them', () => {
    const came = (minute: number, over: Partial<Order> = {}) => {
      const order = anOrder({ state: 'arrived', arrivedAt: NOW + minute * MINUTE, ...over })
      return { order, arrival: anArrival({ orderId: order.id, at: NOW + minute * MINUTE, takenAt: null }) }
    }
    const [walkIn, onTime] = [came(0), came(4, { appointmentAt: NOW })]
    const inDiagnosis = came(1)
    const taken = { ...inDiagnosis, arrival: { ...inDiagnosis.arrival, takenAt: NOW + 2 * MINUTE } }
    const asks = anArrival({ at: NOW + 3 * MINUTE })
    const answered = anArrival({ at: NOW - 9 * MINUTE, takenAt: NOW })
    const over = anArrival({ at: NOW, closedAt: NOW })
    const { door, estimate, arrivals } = placesOf(
      [],
      [walkIn, taken, onTime].map(({ order }) => order),
      [answered, asks, over, onTime.arrival, taken.arrival, walkIn.arrival],
      NOW + 5 * MINUTE,
    )
    expect(door).toEqual([onTime, walkIn, { arrival: asks, order: null }, { arrival: answered, order: null }])
    expect(estimate).toEqual([taken.order])
    expect(arrivals.get(taken.order.id)).toEqual(taken.arrival)
  })

  it('B9 lists a car whose customer is to be asked once, besides its place, the longest found first', () => {
    const found = (minutesAgo: number) => aProposedOperation({ foundAt: NOW - minutesAgo * MINUTE, askedAt: null })
    const [first, second] = [anOrder({ operations: [found(3), found(9)] }), anOrder({ operations: [found(5)] })]
    const asked = anOrder({ operations: [aProposedOperation()] })
    expect(placesOf([], [asked, second, first], [], NOW).toAsk).toEqual([
      { order: first, since: NOW - 9 * MINUTE },
      { order: second, since: NOW - 5 * MINUTE },
    ])
  })

  it('shows a car in its bay, and not in the queue as well', () => {
    const order = anOrder({ state: 'working', bayId: bay.id, operations: [aWorkingOperation({ bayId: bay.id })] })
    const places = placesOf([bay], [order], [], NOW)
    expect(places.bays[0]?.inside).toBe(order)
    expect(places.queue).toEqual([])
  })

  it('keeps a car with an unknown bay in the queue, so that it is not lost', () => {
    const order = anOrder({ state: 'waiting', bayId: aBay().id })
    expect(placesOf([bay], [order], [], NOW).queue).toEqual([order])
  })

  it('lists planned work as next in its bay while the car is elsewhere', () => {
    const operation = anOperation({ bayId: bay.id })
    const order = anOrder({ state: 'waiting', operations: [operation] })
    expect(placesOf([bay], [order], [], NOW).bays[0]?.next).toEqual([{ order, operation }])
  })

  it('keeps the same objects for places that have not changed', () => {
    const order = anOrder({ state: 'waiting', operations: [anOperation({ bayId: bay.id })] })
    const before = placesOf([bay, aBay({ number: 2 })], [order], [], NOW).bays
    const bays = before.map((place) => place.bay)
    const same = keepSame(before, placesOf(bays, [order], [], NOW).bays)
    expect(same.every((place, i) => place === before[i])).toBe(true)
    const moved = { ...order, bayId: bays[1]!.id }
    const changed = keepSame(before, placesOf(bays, [moved], [], NOW).bays)
    expect(changed[1]?.inside).toBe(moved)
    expect(changed[1]).not.toBe(before[1])
  })
})

describe('the current operation of a card', () => {
  it('is the one in progress, else one paused here, else one planned here, else none', () => {
    const planned = anOperation({ bayId: bay.id })
    const paused = aPausedOperation({ bayId: bay.id })
    const working = aWorkingOperation({ bayId: bay.id })
    expect(currentOperation(anOrder({ bayId: bay.id, operations: [planned, paused, working] }))).toBe(working)
    expect(currentOperation(anOrder({ bayId: bay.id, operations: [planned, paused] }))).toBe(paused)
    expect(currentOperation(anOrder({ bayId: bay.id, operations: [anOperation(), planned] }))).toBe(planned)
    expect(currentOperation(anOrder({ operations: [anOperation({ state: 'done' })] }))).toBeNull()
  })
})
