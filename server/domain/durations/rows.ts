/** What a log of work says of an order, and what of that is known while the order is still being worked on. */

const MINUTE = 60_000

/** One operation of an order, done; instants in milliseconds. */
export interface LogRow {
  operation: string
  start: number
  end: number
}

/** An order's rows by start. */
export type LoggedOrder = readonly LogRow[]

/** One of an order at an instant. Nothing of the future is in it but the names of what is still to do. */
export interface KnownOrder {
  /** The instant, milliseconds. */
  at: number
  /** Rows begun before, by start; of one that has not ended by then the end is null. */
  earlier: readonly { operation: string; start: number; end: number | null }[]
  /** Operations still to do, what begins at the instant among them: as often as each comes, in any order. */
  remaining: readonly string[]
}

/** What was known of an order when its row `index` began. */
export function knownAt(order: LoggedOrder, index: number): KnownOrder {
  const at = order[index]!.start
  return {
    at,
    earlier: order.slice(0, index).map((row) => ({ ...row, end: row.end <= at ? row.end : null })),
    remaining: order.slice(index).map(({ operation }) => operation),
  }
}

/** Minutes after `at` in which something of the order was worked on: rows that run side by side count once. */
export function minutesAfter(order: LoggedOrder, at: number): number {
  let until = at
  let worked = 0
  for (const { start, end } of order) {
    worked += Math.max(0, end - Math.max(start, until))
    until = Math.max(until, end)
  }
  return worked / MINUTE
}

/** Minutes that each row adds to those of the rows before it: all of an order's together are its `minutesAfter` its start. */
export function addedMinutes(rows: readonly { start: number; end: number }[]): number[] {
  let until = -Infinity
  return rows.map(({ start, end }) => {
    const added = Math.max(0, end - Math.max(start, until))
    until = Math.max(until, end)
    return added / MINUTE
  })
}

/** How often each name comes. */
export function countsOf(names: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}
