/** Orders that are no longer live, for their customers' pages: read from the database, once for each position of the journal. */
import type { State } from '#server/read/state.ts'
import { HeldState } from './held.ts'

type Read = (orderId: string) => Promise<State | null>

export class ClosedOrders {
  #read: Read
  #seq = -1
  #found = new Map<string, Promise<HeldState | null>>()

  constructor(read: Read) {
    this.#read = read
  }

  /** The order as it is at this position or later. One link may ask many times a second, over many connections. */
  of(orderId: string, seq: number): Promise<HeldState | null> {
    if (this.#seq !== seq) this.forget()
    this.#seq = seq
    let found = this.#found.get(orderId)
    if (!found) {
      found = this.#read(orderId).then((state) => state && new HeldState(state))
      this.#found.set(orderId, found)
      found.catch(() => this.forget())
    }
    return found
  }

  /** The journal has been replaced, or a read has failed. */
  forget(): void {
    this.#found.clear()
  }
}
