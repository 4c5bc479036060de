/** What the lobby and the kiosk are told of people and cars (B1.2). */
import { describe, expect, it } from 'vitest'
import { kioskPresenters } from '#server/audience/kiosk.ts'
import { lobbyPresenters } from '#server/audience/lobby.ts'
import type { Lookup } from '#server/audience/presenter.ts'
import { anArrival, anOperation, anOrder, aWorkshop, MINUTE, NOW } from '../support/factories.ts'

const lookup: Lookup = { workshop: aWorkshop(), bays: new Map() }
const stageOf = (over: Parameters<typeof anOrder>[0]) => lobbyPresenters.order(anOrder(over), lookup)?.stage ?? null
const asked = [anOperation({ state: 'proposed', foundAt: NOW + 5 * MINUTE })]

describe('B1.2 the lobby', () => {
  it('calls a ticket to a desk until the desk is done, and nobody whom it has not called', () => {
    const called = anArrival({
      ticket: 'A017',
      takenAt: NOW,
      desk: 2,
      calledAt: NOW,
      words: 'It squeals',
      plate: '沪A7K382',
    })
    expect(lobbyPresenters.arrival(called, lookup)).toEqual({ id: called.id, ticket: 'A017', desk: 2, calledAt: NOW })
    expect(lobbyPresenters.arrival({ ...called, closedAt: NOW }, lookup)).toBeNull()
    expect(lobbyPresenters.arrival(anArrival(), lookup)).toBeNull()
    expect(lobbyPresenters.arrival(anArrival({ takenAt: NOW }), lookup)).toBeNull()
  })

  it('says of a customer who has just come that they wait, not that their car is in progress', () => {
    expect(stageOf({ state: 'arrived' })).toBe('waiting')
    expect(stageOf({ state: 'diagnosing' })).toBe('in_progress')
  })

  it('C9 does not show a car that is with its customer', () =>
    expect(stageOf({ state: 'paused', homeSince: NOW })).toBeNull())

  it('asks only customers in the house to the desk', () => {
    expect(stageOf({ state: 'quoted', waits: true })).toBe('see_desk')
    expect(stageOf({ state: 'quoted', waits: false })).toBeNull()
    expect(stageOf({ state: 'stopped', waits: true })).toBe('see_desk')
    expect(stageOf({ state: 'stopped', waits: false })).toBeNull()
    expect(stageOf({ state: 'working', waits: true, operations: asked })).toBe('see_desk')
    expect(stageOf({ state: 'working', waits: false, operations: asked })).toBe('in_progress')
  })

  it('B11.2 calls nobody to a car that is still being prepared', () => {
    const ready = { state: 'ready', readyAt: NOW } as const
    expect(stageOf({ ...ready, preparedAt: null, informed: null })).toBe('in_progress')
    expect(stageOf({ ...ready, preparedAt: NOW })).toBe('ready')
    expect(stageOf({ ...ready, preparedAt: null, informed: { kind: 'ready', at: NOW, readyAt: NOW } })).toBe('ready')
  })

  it('S14 says since when a customer is called to the car: not anew when it is prepared after a person has called', () => {
    const sinceOf = (informedAt: number | null) => {
      const informed = informedAt === null ? null : ({ kind: 'ready', at: informedAt, readyAt: NOW } as const)
      return lobbyPresenters.order(
        anOrder({ state: 'ready', readyAt: NOW, preparedAt: NOW + 9 * MINUTE, informed }),
        lookup,
      )!.since
    }
    expect(sinceOf(null)).toBe(NOW + 9 * MINUTE)
    expect(sinceOf(NOW + 10 * MINUTE)).toBe(NOW + 9 * MINUTE)
    expect(sinceOf(NOW + 5 * MINUTE)).toBe(NOW + 5 * MINUTE)
  })

  it('sorts who is asked about additional work by when it was found, not by the estimate', () => {
    const order = anOrder({ state: 'working', waits: true, quotedAt: NOW - 60 * MINUTE, operations: asked })
    expect(lobbyPresenters.order(order, lookup)?.since).toBe(NOW + 5 * MINUTE)
  })
})

it('B1.2 the kiosk learns of its own calls only whether they have been taken', () => {
  const call = anArrival({ from: 'kiosk', words: 'Please come', plate: '沪A7K382', takenAt: NOW })
  expect(kioskPresenters.arrival(call, lookup)).toEqual({ id: call.id, takenAt: NOW })
  expect(kioskPresenters.arrival({ ...call, closedAt: NOW }, lookup)).toBeNull()
  expect(kioskPresenters.arrival({ ...call, from: 'desk' }, lookup)).toBeNull()
})
