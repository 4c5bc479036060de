/** In which order cars get what they need, as long as nobody says otherwise (C1, C2). Pure. */
import { forecastStates } from '../forecast/bound.ts'
import { isAgreed } from '../order/work.ts'
import type { PlannedOrder, ShopState } from './shop.ts'

/** The orders with agreed work or nothing left of it: agreed before merely quoted, urgent first, then by promise, then as they came. */
export function queueOf({ orders }: ShopState): PlannedOrder[] {
  const isLive = ({ state, operations }: PlannedOrder) => forecastStates.includes(state) && operations.some(isAgreed)
  return orders.filter(isLive).sort(comesBefore)
}

const comesBefore = (a: PlannedOrder, b: PlannedOrder) =>
  Number(a.authorisedAt === null) - Number(b.authorisedAt === null) ||
  Number(b.priority === 'urgent') - Number(a.priority === 'urgent') ||
  (a.promiseAt ?? Infinity) - (b.promiseAt ?? Infinity) ||
  (a.arrivedAt ?? Infinity) - (b.arrivedAt ?? Infinity) ||
  a.number - b.number
