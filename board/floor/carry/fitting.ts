/** Where a car may be dropped, and the effect of the drop (C2). Pure. */
import type { Bay, Operation, Order } from '#contract/entities/index.ts'
import { orderAllows } from '#contract/lives/order.ts'
import { isToBegin, suits, takesPlaces } from '#contract/placement.ts'
import type { BayKind } from '#contract/values.ts'
import { isReady } from '#kit/orders.ts'
import type { Rights } from '#staff/moving/moves.svelte.ts'

/** Why a car cannot be dropped here. */
type Blocker = 'here' | 'in_work' | 'out_of_service' | 'wrong_kind' | 'taken' | 'not_authorised'

export type Effect =
  | { does: 'assign'; operation: Operation }
  | { does: 'move' }
  /** `anyway`: the work that the foreman may do here all the same. */
  | { does: 'nothing'; reason: Blocker; needs: BayKind[]; anyway: Operation | null }

const isOpen = ({ state }: Operation) => isToBegin(state)
const isWorkedOn = ({ state }: Operation) => state === 'working'

/** Whether the order's card can be picked up: it has work to assign, or else the car can be driven. */
export const canBePickedUp = (order: Order, rights: Rights): boolean =>
  takesPlaces(order.state) ? rights.assign : rights.drive && orderAllows(order.state, 'carMoved') && !isReady(order)

/** The kinds of bay that the order's open work still needs, each once, in work order. */
export const neededKinds = (order: Order): BayKind[] => [
  ...new Set(order.operations.filter(isOpen).map(({ bayKind }) => bayKind)),
]

/**
 * The effect of dropping the order on the bay. `carried` is the operation the card showed; if it does not fit the bay, the order's
 * next open operation that does is used. `taken` means another car is in the bay: work can be planned after it, but no car can be
 * driven in.
 */
export function effectOn(order: Order, bay: Bay, carried: string | null, taken: boolean): Effect {
  const nothing = (reason: Blocker, anyway: Operation | null = null): Effect => ({
    ...{ does: 'nothing', reason, needs: neededKinds(order), anyway },
  })
  if (bay.outOfService) return nothing('out_of_service')
  if (!takesPlaces(order.state)) {
    if (order.bayId === bay.id) return nothing('here')
    return taken ? nothing('taken') : { does: 'move' }
  }
  const fitting = order.operations.filter((one) => isOpen(one) && suits(bay, one))
  const operation = fitting.find(({ id }) => id === carried) ?? fitting[0]
  if (operation) {
    if (operation.bayId === bay.id && fitting.every(({ bayId }) => bayId === bay.id)) return nothing('here')
    return {
      does: 'assign',
      operation: operation.bayId === bay.id ? fitting.find(({ bayId }) => bayId !== bay.id)! : operation,
    }
  }
  if (order.operations.some(isWorkedOn)) return nothing(order.bayId === bay.id ? 'here' : 'in_work')
  const open = order.operations.filter(isOpen)
  return nothing('wrong_kind', open.find(({ id }) => id === carried) ?? open[0] ?? null)
}

/** The effect of dropping the order on the queue: the work loses its placement, the car is driven out, or both; null: nothing changes. */
export function effectOfQueue(
  order: Order,
  carried: string | null,
  rights: Pick<Rights, 'drive'>,
): { unassign: Operation | null; driveOut: boolean } | null {
  if (order.operations.some(isWorkedOn) && order.bayId !== null) {
    const planned = order.operations.find((one) => one.id === carried && isOpen(one) && one.bayId !== null)
    return planned ? { unassign: planned, driveOut: false } : null
  }
  const assigned = order.operations.filter((one) => isOpen(one) && one.bayId !== null)
  const unassign = takesPlaces(order.state)
    ? (assigned.find(({ id }) => id === carried) ?? assigned.find(({ bayId }) => bayId === order.bayId) ?? null)
    : null
  const driveOut = rights.drive && order.bayId !== null && (unassign === null || unassign.bayId === order.bayId)
  return unassign || driveOut ? { unassign, driveOut } : null
}
