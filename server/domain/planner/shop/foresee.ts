/** What the plan as it stands foresees of every order, as it is written down (AL). Pure. */
import type { Payload } from '#contract/commands/index.ts'
import type { ShopState } from './shop.ts'
import { simulate } from './simulate.ts'

export type Foreseen = Payload<'recordForecasts'>['forecasts']

/** Orders that have no forecast are not among them. */
export const foresee = (shop: ShopState): Foreseen =>
  [...simulate(shop)].map(([orderId, { finishAt, work }]) => ({
    orderId,
    forecastAt: finishAt,
    work: work.map(({ waitedFor: _, ...planned }) => planned),
  }))
