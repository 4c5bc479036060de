/** The question how a repair gets on (B10): which cars it is asked about, and the one that is being answered. */
import { createContext } from 'svelte'
import type { Order } from '#contract/entities/index.ts'
import type { Live } from '#kit/live.svelte.ts'
import type { Answers } from '../answers.svelte.ts'
import { dueCheckIns } from './checkIns.ts'

/** `was` is what the screen showed when the question was opened (S13). */
export interface Asked {
  orderId: string
  was: { answeredAt: number | null }
}

export const [useProgress, provideProgress] = createContext<Progress>()

export class Progress {
  readonly #live: Live<'staff'>
  readonly #answers: Answers
  /** The question that lies open. */
  asked = $state.raw<Asked | null>(null)
  /** Cars to be asked about now, the overdue first. */
  readonly due: readonly Order[] = $derived.by(() => dueCheckIns(this.#live.of('order').values()))

  constructor(live: Live<'staff'>, answers: Answers) {
    this.#live = live
    this.#answers = answers
  }

  /** Opens the question about an order as it is shown now. */
  ask({ id, checkIn }: Order): void {
    this.#answers.putAway(id)
    this.asked = { orderId: id, was: { answeredAt: checkIn?.answeredAt ?? null } }
  }

  close(): void {
    this.asked = null
  }
}
