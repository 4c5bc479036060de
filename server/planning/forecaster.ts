/** When each live car will be ready: worked out beside the commands, and told by one (AL). */
import type { Sql } from 'postgres'
import type { Payload } from '#contract/commands/index.ts'
import { forecastOf } from '#server/domain/forecast.ts'
import { readState } from '#server/read/state.ts'

export interface Forecaster {
  /** The forecasts of a workshop's live orders; null when there is no such workshop. */
  forecast(workshopId: string): Promise<Payload<'recordForecasts'> | null>
}

export function createForecaster({ sql, now }: { sql: Sql; now: () => number }): Forecaster {
  return {
    async forecast(workshopId) {
      const state = await readState(sql, workshopId)
      const workshop = state?.put.workshop?.[0]
      if (!state || !workshop) return null
      const forecasts = (state.put.order ?? []).map((order) => ({
        orderId: order.id,
        forecastAt: forecastOf(order, workshop, now()),
      }))
      return { seq: state.seq, forecasts }
    },
  }
}
