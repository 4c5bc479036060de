/** What the plan as it stands foresees of every order, as it is written down (AL). Pure. */
import type { Payload } from '#contract/commands/index.ts'
import { safeShop } from './safeShop.ts'
import type { ShopState } from './shop.ts'
import { simulate } from './simulate.ts'

export type Forecasts = Payload<'recordForecasts'>['forecasts']

/** Orders that have no forecast are not among them. The day plan is that of the likely minutes (P50); the safe ones are P80. */
export function forecastsOf(shop: ShopState): Forecasts {
  const safe = simulate(safeShop(shop))
  return [...simulate(shop)].map(([orderId, { finishAt, why, undoneId, work }]) => ({
    ...{ orderId, forecastAt: finishAt, safeForecastAt: safe.get(orderId)?.finishAt ?? null },
    neverDone: why && { operationId: undoneId, why },
    work: work.map(({ waitedFor: _, ...planned }) => planned),
  }))
}
