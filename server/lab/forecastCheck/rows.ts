/** An order in a work log, and what is known of it while the order is still in progress. */

const MINUTE = 60_000

/** One finished operation of an order; instants in milliseconds. */
export interface LogRow {
  operation: string
  start: number
  end: number
}

/** An order's rows by start. */
export type LoggedOrder = readonly LogRow[]

/** An order as known at an instant. Of the future it holds only the names of the remaining operations. */
export interface KnownOrder {
  /** The instant, milliseconds. */
  at: number
  /** Rows started earlier, by start; `end` is null for those still running. */
  earlier: readonly { operation: string; start: number; end: number | null }[]
  /** Remaining operations, including the one starting now, with repetitions, in any order. */
  remaining: readonly string[]
}

/** What was known of an order when its row `index` started. */
export function knownAt(order: LoggedOrder, index: number): KnownOrder {
  const at = order[index]!.start
  return {
    at,
    earlier: order.slice(0, index).map((row) => ({ ...row, end: row.end <= at ? row.end : null })),
    remaining: order.slice(index).map(({ operation }) => operation),
  }
}

/** Minutes of work on the order after `at`; overlapping rows count once. */
export function minutesAfter(order: LoggedOrder, at: number): number {
  let until = at
  let worked = 0
  for (const { start, end } of order) {
    worked += Math.max(0, end - Math.max(start, until))
    until = Math.max(until, end)
  }
  return worked / MINUTE
}

/** The minutes each row adds to those before it; they sum to `minutesAfter` the order's start. */
export function addedMinutes(rows: readonly { start: number; end: number }[]): number[] {
  let until = -Infinity
  return rows.map(({ start, end }) => {
    const added = Math.max(0, end - Math.max(start, until))
    until = Math.max(until, end)
    return added / MINUTE
  })
}

/** The number of times each name occurs. */
export function countsOf(names: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}
