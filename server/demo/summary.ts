/** What a demo day came to, in lines for the terminal. */
import type { Sql } from 'postgres'
import type { Order } from '#contract/entities.ts'
import type { Shop } from './shop.ts'

type Result = Pick<Order, 'state' | 'promiseAt' | 'readyAt' | 'forecastAt'>

const total = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((sum, count) => sum + count, 0)

const unfinished: readonly Order['state'][] = ['authorised', 'waiting', 'working', 'paused', 'checking', 'washing']

/** @param orders every order of the workshop, those that have gone too */
export function summaryLines(shop: Shop, orders: readonly Result[]): string[] {
  const inState = (...states: Order['state'][]) => orders.filter(({ state }) => states.includes(state)).length
  const ready = orders.filter(({ readyAt }) => readyAt !== null)
  const inTime = ready.filter(({ readyAt, promiseAt }) => promiseAt !== null && readyAt! <= promiseAt).length
  // Cars that are not ready yet are as late as they are foreseen to be.
  const lateBy = ({ promiseAt, readyAt, forecastAt, state }: Result) =>
    promiseAt === null || (readyAt === null && !unfinished.includes(state))
      ? 0
      : Math.max(0, (readyAt ?? forecastAt ?? shop.now) - promiseAt) / 60_000
  const late = orders.map(lateBy).filter((minutes) => minutes > 0)
  const here = orders.length - inState('booked', 'left', 'declined', 'cancelled')
  const moves = shop.accepted.get('acceptSuggestions') ?? 0
  const refused = [...shop.refused].map(([what, count]) => `${what} ${count}`)
  return [
    `Cars:     ${orders.length - inState('booked', 'cancelled')} came, ${inState('left')} left, ${inState('declined')} declined, ${here} stay overnight (${inState('ready', 'settled')} of them ready)`,
    `Promise:  ${inTime} of ${ready.length} cars were ready in time`,
    `Lateness: ${Math.round(late.reduce((sum, one) => sum + one, 0))} minutes in all, of ${late.length} cars`,
    ...(moves > 0 ? [`Moves:    ${moves} suggestions accepted`] : []),
    `Booked:   ${inState('booked')} to come, ${inState('cancelled')} did not come`,
    `Commands: ${total(shop.accepted)} accepted, ${total(shop.refused)} refused${refused.length > 0 ? ` (${refused.join(', ')})` : ''}`,
  ]
}

/** Every order of the workshop, those that have gone too, as far as the summary asks. */
export async function readOrders(sql: Sql, workshopId: string): Promise<Result[]> {
  const rows = await sql<
    { state: Order['state']; promise_at: string | null; ready_at: string | null; forecast_at: string | null }[]
  >`
    select state, promise_at, ready_at, forecast_at from repair_order where workshop_id = ${workshopId}`
  const instant = (text: string | null) => (text === null ? null : Date.parse(text))
  return rows.map((row) => ({
    state: row.state,
    promiseAt: instant(row.promise_at),
    readyAt: instant(row.ready_at),
    forecastAt: instant(row.forecast_at),
  }))
}
