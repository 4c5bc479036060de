/**
 * The one way out. Everything that reaches a screen — snapshot, live batch, catch-up (S7) — passes one of these allow-list
 * views. A new column stays private until a view names it.
 */
import type { Kind } from '#contract/entities/index.ts'
import type { Drop, Put } from '#contract/sync.ts'
import type { ViewName } from '#contract/values.ts'
import type { Changes, Removals } from '#server/domain/rule.ts'
import { customerPresenters } from './customer.ts'
import { kioskPresenters } from './kiosk.ts'
import { lobbyPresenters } from './lobby.ts'
import type { Lookup, Presenters } from './presenter.ts'
import { staffPresenters } from './staff.ts'
import { wallPresenters } from './wall.ts'

/** Who is watching: a screen of the workshop, or the customer of one order. */
export type Audience = { view: Exclude<ViewName, 'customer'> } | { view: 'customer'; orderId: string }

export interface View<V extends ViewName = ViewName> {
  put: Put<V>
  drop: Drop<V>
}

const presenters: { [V in ViewName]: Presenters<V> } = {
  staff: staffPresenters,
  wall: wallPresenters,
  lobby: lobbyPresenters,
  kiosk: kioskPresenters,
  customer: customerPresenters,
}

/** What an audience sees of changes: the entities it may see, and the ids of those it may no longer see. */
export function viewOf(audience: Audience, put: Changes, drop: Removals, lookup: Lookup): View {
  const present = presenters[audience.view] as Partial<Record<Kind, (entity: unknown, lookup: Lookup) => unknown>>
  const view: { put: Partial<Record<Kind, unknown[]>>; drop: Partial<Record<Kind, string[]>> } = { put: {}, drop: {} }
  for (const kind of Object.keys(present) as Kind[]) {
    const mine = (id: string) => audience.view !== 'customer' || kind !== 'order' || id === audience.orderId
    const gone = (drop[kind] ?? []).filter(mine)
    for (const entity of put[kind] ?? []) {
      if (!mine(entity.id)) continue
      const seen = present[kind]!(entity, lookup)
      if (seen === null) gone.push(entity.id)
      else (view.put[kind] ??= []).push(seen)
    }
    if (gone.length) view.drop[kind] = gone
  }
  return view as View
}

/** Whether there is nothing in it for this audience. */
export function isEmpty(view: View): boolean {
  return Object.keys(view.put).length === 0 && Object.keys(view.drop).length === 0
}

/** The name of the room whose members all see the same. */
export const roomOf = (audience: Audience): string =>
  audience.view === 'customer' ? `customer:${audience.orderId}` : audience.view
