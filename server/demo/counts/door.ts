/** B1.2: arrivals that waited at the door, and whether an alarm was raised. Pure. */
import { workingTime } from '#contract/calendar.ts'
import type { History } from './history.ts'

const MINUTE = 60_000
/** Waiting longer than this is an alarm. */
const LONG = 10 * MINUTE

export interface Door {
  arrivals: number
  /** … that waited over ten minutes of opening hours. */
  long: number
  /** … without an alarm. */
  unheard: number
}

/** Someone checked in at the desk is with an adviser already. */
export function doorOf(history: History): Door {
  const { arrivals, until } = history
  const waited = [...arrivals.values()].filter(({ from }) => from === 'kiosk')
  const long = waited.filter((one) => workingTime(history.workshop!, one.at, endOf(one, history) ?? until) > LONG)
  return {
    arrivals: waited.length,
    long: long.length,
    unheard: long.filter((one) => !wasAlarmed(one, history)).length,
  }
}

type Arrival = History['arrivals'] extends Map<string, infer A> ? A : never

function endOf({ orderId, closedAt }: Arrival, { takenAt, orders }: History): number | null {
  if (orderId === null) return closedAt
  return takenAt.get(orderId) ?? orders.get(orderId)?.at(-1)!.is.closedAt ?? null
}

/** Whether an alarm about this order was raised while its customer waited. */
function wasAlarmed(arrival: Arrival, history: History): boolean {
  const end = endOf(arrival, history) ?? history.until
  return [...history.alerts.values()].some((alert) =>
    alert.some(
      ({ at, is }) =>
        at >= arrival.at && at <= end && is.severity === 'alarm' && is.orderId === arrival.orderId && arrival.orderId,
    ),
  )
}
