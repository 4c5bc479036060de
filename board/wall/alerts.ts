/** The wall's rows of open alerts (AL): one row per car or bay, most severe first. Pure. */
import { delayKinds } from '#contract/values.ts'
import type { WallAlert, WallNotice, WallOrder } from '#contract/views/wall.ts'
import { bySeverity } from '#kit/alerts.ts'
import { hasReached } from '#kit/informed.ts'

/** The wall cannot be muted, so it rings once for each new alarm and at most this often (real ms). */
export const RINGS_APART = 60_000

/** All open alerts of one car, one bay, or the workshop. */
export interface AlertRow {
  /** The id of the order or bay; `reception` for people without an order, empty for the workshop itself. */
  id: string
  orderId: string | null
  bayId: string | null
  /** Most severe first. */
  alerts: [WallAlert, ...WallAlert[]]
}

export function alertRows(alerts: Iterable<WallAlert>): AlertRow[] {
  const rows = new Map<string, AlertRow>()
  for (const alert of [...alerts].sort(bySeverity)) {
    const id = alert.orderId ?? alert.bayId ?? (alert.cause === 'customer_waiting' ? 'reception' : '')
    const row = rows.get(id)
    if (row) row.alerts.push(alert)
    else rows.set(id, { id, orderId: alert.orderId, bayId: alert.bayId, alerts: [alert] })
  }
  return [...rows.values()]
}

/** Ids of the cars and bays with an alarm. */
export const alarming = (rows: readonly AlertRow[]): Set<string> =>
  new Set(rows.filter(({ alerts }) => alerts[0].severity === 'alarm').map(({ id }) => id))

type Informed = Pick<WallOrder, 'id' | 'informed'>

/** B11.1: when the customer was told of a delay; null while the message is on its way or a call is still to be made (B11.3). */
export function informedOfDelayAt({ id, informed }: Informed, notices: Iterable<WallNotice>): number | null {
  if (!informed || !(delayKinds as readonly (typeof informed.kind)[]).includes(informed.kind)) return null
  const own = [...notices].filter(({ orderId }) => orderId === id).sort((a, b) => (a.id < b.id ? 1 : -1))
  return hasReached(informed, own) ? informed.at : null
}
