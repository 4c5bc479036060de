/** The wall's sorting of orders: which car is in which bay, which wait, which are ready, how many are late. Pure. */
import type { Calendar } from '#contract/calendar.ts'
import { asServed } from '#contract/queue.ts'
import { isInWorkshop, isReady, minutesLate } from '#kit/orders.ts'
import type { WallOrder } from '#contract/views/wall.ts'

export interface Cars {
  /** The car in each bay; if two are recorded in one bay, the one served first. */
  inBay: Map<string, WallOrder>
  /** By bay, the car that the plan brings there first, and from when: now, if its planned start has passed. */
  nextIn: Map<string, { order: WallOrder; start: number }>
  /** On site, not ready, in no bay, in the order they are served. */
  waiting: WallOrder[]
  /** Ready cars, longest waiting first. */
  ready: WallOrder[]
  late: number
}

/** Sorts all orders at house time `now` (ms). */
export function sortCars(orders: Iterable<WallOrder>, calendar: Calendar, now: number): Cars {
  const onSite: WallOrder[] = []
  const ready: WallOrder[] = []
  for (const order of orders)
    if (isReady(order)) ready.push(order)
    else if (isInWorkshop(order)) onSite.push(order)
  onSite.sort(asServed(now))
  ready.sort((a, b) => (a.readyAt ?? 0) - (b.readyAt ?? 0) || (a.id < b.id ? -1 : 1))

  const cars: Cars = { inBay: new Map(), nextIn: new Map(), waiting: [], ready, late: 0 }
  const keep = (bayId: string, order: WallOrder) => {
    if (!cars.inBay.has(bayId)) cars.inBay.set(bayId, order)
  }
  for (const order of onSite) {
    const { bayId, nextWork: next } = order
    if (bayId !== null) keep(bayId, order)
    else if (order.state !== 'stopped') cars.waiting.push(order)
    if (next && next.start < (cars.nextIn.get(next.bayId)?.start ?? Infinity))
      cars.nextIn.set(next.bayId, { order, start: next.start })
    if (minutesLate(order, calendar, now) > 0) cars.late += 1
  }
  for (const next of cars.nextIn.values()) next.start = Math.max(next.start, now)
  // A ready car may still be in its bay.
  for (const order of ready) if (order.bayId !== null) keep(order.bayId, order)
  return cars
}
