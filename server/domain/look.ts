/**
 * The clock looks: something about an order, a bay or the workshop falls due. Touching it is enough, its consequences are
 * worked out like those of any change. Looked at too early, because somebody else has looked or the moment has moved, it is
 * left alone.
 */
import { latestInstant } from '#contract/fields.ts'
import { daysWithHolidays, loadHolidays } from './workshop/holidays.ts'
import { refuse, type Rule } from './rule.ts'

/** The first of some moments that is still to come, within the instants of the contract; null when none is. */
export function firstAfter(now: number, moments: readonly (number | null)[]): number | null {
  let first: number | null = null
  for (const at of moments)
    if (at !== null && at > now && at <= latestInstant && (first === null || at < first)) first = at
  return first
}

const isDue = ({ lookAt }: { lookAt: number | null }, now: number) => lookAt !== null && lookAt <= now

export const lookAtOrder: Rule<'lookAtOrder'> = {
  needs: ({ orderId }) => ({ orders: [orderId] }),
  decide({ orders }, { orderId }, { now }) {
    const order = orders.get(orderId)
    if (!order) return refuse('order_not_found')
    if (!isDue(order, now)) return refuse('nothing_to_change')
    return { ok: true, answer: {}, facts: [], put: { order: [order] }, leavesPlan: true }
  },
}

export const lookAtBay: Rule<'lookAtBay'> = {
  needs: ({ bayId }) => ({ bays: [bayId] }),
  decide({ bays }, { bayId }, { now }) {
    const bay = bays.get(bayId)
    if (!bay) return refuse('bay_not_found')
    if (!isDue(bay, now)) return refuse('nothing_to_change')
    return { ok: true, answer: {}, facts: [], put: { bay: [bay] } }
  },
}

/** The year goes on, and so do the public holidays. */
export const lookAtWorkshop: Rule<'lookAtWorkshop'> = {
  prepare: loadHolidays,
  needs: () => ({ workshopAlerts: true }),
  decide({ workshop }, _payload, { now }) {
    if (!isDue(workshop, now)) return refuse('nothing_to_change')
    const next = { ...workshop, ...daysWithHolidays(workshop, now) }
    return { ok: true, answer: {}, facts: [], put: { workshop: [next] } }
  },
}
