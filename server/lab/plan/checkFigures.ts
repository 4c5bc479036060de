/**
 * Whether what is printed of a plan is so: which operation it speaks of, when the plan ends, when each car is ready, and how late
 * they are together. Worked out from the shop and the pieces of the plan alone, with nothing of what made it.
 */
import type { ShopState } from '#server/domain/planner/shop.ts'
import { FAR, Timetable } from './timetable.ts'
import { afterWork, isOpen, sinceOf, workLeft } from './workLeft.ts'

type Order = ShopState['orders'][number]

export interface Figures {
  works: readonly { operationId: string; job: number; index: number; start: number; end: number }[]
  never: readonly { job: number; index: number }[]
  /** By order: when the car is ready, checks and wash included, up to a full minute; null: never. */
  finish: readonly (number | null)[]
  /** When the last of the work is done. */
  endsAt: number
  /** Late minutes, weighted by who waits. */
  lateness: number
}

const MINUTE = 60_000
/** What is never done counts as late by so many minutes. */
const NEVER = 30 * 24 * 60
/** Weighted minutes are sums of many numbers, each as exact as numbers are. */
const GRAIN = 1e-6

/** What is wrong with the figures of a plan that holds, in plain sentences; nothing when they are right. */
export function faultsOfFigures(shop: ShopState, figures: Figures): string[] {
  const faults = [...faultsOfNames(shop, figures)]
  const hours = new Timetable(shop, sinceOf(shop))
  const ends = new Map(figures.works.map(({ operationId, end }) => [operationId, end]))
  let lateness = 0
  shop.orders.forEach((order, job) => {
    const finish = figures.finish[job] ?? null
    const own = readyAt(shop, order, ends, hours)
    // At the very end of what is looked at it may be or not be.
    const isFar = own !== null && own > shop.now + 0.99 * FAR
    if (finish !== own && !isFar) faults.push(`Order ${order.number} is ready ${told(own)} and not ${told(finish)}.`)
    lateness += weightOf(order, shop) * lateBy(order, finish)
  })
  const endsAt = figures.works.reduce((last, { end }) => Math.max(last, end), shop.now)
  if (figures.endsAt !== endsAt) faults.push(`The plan ends ${told(endsAt)} and not ${told(figures.endsAt)}.`)
  if (!(Math.abs(figures.lateness - lateness) <= GRAIN * Math.max(1, lateness)))
    faults.push(`The weighted lateness is ${lateness} minutes and not ${figures.lateness}.`)
  return faults
}

const told = (at: number | null): string => (at === null ? 'never' : `at ${new Date(at).toISOString()}`)

/** Each operation that is to be done stands under its order and number, with its times or among those never done. */
function* faultsOfNames({ orders }: ShopState, { works, never }: Figures): Generator<string> {
  const times = new Map<string, number>()
  for (const { job, index } of [...works, ...never])
    times.set(`${job}.${index}`, (times.get(`${job}.${index}`) ?? 0) + 1)
  for (const { operationId, job, index } of works)
    if (orders[job]?.operations[index]?.id !== operationId)
      yield `${operationId} is not operation ${index} of order ${job}.`
  for (const [job, { operations }] of orders.entries())
    for (const [index, operation] of operations.entries()) {
      const told = times.get(`${job}.${index}`) ?? 0
      if (told !== Number(isOpen(operation))) yield `Operation ${index} of order ${job} is told of ${told} times.`
    }
}

/** When the car can be given back, up to a full minute: after its last work, and never before one after the other could do all of it. */
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

/** How often a late minute of the order counts. */
function weightOf({ waits, priority, operations }: Order, { workshop: { settings } }: ShopState): number {
  let weight = waits ? settings.waitingWeight : 1
  if (priority === 'urgent') weight *= settings.urgentWeight
  if (operations.some(({ sentBack }) => sentBack > 0)) weight *= settings.returnedWeight
  if (operations.some(({ safety, state }) => safety && state !== 'cancelled')) weight *= settings.safetyWeight
  return weight
}

function lateBy({ promiseAt }: Order, finish: number | null): number {
  if (promiseAt === null) return 0
  return finish === null ? NEVER : Math.max(0, finish - promiseAt) / MINUTE
}
