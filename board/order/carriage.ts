/** How cards of cars can be dragged: the floor provides it, other screens do not need it. */
import { getContext, setContext, type Component } from 'svelte'
import type { Attachment } from 'svelte/attachments'
import type { Order } from '#contract/entities/index.ts'

export interface Carriage {
  /** Whether the order's card can be picked up. */
  canCarry(order: Order): boolean
  isHeld(order: Order): boolean
  /** Makes an element the draggable card of an order; `order` is called at pick-up. */
  card(order: () => Order): Attachment<HTMLElement>
  /** The card's handle, for touch and keyboard. */
  Grip: Component<{ order: Order }>
}

const KEY = Symbol('carriage')

export const provideCarriage = (carriage: Carriage): Carriage => setContext(KEY, carriage)
export const useCarriage = (): Carriage | undefined => getContext<Carriage | undefined>(KEY)
