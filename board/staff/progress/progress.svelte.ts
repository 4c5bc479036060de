/** Progress checks (B10): which are due, and the one being answered. */
import { createContext } from 'svelte'
import type { Order } from '#contract/entities/index.ts'
import type { Live } from '#kit/live.svelte.ts'
import type { Allowed } from '../allowed.svelte.ts'
import type { Answers } from '../answers.svelte.ts'
import { dueProgressChecks } from './progressChecks.ts'

/** `was` is the check as shown when the question was opened (S13). */
export interface Asked {
  orderId: string
  was: { answeredAt: number | null }
}

export const [useProgress, provideProgress] = createContext<Progress>()

export class Progress {
  readonly #live: Live<'staff'>
  readonly #allowed: Allowed
  readonly #answers: Answers
  /** The open question. */
  asked = $state.raw<Asked | null>(null)
  /** Cars with a progress check due, overdue ones first. */
  readonly due: readonly Order[] = $derived.by(() => dueProgressChecks(this.#live.of('order').values()))

  constructor(live: Live<'staff'>, allowed: Allowed, answers: Answers) {
    this.#live = live
    this.#allowed = allowed
    this.#answers = answers
  }

  /** The command that answers a check; null if this session never does. */
  get answer() {
    return this.#allowed.may('answerProgressCheck')
  }

  /** Whether the order's check can be answered now, or answered again. */
  canAsk(order: Order): boolean {
    return this.#allowed.forOrder('answerProgressCheck', order) !== null
  }

  /** Opens the question for an order as it is shown now. */
  ask({ id, progressCheck }: Order): void {
    this.#answers.putAway(id)
    this.asked = { orderId: id, was: { answeredAt: progressCheck?.answeredAt ?? null } }
  }

  close(): void {
    this.asked = null
  }
}
