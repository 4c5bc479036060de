import type { Operation, Order } from '#contract/entities/index.ts'
import { isRefusedSafety } from '#contract/progress.ts'
import { hasItsParts, partExpectedAt } from '#contract/parts.ts'
import { customerView, type CustomerOrder } from '#contract/views/customer.ts'
import { presentersOf, type Lookup } from './presenter.ts'
import { zoneOffsets } from './zoneOffsets.ts'

/** A customer sees the order of their link, closed or not; `viewOf` lets no other through. */
export const customerPresenters = presentersOf(
  customerView,
  { workshop: { zoneOffsets }, order: { partExpectedAt, hasItsParts, bayNumber, operations: operationsShown } },
  { order: () => true },
)

function bayNumber({ bayId }: Order, { bays }: Lookup): number | null {
  return (bayId !== null && bays.get(bayId)?.number) || null
}

/** B9: with safety work the customer has refused. Prices are shown only while the customer is asked. */
function operationsShown({ state: orderState, operations }: Order): CustomerOrder['operations'] {
  const isAsked = ({ state }: Operation) => state === 'proposed' || (state === 'planned' && orderState === 'quoted')
  return operations
    .filter((one) => one.state !== 'cancelled' || isRefusedSafety(one))
    .map((operation) => ({ ...operation, price: isAsked(operation) ? operation.price : null }))
}
