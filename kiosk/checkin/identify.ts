/** Asks the workshop whether it knows this car or appointment. The answer contains nothing personal until the four digits match. */
import type { Refusal } from '#contract/errors.ts'
import type { Identified as Answer, IdentifyQuestion } from '#contract/questions.ts'
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
    const answer = (await response.json()) as Answer | Refusal
    if ('code' in answer) return answer
    if (!response.ok) return 'unreachable'
    return {
      known: answer.known,
      appointment: answer.appointment,
      confirmed: answer.confirmed,
      model: answer.vehicle?.model ?? null,
      name: answer.vehicle?.name ?? null,
      appointmentAt: answer.appointmentAt ?? null,
    }
  } catch {
    return 'unreachable'
  }
}
