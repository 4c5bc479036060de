/** The cars in the plan, in the order in which they are served (C1, C2). Pure. */
import { inQueueOrder } from '#contract/queue.ts'
import { forecastStates } from '../forecast/bound.ts'
import { isAgreed } from '#contract/progress.ts'
import type { PlannedOrder, ShopState } from './shop.ts'

/** The live orders with agreed work, even if all of it is done. */
export function queueOf({ orders }: ShopState): PlannedOrder[] {
  const isLive = ({ state, operations }: PlannedOrder) => forecastStates.includes(state) && operations.some(isAgreed)
  return orders.filter(isLive).sort(inQueueOrder)
}
