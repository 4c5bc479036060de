/**
 * Verifies the printed figures of a plan: operations' names, the end of the plan, when each car is ready, and the total
 * lateness. Computed from the shop and the plan's pieces alone, without code of the planner.
 */
import type { ShopState } from '#server/domain/planner/shop.ts'
import { HORIZON, Timetable } from './timetable.ts'
import { afterWork, isOpen, sinceOf, workLeft } from './workLeft.ts'

type Order = ShopState['orders'][number]

export interface Figures {
  works: readonly { operationId: string; job: number; index: number; start: number; end: number }[]
  never: readonly { job: number; index: number }[]
  finishing: readonly { orderId: string; end: number }[]
  /** By order: when the car is ready, including checks and wash, rounded up to a minute; null: never. */
  finish: readonly (number | null)[]
  /** When the last operation ends. */
  endsAt: number
  /** Late minutes, weighted per order. */
  lateness: number
}

const MINUTE = 60_000
/** Minutes of lateness counted for work that cannot be scheduled. */
const NEVER = 30 * 24 * 60
/** Tolerance for the rounding of sums. */
const TOLERANCE = 1e-6

/** The faults in the figures of a valid plan, as sentences; empty if they are right. */
export function faultsOfFigures(shop: ShopState, figures: Figures): string[] {
  const faults = [...faultsOfNames(shop, figures)]
  const hours = new Timetable(shop, sinceOf(shop))
  const ends = new Map(figures.works.map(({ operationId, end }) => [operationId, end]))
  let lateness = 0
  shop.orders.forEach((order, job) => {
    const finish = figures.finish[job] ?? null
    const alone = readyAt(shop, order, ends, hours)
    const done = figures.finishing.reduce((last, one) => (one.orderId === order.id ? Math.max(last, one.end) : last), 0)
    const own = alone === null ? null : Math.max(alone, Math.ceil(done / MINUTE) * MINUTE)
    // At the very end of the horizon either answer is right.
    const isFar = own !== null && own > shop.now + 0.99 * HORIZON
    if (finish !== own && !isFar)
      faults.push(`Order ${order.number} is ready ${timeText(own)} and not ${timeText(finish)}.`)
    lateness += weightOf(order, shop) * lateBy(order, finish)
  })
  const endsAt = figures.works.reduce((last, { end }) => Math.max(last, end), shop.now)
  if (figures.endsAt !== endsAt) faults.push(`The plan ends ${timeText(endsAt)} and not ${timeText(figures.endsAt)}.`)
  if (!(Math.abs(figures.lateness - lateness) <= TOLERANCE * Math.max(1, lateness)))
    faults.push(`The weighted lateness is ${lateness} minutes and not ${figures.lateness}.`)
  return faults
}

const timeText = (at: number | null): string => (at === null ? 'never' : `at ${new Date(at).toISOString()}`)

/** Each open operation must be listed under its order and number, either with times or as not schedulable. */
function* faultsOfNames({ orders }: ShopState, { works, never }: Figures): Generator<string> {
  const times = new Map<string, number>()
  for (const { job, index } of [...works, ...never])
    times.set(`${job}.${index}`, (times.get(`${job}.${index}`) ?? 0) + 1)
  for (const { operationId, job, index } of works)
    if (orders[job]?.operations[index]?.id !== operationId)
      yield `${operationId} is not operation ${index} of order ${job}.`
  for (const [job, { operations }] of orders.entries())
    for (const [index, operation] of operations.entries()) {
      const listed = times.get(`${job}.${index}`) ?? 0
      if (listed !== Number(isOpen(operation))) yield `Operation ${index} of order ${job} is listed ${listed} times.`
    }
}

/** When the car can be handed over, rounded up to a minute: after its last operation, and not before all its work could be done in sequence. */
function readyAt(shop: ShopState, order: Order, ends: ReadonlyMap<string, number>, hours: Timetable): number | null {
  const { now } = shop
  const open = order.operations.filter(isOpen)
  if (order.operations.every(({ state }) => state === 'cancelled' || state === 'proposed')) return null
  if (!open.every(({ id }) => ends.has(id))) return null
  const left = (of: readonly Order['operations'][number][]) =>
    of.reduce((sum, operation) => sum + workLeft(operation, hours, now), 0)
  const bounds = [now, ...open.map(({ id }) => ends.get(id)!), hours.after(now, Math.round(left(open))) ?? 0]
  for (const { arrivedAt, expectedAt, operationId } of order.parts) {
    if (arrivedAt !== null || expectedAt <= now) continue
    const waits = left(open.filter(({ id }) => operationId === null || operationId === id))
    if (waits > 0) bounds.push(hours.after(expectedAt, Math.round(waits)) ?? 0)
  }
  const ready = hours.after(Math.max(...bounds), afterWork(order, hours, shop))
  return ready === null ? null : Math.ceil(ready / MINUTE) * MINUTE
}

/** The weight of a late minute of the order. */
function weightOf({ waits, priority, operations }: Order, { workshop: { settings } }: ShopState): number {
  let weight = waits ? settings.waitingWeight : 1
  if (priority === 'urgent') weight *= settings.urgentWeight
  if (operations.some(({ sentBack }) => sentBack > 0)) weight *= settings.returnedWeight
  if (operations.some(({ safety, state }) => safety && state !== 'cancelled')) weight *= settings.safetyWeight
  return weight
}

/** An offer that the customer has not accepted is no promise. */
function lateBy({ promiseAt, authorisedAt }: Order, finish: number | null): number {
  if (promiseAt === null || authorisedAt === null) return 0
  return finish === null ? NEVER : Math.max(0, finish - promiseAt) / MINUTE
}
