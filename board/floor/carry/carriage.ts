/** Makes the cards of queue and desk draggable. */
import type { Carriage } from '#order/carriage.ts'
import type { Carry } from './carry.svelte.ts'
import Grip from './Grip.svelte'

export const carriageWith = (carry: Carry): Carriage => ({
  canCarry: (order) => carry.canPickUp(order),
  isHeld: ({ id }) => carry.held?.orderId === id,
  card: (order) => carry.card(() => carry.cargoOf(order())),
  Grip,
})
