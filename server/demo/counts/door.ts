/** B1.2: customers who waited at the door, and whether an alarm was raised. Pure. */
import { workingTime } from '#contract/calendar.ts'
import type { ArrivalThen, History } from './history.ts'

const MINUTE = 60_000
/** Waiting longer than this is an alarm. */
const LONG = 10 * MINUTE
/** The alarm is raised by a deadline, and the demo's clock moves in half minutes. */
const RAISED_WITHIN = MINUTE

export interface Door {
  arrivals: number
  /** … that waited over ten minutes of opening hours until the desk turned to them. */
  long: number
  /** … without an alarm. */
  unheard: number
}

export function doorOf({ arrivals, alerts, workshop, until }: History): Door {
  const all = [...arrivals.values()]
  const waited = ({ at, takenAt, closedAt }: ArrivalThen) => workingTime(workshop!, at, takenAt ?? closedAt ?? until)
  const alarmed = new Set(
    [...alerts.values()]
      .flat()
      .flatMap(({ is }) => (is.cause === 'customer_waiting' && is.severity === 'alarm' ? [is.arrivalId] : [])),
  )
  const long = all.filter((one) => waited(one) > LONG)
  return {
    arrivals: all.length,
    long: long.length,
    unheard: long.filter((one) => waited(one) > LONG + RAISED_WITHIN && !alarmed.has(one.id)).length,
  }
}
