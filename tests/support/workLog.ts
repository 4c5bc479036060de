/** Work logs as a real shop would have them: batches cut into rows, parallel rows, rows that go wrong, fast and slow orders. */
import type { LoggedOrder, LogRow } from '#server/lab/forecastCheck/rows.ts'
import { randomOf } from '#server/domain/planner/random.ts'

const MINUTE = 60_000
const DAY = 1440 * MINUTE
const minutes = { Strip: 90, Grind: 200, Check: 30, Wash: 20, Pack: 60 }
const names = Object.keys(minutes) as (keyof typeof minutes)[]

/** Orders by their first start; the same for the same seed. */
export function workLog(seed: number, orders: number): LoggedOrder[] {
  const random = randomOf(seed)
  return Array.from({ length: orders }, (_, day) => {
    const pace = Math.exp((random.next() - 0.5) * 1.6)
    const rows: LogRow[] = []
    let at = Date.UTC(2026, 0, 5) + day * DAY
    for (const operation of [...names, ...names, ...names])
      for (let count = random.whole(0, 3); count > 0; count--) {
        const length =
          Math.round(minutes[operation] * pace * Math.exp(random.next() - 0.5) * (random.chance(0.2) ? 3 : 1)) * MINUTE
        rows.push({ operation, start: at, end: at + length })
        at += random.chance(0.2) ? Math.round(length / 2) : length + random.whole(0, 120) * MINUTE
      }
    if (rows.length === 0) rows.push({ operation: 'Wash', start: at, end: at + 20 * MINUTE })
    return rows
  })
}
