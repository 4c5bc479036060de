/** When a kiosk that nobody touches asks, and when it forgets. Pure; times are real milliseconds since the last touch. */
import { SENDING_STAYS, TICKET_STAYS, WARN_AFTER, WIPE_AFTER_WARNING } from './settings.ts'

export type Watch =
  /** Somebody's visit is on the screen. */
  | 'visit'
  /** The ticket is shown: nothing left to lose, so no question. */
  | 'ticket'
  /** A check-in is on its way: it may wait for the network. */
  | 'sending'
  /** The first page: nothing but larger type or a lowered screen to forget. */
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
