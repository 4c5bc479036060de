/** Progress checks (B10): which are due, and the one being answered. Short work is asked about at its planned end (B10.2). */
import { createContext } from 'svelte'
import type { Calendar } from '#contract/calendar.ts'
import type { Operation, Order } from '#contract/entities/index.ts'
import { isDoneAsked, operationPercent } from '#contract/progress.ts'
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
  readonly #workshop: { readonly calendar: Calendar }
  readonly #clock: { readonly now: number }
  /** The open question. */
  asked = $state.raw<Asked | null>(null)
  /** Cars with a progress check due, overdue ones first. */
  readonly due: readonly Order[] = $derived.by(() => dueProgressChecks(this.#live.of('order').values()))

  constructor(
    live: Live<'staff'>,
    allowed: Allowed,
    answers: Answers,
    workshop: { readonly calendar: Calendar },
    clock: { readonly now: number },
  ) {
    this.#live = live
    this.#allowed = allowed
    this.#answers = answers
    this.#workshop = workshop
    this.#clock = clock
  }

  /** The command that answers a check; null if this session never does. */
  get answer() {
    return this.#allowed.may('answerProgressCheck')
  }

  /** Whether the order's check can be answered now, or answered again. */
  canAsk(order: Order): boolean {
    return this.#allowed.forOrder('answerProgressCheck', order) !== null
  }

  /** B10.2: whether to ask "Done?" about an operation. */
  asksDone(order: Order, operation: Operation): boolean {
    const isAsked = isDoneAsked(order, operation, this.#workshop.calendar, this.#clock.now)
    return isAsked && this.#allowed.may('reportProgress') !== null
  }

  /** The percentage of an operation that is done by now, in whole steps. */
  percentDone(operation: Operation): number {
    return Math.floor(operationPercent(operation, this.#workshop.calendar, this.#clock.now))
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
