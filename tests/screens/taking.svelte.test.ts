/** One touch takes a person at the door: at this browser's desk, or at the kiosk (B1.2). */
import { expect, it, vi } from 'vitest'
import type { Arrival } from '#contract/entities/index.ts'
import type { Live } from '#kit/live.svelte.ts'
import { Taking } from '#staff/taking.svelte.ts'
import { anArrival } from '../support/factories.ts'

function desk(arrival: Arrival) {
  const send = vi.fn()
  const live = { of: () => new Map([[arrival.id, arrival]]) }
  return { send, taking: new Taking(live as unknown as Live<'staff'>, () => true, send) }
}

it('B1.2 the first call to a desk asks for its number, which is remembered', () => {
  const arrival = anArrival({ purpose: 'enquiry' })
  const { send, taking } = desk(arrival)
  taking.take(arrival.id)
  expect(taking.asked).toEqual({ arrivalId: arrival.id })
  taking.choose(2)
  taking.take(arrival.id)
  expect(send.mock.calls).toEqual([
    [arrival.id, 2],
    [arrival.id, 2],
  ])
})

it('B1.2 the adviser goes to a customer at the kiosk, so no desk is asked for', () => {
  const arrival = anArrival({ purpose: 'help' })
  const { send, taking } = desk(arrival)
  taking.take(arrival.id)
  expect(taking.asked).toBeNull()
  expect(send.mock.calls).toEqual([[arrival.id, null]])
})
