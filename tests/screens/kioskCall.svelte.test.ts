/** The kiosk says that help is coming only once an adviser has taken its call (B1.2). */
import { expect, it, vi } from 'vitest'
import type { Live } from '#kit/live.svelte.ts'
import { AdviserCall } from '../../kiosk/checkin/adviserCall.svelte.ts'

/** A kiosk whose server accepts every command. */
function kiosk(answer: object = { ok: true, seq: 1, answer: { arrivalId: 'a', ticket: 'A017' } }) {
  let arrivals = $state.raw<ReadonlyMap<string, { id: string; takenAt: number | null }>>(new Map())
  const send = vi.fn(() => Promise.resolve(answer))
  const live = { of: () => arrivals, send }
  const call = new AdviserCall(live as unknown as Live<'kiosk'>)
  return {
    ...{ call, send },
    holds: (...list: { id: string; takenAt: number | null }[]) =>
      (arrivals = new Map(list.map((one) => [one.id, one]))),
  }
}

it('B1.2 help is on the way only when the kiosk’s own call has been taken', async () => {
  const { call, holds, send } = kiosk()
  call.ask()
  await call.send(null, 'en')
  expect(send).toHaveBeenCalledWith('recordArrival', { purpose: 'help', plate: null, language: 'en', words: '' })
  expect(call.state).toBe('told')
  holds({ id: 'a', takenAt: null }, { id: 'another', takenAt: 1 })
  expect(call.state).toBe('told')
  holds({ id: 'a', takenAt: 1 })
  expect(call.state).toBe('coming')
  holds()
  expect(call.state, 'answered: the customer may call again').toBe('none')
})

it('a call that fails says so, and the next customer starts anew', async () => {
  const { call } = kiosk({ ok: false, code: 'not_allowed' })
  await call.send(null, 'en')
  expect(call.state).toBe('failed')
  call.forget()
  expect(call.state).toBe('none')
})
