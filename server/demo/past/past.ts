/**
 * The demo's made past: the visits of the weeks before the first day, written straight into the tables. Running them through
 * the commands would take minutes. The journal gets only the facts that figures count.
 */
import { getTableColumns, getTableName, type InferSelectModel } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Sql } from 'postgres'
import { fromLocal, spansOn, type Calendar } from '#contract/calendar.ts'
import { connectBeside } from '#db/database.ts'
import { exampleFurnishing } from '#server/domain/workshop/example.ts'
import * as schema from '#db/schema/index.ts'
import { randomOf } from '#server/domain/planner/random.ts'
import { newId } from '#server/write/ids.ts'
import { markOf, type Marked } from '#server/write/mark.ts'
import { planDay, type DaySize } from '../day.ts'
import { visitOf } from './visit.ts'
import { rowsOf, type Rows } from './rows.ts'

const DAY = 86_400_000
const MINUTE = 60_000

export interface Past {
  workshopId: string
  calendar: Calendar
  seed: number
  size: DaySize
  /** Local midnight of the first day that is not made (see `fromLocal`). */
  until: number
  /** Calendar days. */
  days: number
}

/** Fills an existing workshop, whose journal must not be longer than its furnishing; the same seed makes the same past. */
export async function makePast(url: string, past: Past): Promise<void> {
  // Inserting all rows at once takes longer than a command may.
  const sql = connectBeside(url)
  try {
    await write(sql, past)
  } finally {
    await sql.end()
  }
}

async function write(sql: Sql, { workshopId, calendar, seed, size, until, days }: Past): Promise<void> {
  const [head] = await sql<{ seq: string; mark: string; at: string }[]>`
    select seq, mark, at from workshop_head where workshop_id = ${workshopId}`
  const bays = await sql<{ id: string; uses: string[] }[]>`select id, uses from bay where workshop_id = ${workshopId}`
  const minutesOf = new Map(exampleFurnishing.priceItems.map(({ code, standardMinutes }) => [code, standardMinutes]))
  const all: Rows[] = []
  let number = 0
  for (let back = days; back >= 1; back--) {
    const midnight = until - back * DAY
    if (spansOn(calendar, midnight).length === 0) continue
    const at = (minute: number) => fromLocal(midnight + minute * MINUTE, calendar.timeZone)
    const day = 1_000 + back
    planDay(seed, day, size).cars.forEach((car, rank) => {
      const standard = car.work.reduce((sum, { code }) => sum + (minutesOf.get(code) ?? 60), 0)
      const visit = visitOf(car, standard, calendar, at, randomOf(seed, day, 7_000 + rank))
      number += 1
      all.push(rowsOf(visit, { workshopId, number, bays, random: randomOf(seed, day, 9_000 + rank) }))
    })
  }
  const end = fromLocal(until, calendar.timeZone)
  const of = <K extends keyof Rows>(kind: K) => all.flatMap((rows) => rows[kind] as Rows[K][number][])
  const facts = of('facts')
    .filter(({ at }) => at < end)
    .sort((a, b) => a.at - b.at)
  const first = Number(head!.seq) + 1
  let { mark } = head!
  const journal = facts.map(({ at, command, fact }, n) => {
    const entry: Marked = {
      ...{ workshopId, seq: first + n, previous: mark, at, command, commandId: newId() },
      ...{ actor: { device: 'staff', personId: null }, facts: [fact], put: {}, drop: {}, personalHash: null },
    }
    mark = markOf(entry)
    return { ...entry, mark, personal: null }
  })
  await sql.begin(async (tx) => {
    const insert = <T extends PgTable>(table: T, rows: InferSelectModel<T>[]) => {
      const name = tx(getTableName(table) as string)
      return tx`insert into ${name} select * from jsonb_populate_recordset(null::${name}, ${jsonOf(table, rows)}::text::jsonb)`
    }
    await insert(schema.order, of('orders'))
    await insert(schema.operation, of('operations'))
    await insert(schema.arrival, of('arrivals'))
    await insert(schema.notice, of('notices'))
    await insert(schema.bayHold, of('holds'))
    await insert(schema.forecastSample, of('samples'))
    await insert(schema.journal, journal)
    await tx`update workshop_head set order_number = ${number}, seq = ${first + journal.length - 1}, mark = ${mark},
      at = greatest(at, ${new Date(journal.at(-1)?.at ?? Date.parse(head!.at)).toISOString()}) where workshop_id = ${workshopId}`
  })
  // PostgreSQL would learn of so many rows only after a minute.
  await sql`analyze`
}

/** Rows as the database names and stores their columns. */
function jsonOf<T extends PgTable>(table: T, rows: readonly InferSelectModel<T>[]): string {
  const columns = Object.entries(getTableColumns(table)).map(([key, column]) => ({
    ...{ key, name: toSnakeCase(column.name), column },
  }))
  return JSON.stringify(
    rows.map((row) =>
      Object.fromEntries(
        columns.map(({ key, name, column }) => {
          const value = (row as Record<string, unknown>)[key] ?? null
          const isOwn = value !== null && column.columnType === 'PgCustomColumn'
          return [name, isOwn ? column.mapToDriverValue(value) : value]
        }),
      ),
    ),
  )
}
