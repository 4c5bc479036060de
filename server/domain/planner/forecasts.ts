/** The forecast of every order under the current plan, in the form it is recorded (AL). Pure. */
import { addWorkingTime, workingTime } from '#contract/calendar.ts'
import type { PlannedWork } from '#contract/entities/index.ts'
import type { Payload } from '#contract/commands/index.ts'
import { toMinute } from '../forecast/bound.ts'
import { safeShop } from './safeShop.ts'
import type { ShopState, SimulatedWork, Step } from './shop.ts'
import { simulate } from './simulate.ts'

export type Forecasts = Payload<'recordForecasts'>['forecasts']

/**
 * What four of five cars keep in a workshop that has not learned yet, as a multiple of the planned time. The safe minutes of the work
 * alone know nothing of breaks, rework and work that is found.
 */
const UNTRIED = 1.5

/** Leaves out orders without a forecast. The day plan uses likely minutes (P50), the safe forecast P80. */
export function forecastsOf(shop: ShopState): Forecasts {
  const safe = simulate(safeShop(shop))
  return [...simulate(shop)].map(([orderId, { finishAt, reason, undoneId, work }]) => ({
    ...{ orderId, forecastAt: finishAt, safeForecastAt: safely(shop, finishAt, safe.get(orderId)?.finishAt ?? null) },
    unschedulable: reason && { operationId: undoneId, reason },
    work: work.flatMap(({ operationId, ...one }) => (operationId === null ? [] : [{ operationId, ...plannedOf(one) }])),
    ...{ check: finishing(work, 'check'), wash: finishing(work, 'wash') },
  }))
}

function safely({ workshop, now, experience }: ShopState, likely: number | null, safe: number | null): number | null {
  if (experience || likely === null || safe === null) return safe
  const at = addWorkingTime(workshop, now, Math.round(workingTime(workshop, now, likely) * UNTRIED))
  return at === null ? safe : Math.max(safe, toMinute(at))
}

const finishing = (work: readonly SimulatedWork[], step: Step): PlannedWork | null => {
  const found = work.find((one) => one.step === step)
  return found ? plannedOf(found) : null
}

const plannedOf = ({ bayId, technicianId, start, end }: PlannedWork): PlannedWork => ({
  ...{ bayId, technicianId, start, end },
})
