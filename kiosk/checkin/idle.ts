/** When an untouched kiosk asks, and when it wipes the visit. Pure; times are real milliseconds since the last touch. */
import { SENDING_STAYS, TICKET_STAYS, WARN_AFTER, WIPE_AFTER_WARNING } from './settings.ts'

export type Watch =
  /** A visit is in progress. */
  | 'visit'
  /** The ticket is shown: there is nothing to lose, so it does not ask. */
  | 'ticket'
  /** A check-in is being sent and may wait for the network. */
  | 'sending'
  /** The first page: only larger type or a lowered screen to reset. */
  | 'start'

export interface Quiet {
  stage: 'active' | 'warning' | 'over'
  /** Whole seconds until everything is wiped. */
  secondsLeft: number
}

const wipeAfter: Record<Watch, number> = {
  visit: WARN_AFTER + WIPE_AFTER_WARNING,
  start: WARN_AFTER + WIPE_AFTER_WARNING,
  ticket: TICKET_STAYS,
  sending: SENDING_STAYS,
}

export function quietFor(watch: Watch, milliseconds: number): Quiet {
  const left = Math.max(0, wipeAfter[watch] - milliseconds)
  const secondsLeft = Math.ceil(left / 1000)
  if (left === 0) return { stage: 'over', secondsLeft: 0 }
  return { stage: watch === 'visit' && milliseconds >= WARN_AFTER ? 'warning' : 'active', secondsLeft }
}
