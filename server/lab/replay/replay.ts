/** Forecasts of the old model and of the product for the same recorded days. Pure. */
import { errorOf, type ForecastError, type Foreseen } from '#server/demo/counts/forecasts.ts'
import { learnExperience, type PlanOutcome } from '#server/domain/forecast/experience.ts'
import { forecastsOf } from '#server/domain/planner/forecasts.ts'
import type { ShopState } from '#server/domain/planner/shop.ts'
import { oldForecasts, type Foretold } from './oldModel.ts'
import type { RecordedDay } from './record.ts'

export interface Replayed {
  old: ForecastError
  new: ForecastError
  /** Mean absolute error of the new model divided by that of the old one. */
  ratio: number
  /** The same for cars of which nothing came up later that no forecast can know. */
  unsurprised: { old: ForecastError; new: ForecastError; ratio: number }
}

/** Cars that either model cannot schedule are left out of both. @param outcomes what plans came to on other days, to learn from */
export function replay(days: readonly RecordedDay[], outcomes: readonly PlanOutcome[]): Replayed {
  const found: { was: Foreseen; is: Foreseen; isSurprised: boolean }[] = []
  for (const { shop, foreseen, before: minutes, surprised } of days) {
    const experience = learnExperience(outcomes, shop.workshop)
    const [old, now] = [oldForecasts(shop, minutes), newForecasts({ ...shop, experience })]
    for (const one of foreseen) {
      const [was, is] = [old.get(one.orderId), now.get(one.orderId)]
      if (!was || !is) continue
      const isSurprised = surprised.includes(one.orderId)
      found.push({ was: { ...one, ...was }, is: { ...one, ...is }, isSurprised })
    }
  }
  const compared = (all: typeof found) => {
    const workshop = days[0]!.shop.workshop
    const [was, is] = (['was', 'is'] as const).map((which) =>
      errorOf(
        all.map((one) => one[which]),
        workshop,
      ),
    ) as [ForecastError, ForecastError]
    return { old: was, new: is, ratio: is.minutes / was.minutes }
  }
  return { ...compared(found), unsurprised: compared(found.filter(({ isSurprised }) => !isSurprised)) }
}

function newForecasts(shop: ShopState): Map<string, Foretold> {
  const found = forecastsOf(shop).flatMap(({ orderId, forecastAt, safeForecastAt }): [string, Foretold][] =>
    forecastAt === null || safeForecastAt === null ? [] : [[orderId, { forecastAt, safeForecastAt }]],
  )
  return new Map(found)
}
