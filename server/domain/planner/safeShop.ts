import { safely } from '#contract/progress.ts'
import type { ShopState } from './shop.ts'

/** The shop with all work taking its safe minutes (P80, B5). */
export const safeShop = (shop: ShopState): ShopState => ({
  ...shop,
  orders: shop.orders.map((order) => ({ ...order, operations: safely(order.operations) })),
})
