/** How cards of cars are carried, on screens where they can be: the floor provides it, other screens need not. */
import { getContext, setContext, type Component } from 'svelte'
import type { Attachment } from 'svelte/attachments'
import type { Order } from '#contract/entities/index.ts'

export interface Carriage {
  /** Whether the card of the order can be picked up. */
  canCarry(order: Order): boolean
  isHeld(order: Order): boolean
  /** Makes an element the card of an order; it is asked for when the card is picked up. */
  card(order: () => Order): Attachment<HTMLElement>
  /** The handle of a card, for fingers and keys. */
  Grip: Component<{ order: Order }>
}

const KEY = Symbol('carriage')

export const provideCarriage = (carriage: Carriage): Carriage => setContext(KEY, carriage)
export const useCarriage = (): Carriage | undefined => getContext<Carriage | undefined>(KEY)
