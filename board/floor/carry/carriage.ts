/** Makes the cards of queue and desk draggable. */
import type { Carriage } from '#order/carriage.ts'
import { cargoOf } from './cargo.ts'
import type { Carry } from './carry.svelte.ts'
import { canBePickedUp } from './fitting.ts'
import Grip from './Grip.svelte'

export const carriageWith = (carry: Carry): Carriage => ({
  canCarry: canBePickedUp,
  isHeld: ({ id }) => carry.held?.orderId === id,
  card: (order) => carry.card(() => (canBePickedUp(order()) ? cargoOf(order()) : null)),
  Grip,
})
