/** Asks the workshop whether it knows this car or appointment. The answer contains nothing personal until the four digits match. */
import type { Refusal } from '#contract/errors.ts'
import type { Identified as Told, IdentifyQuestion } from '#contract/questions.ts'
import { IDENTIFY_WITHIN } from './settings.ts'
import type { Recognised } from './visit.ts'

/** 'unreachable' after a timeout; the visit continues without an answer. */
export type Identified = Recognised | Refusal | 'unreachable'

export async function identify(question: IdentifyQuestion): Promise<Identified> {
  try {
    const response = await fetch('/api/kiosk/identify', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-pitboard-view': 'kiosk' },
      body: JSON.stringify(question),
      signal: AbortSignal.timeout(IDENTIFY_WITHIN),
      cache: 'no-store',
    })
    const told = (await response.json()) as Told | Refusal
    if ('code' in told) return told
    if (!response.ok) return 'unreachable'
    return {
      known: told.known,
      appointment: told.appointment,
      confirmed: told.confirmed,
      model: told.vehicle?.model ?? null,
      name: told.vehicle?.name ?? null,
      appointmentAt: told.appointmentAt ?? null,
    }
  } catch {
    return 'unreachable'
  }
}
