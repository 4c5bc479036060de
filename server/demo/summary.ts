/** The result of a demo day, in lines for the terminal. */
import type { Sql } from 'postgres'
import { workingTime } from '#contract/calendar.ts'
import type { Operation, Order } from '#contract/entities/index.ts'
import { weightOf } from '#server/domain/planner/lateness.ts'
import { MINUTE, type Shop } from './shop.ts'

type Work = Pick<Operation, 'state' | 'safety' | 'sentBack'>
type Result = Pick<Order, 'state' | 'promiseAt' | 'readyAt' | 'forecastAt' | 'waits' | 'priority'> & {
  operations: readonly Work[]
}

const total = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((sum, count) => sum + count, 0)

const unfinished: readonly Order['state'][] = ['authorised', 'waiting', 'working', 'paused', 'checking', 'washing']

/** @param orders every order of the workshop, including closed ones */
export function summaryLines(shop: Shop, orders: readonly Result[]): string[] {
  const inState = (...states: Order['state'][]) => orders.filter(({ state }) => states.includes(state)).length
  const ready = orders.filter(({ readyAt }) => readyAt !== null)
  const inTime = ready.filter(({ readyAt, promiseAt }) => promiseAt !== null && readyAt! <= promiseAt).length
  // In opening hours; a car that is not ready counts with its forecast.
  const lateBy = ({ promiseAt, readyAt, forecastAt, state }: Result) =>
    promiseAt === null || (readyAt === null && !unfinished.includes(state))
      ? 0
      : workingTime(shop.workshop, promiseAt, readyAt ?? forecastAt ?? shop.now) / MINUTE
  const late = orders.filter((order) => lateBy(order) > 0)
  const sum = (minutes: (order: Result) => number) => Math.round(late.reduce((all, one) => all + minutes(one), 0))
  const weighted = sum((order) => lateBy(order) * weightOf(order, shop.workshop.settings))
  const here = orders.length - inState('booked', 'left', 'declined', 'cancelled')
  const moves = shop.accepted.get('acceptSuggestions') ?? 0
  const refused = [...shop.refused].map(([what, count]) => `${what} ${count}`)
  return [
    `Cars:     ${orders.length - inState('booked', 'cancelled')} came, ${inState('left')} left, ${inState('declined')} declined, ${here} stay overnight (${inState('ready', 'settled')} of them ready)`,
    `Promise:  ${inTime} of ${ready.length} cars were ready in time`,
    `Lateness: ${sum(lateBy)} minutes of opening hours, of ${late.length} cars; ${weighted} weighted by who waits`,
    ...(moves > 0 ? [`Moves:    ${moves} ${moves === 1 ? 'suggestion' : 'suggestions'} accepted`] : []),
    `Booked:   ${inState('booked')} still to come, ${inState('cancelled')} did not come`,
    `Commands: ${total(shop.accepted)} accepted, ${total(shop.refused)} refused${refused.length > 0 ? ` (${refused.join(', ')})` : ''}`,
  ]
}

/** Every order since an instant, including closed ones, with the fields of the summary. */
export async function readOrders(sql: Sql, workshopId: string, since = 0): Promise<Result[]> {
  const rows = await sql<Row[]>`
    select o.state, o.promise_at, o.ready_at, o.forecast_at, o.waits, o.priority,
      (select coalesce(jsonb_agg(jsonb_build_object('state', w.state, 'safety', w.safety, 'sentBack', w.sent_back) order by w.position), '[]')
        from operation w where w.workshop_id = o.workshop_id and w.order_id = o.id) as operations
    from repair_order o where o.workshop_id = ${workshopId}
      and coalesce(o.booked_at, o.arrived_at) >= ${new Date(since).toISOString()}`
  const instant = (text: string | null) => (text === null ? null : Date.parse(text))
  return rows.map(({ promise_at, ready_at, forecast_at, ...row }) => ({
    ...row,
    promiseAt: instant(promise_at),
    readyAt: instant(ready_at),
    forecastAt: instant(forecast_at),
  }))
}

type Row = Pick<Result, 'state' | 'waits' | 'priority' | 'operations'> &
  Record<'promise_at' | 'ready_at' | 'forecast_at', string | null>
