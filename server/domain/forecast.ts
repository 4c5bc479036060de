/** When a car is expected to be ready (AL). First form: its own remaining work, one operation after the other, in opening hours. */
import type { Order } from '#contract/entities.ts'
import { latestInstant } from '#contract/fields.ts'
import { addWorkingTime, type WeeklyHours } from '#contract/openingHours.ts'
import { remainingMinutes } from '#contract/progress.ts'
import type { OrderState } from '#contract/values.ts'

const MINUTE = 60_000

/** States in which an order has a forecast: from the estimate until the car is ready. */
export const forecastStates: readonly OrderState[] = [
  'quoted',
  'authorised',
  'waiting',
  'working',
  'paused',
  'checking',
  'washing',
]

export interface House {
  hours: WeeklyHours
  timeZone: string
}

/**
 * The instant (milliseconds, a full minute, rounded up so that it is calm) at which the order's agreed work will be done:
 * the remaining standard minutes in opening hours from now, and for work that waits for a part from the part's arrival.
 * Null when there is nothing to foresee: no agreed work, not yet quoted, ready or closed, or a workshop that never opens.
 */
export function forecastOf(
  order: Pick<Order, 'state' | 'operations' | 'parts'>,
  house: House,
  now: number,
): number | null {
  if (!forecastStates.includes(order.state)) return null
  const agreed = order.operations.filter(({ state }) => state !== 'cancelled' && state !== 'proposed')
  if (agreed.length === 0) return null
  const after = (from: number, work: Order['operations']) =>
    addWorkingTime(house.hours, house.timeZone, from, Math.round(remainingMinutes(work, house, now) * MINUTE))
  let latest = after(now, agreed)
  if (latest === null) return null
  for (const part of order.parts) {
    if (part.arrivedAt !== null || part.expectedAt <= now) continue
    const work = part.operationId === null ? agreed : agreed.filter(({ id }) => id === part.operationId)
    if (remainingMinutes(work, house, now) > 0) latest = Math.max(latest, after(part.expectedAt, work) ?? 0)
  }
  return Math.min(Math.ceil(latest / MINUTE) * MINUTE, latestInstant)
}

/** The order with its forecast as it is now. */
export function foreseen(order: Order, house: House, now: number): Order {
  const forecastAt = forecastOf(order, house, now)
  return forecastAt === order.forecastAt ? order : { ...order, forecastAt }
}
