/** Notices to customers in the staff view: those of an order, and those that need a person (B11). */
import { createContext } from 'svelte'
import type { Notice } from '#contract/entities/index.ts'
import type { Live } from '#kit/live.svelte.ts'
import { inCallOrder } from './callOrder.ts'
import type { Allowed } from './allowed.svelte.ts'

const oldestFirst = (a: Notice, b: Notice) => a.at - b.at || (a.id < b.id ? -1 : 1)

export const [useNotices, provideNotices] = createContext<Notices>()

export class Notices {
  readonly #live: Live<'staff'>
  readonly #allowed: Allowed
  readonly #all = $derived.by(() => this.#live.of('notice'))
  /** Customers to phone and delay notices to approve, the most urgent first. */
  readonly calls: readonly Notice[] = $derived.by(() =>
    inCallOrder(
      [...this.#all.values()].filter(({ state }) => state === 'phone' || state === 'asking'),
      this.#live.of('order'),
    ),
  )

  constructor(live: Live<'staff'>, allowed: Allowed) {
    this.#live = live
    this.#allowed = allowed
  }

  get(id: string | null): Notice | undefined {
    return id === null ? undefined : this.#all.get(id)
  }

  /** What a person of this session has to do about a notice: phone, or approve it; null: nothing. */
  todo(notice: Notice): 'phone' | 'asking' | null {
    if (this.#allowed.forNotice('recordCall', notice)) return 'phone'
    return notice.state === 'asking' && this.#allowed.may('sendNotice') ? 'asking' : null
  }

  /** An order's notices, sent or planned, oldest first. */
  of(orderId: string): Notice[] {
    return [...this.#all.values()].filter((one) => one.orderId === orderId).sort(oldestFirst)
  }
}
