/** The clock of a workshop in memory: reviews everything due at its own time, as `server/clock` does. */
import type { Notice } from '#contract/entities/index.ts'
import { forecastOf } from '#server/domain/forecast/bound.ts'
import type { Actor, Accepted, Deadline } from '#server/domain/rule.ts'
import type { MemoryServer } from './memoryServer.ts'

export const theClock: Actor = { device: 'clock', personId: null }

interface Round {
  /** Called for each notice with a due attempt. Without it nothing is delivered. */
  deliver?: (notice: Notice) => void
  /** Called with the result of every review. */
  seen?: (decision: Accepted) => void
  /** Whether forecasts are worked out when due: from each order's own work, nothing else. */
  forecasts?: boolean
}

/** More reviews than this at one moment mean that a review leads to itself. */
const MOST = 10_000

/** Lets time pass until `until`; afterwards nothing is due. Throws if a review is refused: nobody moved that deadline. */
export function passUntil(server: MemoryServer, until: number, round: Round = {}): void {
  for (let i = 0; i < MOST; i++) {
    const next = nextOf(server, round)
    if (next === null || next.dueAt > until) {
      server.now = Math.max(server.now, until)
      return
    }
    server.now = Math.max(server.now, next.dueAt)
    review(server, next, round)
  }
  throw new Error(`The clock keeps finding deadlines at ${new Date(server.now).toISOString()}`)
}

type Due = Omit<Deadline, 'kind' | 'dueAt'> & { kind: Deadline['kind'] | 'reforecast'; dueAt: number }

function nextOf({ deadlines, all }: MemoryServer, { deliver, forecasts }: Round): Due | null {
  const { reforecastAt } = all.counters
  let next: Due | null =
    forecasts && reforecastAt !== null ? { kind: 'reforecast', subjectId: all.workshop.id, dueAt: reforecastAt } : null
  for (const one of deadlines.values())
    if ((deliver || one.kind !== 'notice') && (next === null || one.dueAt < next.dueAt)) next = one
  return next
}

function review(server: MemoryServer, { kind, subjectId }: Due, { deliver, seen }: Round): void {
  if (kind === 'notice') return deliver!(server.all.notices.get(subjectId)!)
  const decision =
    kind === 'order'
      ? server.execute('reviewOrder', { orderId: subjectId }, theClock)
      : kind === 'bay'
        ? server.execute('reviewBay', { bayId: subjectId }, theClock)
        : kind === 'arrival'
          ? server.execute('reviewArrival', { arrivalId: subjectId }, theClock)
          : kind === 'workshop'
            ? server.execute('reviewWorkshop', {}, theClock)
            : server.execute('recordForecasts', { seq: 0, forecasts: forecastsOf(server) }, theClock)
  if (!decision.ok) throw new Error(`A due review of the ${kind} was refused: ${decision.code}`)
  seen?.(decision)
}

const forecastsOf = ({ all, now }: MemoryServer) =>
  [...all.orders.values()].map((order) => ({
    orderId: order.id,
    forecastAt: forecastOf(order, all.workshop, now),
    unschedulable: null,
    work: [],
    safeForecastAt: forecastOf(order, all.workshop, now),
  }))
