/** The forecast of every order under the current plan, in the form it is recorded (AL). Pure. */
import type { PlannedWork } from '#contract/entities/index.ts'
import type { Payload } from '#contract/commands/index.ts'
import { safeShop } from './safeShop.ts'
import type { ShopState, SimulatedWork, Step } from './shop.ts'
import { simulate } from './simulate.ts'

export type Forecasts = Payload<'recordForecasts'>['forecasts']

/** Leaves out orders without a forecast. The day plan uses likely minutes (P50), the safe forecast P80. */
export function forecastsOf(shop: ShopState): Forecasts {
  const safe = simulate(safeShop(shop))
  return [...simulate(shop)].map(([orderId, { finishAt, reason, undoneId, work }]) => ({
    ...{ orderId, forecastAt: finishAt, safeForecastAt: safe.get(orderId)?.finishAt ?? null },
    unschedulable: reason && { operationId: undoneId, reason },
    work: work.flatMap(({ operationId, ...one }) => (operationId === null ? [] : [{ operationId, ...plannedOf(one) }])),
    ...{ check: finishing(work, 'check'), wash: finishing(work, 'wash') },
  }))
}

const finishing = (work: readonly SimulatedWork[], step: Step): PlannedWork | null => {
  const found = work.find((one) => one.step === step)
  return found ? plannedOf(found) : null
}

const plannedOf = ({ bayId, technicianId, start, end }: PlannedWork): PlannedWork => ({
  ...{ bayId, technicianId, start, end },
})
