/**
 * `figures.page_p95_ms`: the time to count what a page of figures shows, its period and the one before, over a made year of a
 * shop of 14 bays: days, weeks and months from anywhere in it. Some 12,000 orders; the reads run on connections of their own.
 */
import { fromLocal } from '#contract/calendar.ts'
import { periodNames } from '#contract/figureNames.ts'
import { connectBeside } from '#db/database.ts'
import { exampleHours } from '#server/domain/workshop/example.ts'
import { createWorkshop } from '#server/admin/workshop.ts'
import { deck } from '#server/demo/jobs.ts'
import { makePast } from '#server/demo/past/past.ts'
import { furnishing } from '#server/demo/workshop.ts'
import { randomOf } from '#server/domain/planner/random.ts'
import { createReports } from '#server/read/reports/reports.ts'
import { createWriter } from '#server/write/write.ts'
import { permitted } from '../support/permitted.ts'
import { clock, median, percentile, round, type Figures } from './figures.ts'
import { openGround } from './ground.ts'

const DAY = 86_400_000
const DAYS = 365
const timeZone = 'Asia/Shanghai'
/** The first day after the year, a local midnight. */
const UNTIL = Date.UTC(2026, 10, 28)

export async function reports(quick: boolean): Promise<Figures> {
  const pages = quick ? 30 : 150
  const ground = await openGround()
  const { sql } = ground.database
  const calendar = { timeZone, hours: exampleHours, days: [] }
  const begin = fromLocal(UNTIL - (DAYS + 1) * DAY, timeZone)
  const place = { name: 'Figures', timeZone, currency: 'CNY', plateFormat: 'cn', phone: null } as const
  const workshopId = await createWorkshop(sql, { ...place, hours: exampleHours, at: begin })
  const writer = createWriter({ sql, now: () => begin, committed: () => undefined })
  await writer.execute(permitted('admin', workshopId, 'furnishWorkshop', furnishing(14)))
  const size = { cars: deck.length, bays: 14, technicians: 12 }
  await makePast(ground.url, { workshopId, calendar, seed: 1, size, until: UNTIL, days: DAYS })

  // Saturday, shortly before the end of the work.
  const now = fromLocal(UNTIL - DAY, timeZone) + 17 * 3_600_000
  const read = createReports(connectBeside(ground.url), () => now)
  const random = randomOf(11)
  const times: number[] = []
  for (let n = -periodNames.length; n < pages; n++) {
    const day = new Date(UNTIL - random.whole(1, DAYS - 40) * DAY).toISOString().slice(0, 10)
    const question = { period: periodNames[Math.abs(n) % periodNames.length]!, day }
    const begun = clock()
    await Promise.all([
      read.figures(workshopId, question),
      read.orders(workshopId, { ...question, before: 'false', figure: 'carried', cells: 'carried' }),
    ])
    // The first of each kind opens the connections.
    if (n >= 0) times.push(clock() - begun)
  }
  const [{ count } = { count: 0 }] = await sql<{ count: number }[]>`select count(*)::int from repair_order`
  await read.close()
  await ground.stop()
  return {
    'figures.page_p95_ms': {
      value: round(percentile(times, 0.95)),
      note: `median ${round(median(times))} ms, worst ${round(percentile(times, 1))} ms; ${times.length} pages over ${count} orders of ${DAYS} days`,
    },
  }
}
