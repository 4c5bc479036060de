/** Whether the simulated days kept the workshop's word: counted from the journal, and printed at the end (B1.2, B11, B11.1). */
import type { Sql } from 'postgres'
import { delaysOf, type Delays } from './delays.ts'
import { doorOf, type Door } from './door.ts'
import { errorOf, foreseenAt, instantsOf, type ForecastError } from './forecasts.ts'
import { History, type Entry } from './history.ts'
import { pickUpsOf, type PickUps } from './pickUps.ts'

export interface Counts {
  delays: Delays
  pickUps: PickUps
  door: Door
  forecast: ForecastError
}

/** @param from the beginning of the first day: what was before is a made past */
export function countsOf(history: History, from: number): Counts {
  const instants = instantsOf(history.workshop!, from, history.until)
  return {
    delays: delaysOf(history),
    pickUps: pickUpsOf(history),
    door: doorOf(history),
    forecast: errorOf(
      instants.flatMap((at) => foreseenAt(history, at)),
      history.workshop!,
    ),
  }
}

/** What the journal tells since an instant. */
export async function readHistory(sql: Sql, workshopId: string, from: number): Promise<History> {
  const history = new History()
  const rows = sql<(Pick<Entry, 'put'> & { at: string })[]>`
    select at, put from journal
    where workshop_id = ${workshopId} and (at >= ${new Date(from).toISOString()} or put ? 'workshop') order by seq`
  for await (const some of rows.cursor(500)) for (const { at, put } of some) history.add({ at: Date.parse(at), put })
  return history
}

export function countLines({ delays, pickUps, door, forecast }: Counts): string[] {
  const share = (part: number) => `${Math.round(part * 100)} %`
  return [
    // B11.1: a delay need not have stood once the notice's time has come; for customers whom no message reaches, the call's.
    `Delays:   ${delays.told} told to customers, ${delays.unfounded} of them before they had stood; ${delays.inVain} cars came in time after all`,
    `Late:     ${delays.late} customers: ${delays.inTime} told by the notice’s time, ${delays.afterwards} of a delay that came up after it, ${delays.untold} not told in time`,
    `Pick-up:  ${pickUps.told} notices, ${pickUps.unprepared} before the car was prepared`,
    `Door:     ${door.arrivals} arrivals, ${door.long} of them waited over ten minutes, ${door.unheard} without an alarm`,
    `Forecast: at 13:30, ${forecast.cars} cars due that day, ${Math.round(forecast.minutes)} minutes off on average; ${share(forecast.kept)} kept the safe forecast`,
  ]
}
