/** Builds entities from table rows. */
import type { Order, Workshop } from '#contract/entities/index.ts'
import { defaultSettings } from '#contract/settings.ts'
import type { Item, Stored } from './tables.ts'

export function workshopOf(id: string, row: Stored<'workshop'>): Workshop {
  const { epoch: _e, beginning: _b, secret: _s, salt: _t, pushKeys: _p, createdAt: _c, ...own } = row
  return { id, ...own, settings: { ...defaultSettings, ...row.settings } }
}

/** Orders with their lists, in the order the items were added. */
export function ordersOf(orders: Stored<'order'>[], lists: { field: string; owner: string; items: Item[] }[]): Order[] {
  const grouped = lists.map(({ field, owner, items }) => ({
    ...{ field, owner },
    ofOrder: Map.groupBy(items, (item) => item[owner]),
  }))
  return orders.map((order) => {
    const own = grouped.map(({ field, owner, ofOrder }) => [
      field,
      (ofOrder.get(order.id) ?? [])
        .sort((a, b) => a.position - b.position)
        .map(({ [owner]: _o, position: _p, ...item }) => item),
    ])
    // Those answered before this was kept are as they were said.
    const progressCheck = order.progressCheck && {
      ...order.progressCheck,
      solvedAt: order.progressCheck.solvedAt ?? null,
    }
    return { ...order, progressCheck, ...(Object.fromEntries(own) as Pick<Order, 'operations' | 'parts'>) }
  })
}
