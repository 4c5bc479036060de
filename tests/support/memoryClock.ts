/** The clock of a workshop in memory: what is due is looked at, each in its own moment, as `server/clock` has it done. */
import type { Notice } from '#contract/entities/index.ts'
import { forecastOf } from '#server/domain/forecast/bound.ts'
import type { Actor, Accepted, Deadline } from '#server/domain/rule.ts'
import type { MemoryHouse } from './memoryHouse.ts'

export const theClock: Actor = { door: 'clock', personId: null }

interface Round {
  /** Called for each notice of which a try is due. Without it tries wait, as if nobody delivered. */
  deliver?: (notice: Notice) => void
  /** Called with what every look has led to. */
  seen?: (decision: Accepted) => void
  /** Whether forecasts are worked out when they are due: each order's own work, nothing else. */
  foresees?: boolean
}

/** More looks than that at one moment is a look that leads to the same look. */
const MOST = 10_000

/** Lets time pass until `until`; afterwards nothing is due. A look that is refused means a deadline that nobody moved: it throws. */
export function passUntil(house: MemoryHouse, until: number, round: Round = {}): void {
  for (let i = 0; i < MOST; i++) {
    const next = nextOf(house, round)
    if (next === null || next.dueAt > until) {
      house.now = Math.max(house.now, until)
      return
    }
    house.now = Math.max(house.now, next.dueAt)
    lookAt(house, next, round)
  }
  throw new Error(`The clock found no rest at ${new Date(house.now).toISOString()}`)
}

type Due = Omit<Deadline, 'kind' | 'dueAt'> & { kind: Deadline['kind'] | 'reforecast'; dueAt: number }

function nextOf({ deadlines, all }: MemoryHouse, { deliver, foresees }: Round): Due | null {
  const { reforecastAt } = all.counters
  let next: Due | null =
    foresees && reforecastAt !== null ? { kind: 'reforecast', subjectId: all.workshop.id, dueAt: reforecastAt } : null
  for (const one of deadlines.values())
    if ((deliver || one.kind !== 'notice') && (next === null || one.dueAt < next.dueAt)) next = one
  return next
}

function lookAt(house: MemoryHouse, { kind, subjectId }: Due, { deliver, seen }: Round): void {
  if (kind === 'notice') return deliver!(house.all.notices.get(subjectId)!)
  const decision =
    kind === 'order'
      ? house.execute('lookAtOrder', { orderId: subjectId }, theClock)
      : kind === 'bay'
        ? house.execute('lookAtBay', { bayId: subjectId }, theClock)
        : kind === 'workshop'
          ? house.execute('lookAtWorkshop', {}, theClock)
          : house.execute('recordForecasts', { seq: 0, forecasts: foreseen(house) }, theClock)
  if (!decision.ok) throw new Error(`A look at the ${kind} was due, and refused: ${decision.code}`)
  seen?.(decision)
}

const foreseen = ({ all, now }: MemoryHouse) =>
  [...all.orders.values()].map((order) => ({
    orderId: order.id,
    forecastAt: forecastOf(order, all.workshop, now),
    neverDone: null,
    work: [],
    safeForecastAt: forecastOf(order, all.workshop, now),
  }))
