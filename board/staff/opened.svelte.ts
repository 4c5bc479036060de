/** What is open on a staff screen: an order's card, a drawer, a form. */
import { createContext } from 'svelte'

export type Drawer = 'alerts' | 'calls'
export type OpenForm = 'checkIn' | 'book' | 'who' | 'present'

export const [useOpened, provideOpened] = createContext<Opened>()

export class Opened {
  /** The order whose card is open. */
  order = $state<string | null>(null)
  drawer = $state<Drawer | null>(null)
  form = $state<OpenForm | null>(null)

  /** The order whose card, once open, scrolls to its additional work. */
  toAdditional = $state<string | null>(null)

  /** Opens an order's card at its additional work (B9). */
  openAdditional(orderId: string): void {
    this.drawer = null
    this.order = orderId
    this.toAdditional = orderId
  }

  /** Closes a drawer or form, unless another one has been opened meanwhile. */
  close(which: Drawer | OpenForm): void {
    if (this.drawer === which) this.drawer = null
    if (this.form === which) this.form = null
  }
}
