/** The remaining time of an operation and of its car after the work, for verifying plans, without code of the planner. In working milliseconds. */
import type { ShopState } from '#server/domain/planner/shop.ts'
import type { Timetable } from './timetable.ts'

type Order = ShopState['orders'][number]
type Operation = Order['operations'][number]

const MINUTE = 60_000
/** The least share that remains of work not reported finished; less if it was reported at 90 % or more. */
const leastOf = (percent: number): number => (percent >= 90 ? 0.01 : 0.05)

export const hasBegun = ({ state }: Pick<Operation, 'state'>): boolean => state === 'working' || state === 'paused'
export const isOpen = (one: Pick<Operation, 'state'>): boolean => one.state === 'planned' || hasBegun(one)

/** From the last report, minus the time worked since. */
export function workLeft(operation: Operation, hours: Timetable, now: number): number {
  const { state, likelyMinutes, percent, percentAt } = operation
  if (!isOpen(operation)) return 0
  const all = likelyMinutes * MINUTE
  const reported = (all * (100 - percent)) / 100
  if (state !== 'working' || percentAt === null) return reported
  return Math.min(reported, Math.max(all * leastOf(percent), reported - hours.between(null, percentAt, now)))
}

/** Checks and wash, in opening hours; before the customer approves, assume a wash. */
export function afterWork(order: Order, hours: Timetable, { workshop: { settings }, now }: ShopState): number {
  const [check, wash] = [settings.checkMinutes * MINUTE, settings.washMinutes * MINUTE]
  const still = (all: number, since: number | null) =>
    since === null ? all : Math.max(0, all - hours.between(null, since, now))
  if (order.state === 'washing') return still(wash, order.washStartedAt ?? order.checkedAt)
  const own = order.wash || order.state === 'quoted' ? wash : 0
  return own + (order.state === 'checking' ? still(check, lastFinish(order)) : check)
}

const lastFinish = ({ operations }: Order): number | null =>
  operations.reduce<number | null>(
    (last, { finishedAt }) => ((finishedAt ?? 0) > (last ?? 0) ? finishedAt : last),
    null,
  )

/** The earliest instant that remaining work depends on. */
export const sinceOf = ({ orders, now }: ShopState): number =>
  orders.reduce((first, order) => {
    const all = [order.checkedAt, lastFinish(order), ...order.operations.map(({ percentAt }) => percentAt)]
    return all.reduce<number>((least, at) => Math.min(least, at ?? now), first)
  }, now)
