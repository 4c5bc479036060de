import type { Order } from '#contract/entities/index.ts'
import { customerView, type CustomerOrder } from '#contract/views/customer.ts'
import { partExpectedAt } from './parts.ts'
import { presentersOf, type Lookup } from './presenter.ts'

/** A customer sees the order of their link, closed or not; `viewOf` lets no other through. */
export const customerPresenters = presentersOf(
  customerView,
  { order: { partExpectedAt, bayNumber, operations: operationsShown } },
  { order: () => true },
)

function bayNumber({ bayId }: Order, { bays }: Lookup): number | null {
  return (bayId !== null && bays.get(bayId)?.number) || null
}

/** Shows prices only for additional work awaiting the customer's approval. */
function operationsShown({ operations }: Order): CustomerOrder['operations'] {
  return operations
    .filter(({ state }) => state !== 'cancelled')
    .map((operation) => ({ ...operation, price: operation.state === 'proposed' ? operation.price : null }))
}
