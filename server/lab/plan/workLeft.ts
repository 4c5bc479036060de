/** What is left to do of work and, when that is done, of its car, for checking plans: nothing of what makes them. In working milliseconds. */
import type { ShopState } from '#server/domain/planner/shop.ts'
import type { Timetable } from './timetable.ts'

type Order = ShopState['orders'][number]
type Operation = Order['operations'][number]

const MINUTE = 60_000
/** So much of it is left at least of work that nobody has reported finished. */
const LEAST = 0.05

export const hasBegun = ({ state }: Pick<Operation, 'state'>): boolean => state === 'working' || state === 'paused'
export const isOpen = (one: Pick<Operation, 'state'>): boolean => one.state === 'planned' || hasBegun(one)

/** As last reported, less what has been worked since. */
export function workLeft(operation: Operation, hours: Timetable, now: number): number {
  const { state, likelyMinutes, percent, percentAt } = operation
  if (!isOpen(operation)) return 0
  const all = likelyMinutes * MINUTE
  const reported = (all * (100 - percent)) / 100
  if (state !== 'working' || percentAt === null) return reported
  return Math.min(reported, Math.max(all * LEAST, reported - hours.between(null, percentAt, now)))
}

/** Checks and wash, in opening hours; until the customer has agreed as if the car were to be washed. */
export function afterWork(order: Order, hours: Timetable, { workshop: { settings }, now }: ShopState): number {
  const [check, wash] = [settings.checkMinutes * MINUTE, settings.washMinutes * MINUTE]
  const still = (all: number, since: number | null) =>
    since === null ? all : Math.max(0, all - hours.between(null, since, now))
  if (order.state === 'washing') return still(wash, order.checkedAt)
  const own = order.wash || order.state === 'quoted' ? wash : 0
  return own + (order.state === 'checking' ? still(check, lastFinish(order)) : check)
}

const lastFinish = ({ operations }: Order): number | null =>
  operations.reduce<number | null>(
    (last, { finishedAt }) => ((finishedAt ?? 0) > (last ?? 0) ? finishedAt : last),
    null,
  )

/** The first instant that anything left to do rests on. */
export const sinceOf = ({ orders, now }: ShopState): number =>
  orders.reduce((first, order) => {
    const all = [order.checkedAt, lastFinish(order), ...order.operations.map(({ percentAt }) => percentAt)]
    return all.reduce<number>((least, at) => Math.min(least, at ?? now), first)
  }, now)
