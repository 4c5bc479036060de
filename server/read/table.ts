/** Rows and their tables: statements made once from the schema, run as prepared statements by postgres.js. */
import { getTableColumns, getTableName, type InferSelectModel } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import { getTableConfig, type PgColumn, type PgTable } from 'drizzle-orm/pg-core'
import type { ISql, ParameterOrJSON, TransactionSql } from 'postgres'

/** A connection to run statements on: the pool, or a transaction. */
export type Runner = ISql | TransactionSql
type Value = ParameterOrJSON<never>

interface Column {
  key: string
  name: string
  column: PgColumn
}

export interface Table<Row> {
  /** `select … from table where workshop_id = $1 and <condition>`; `$2` on belong to the condition. */
  select(run: Runner, workshopId: string, condition: string, parameters: readonly unknown[]): Promise<Row[]>
  /** Writes a row, new or as a replacement of the one with its key. */
  put(run: Runner, row: Row): Promise<unknown>
  /** Deletes the rows with these ids. */
  drop(run: Runner, workshopId: string, ids: readonly string[]): Promise<unknown>
  name: string
}

export function tableOf<T extends PgTable>(table: T): Table<InferSelectModel<T>> {
  type Row = InferSelectModel<T>
  const name = `"${getTableName(table)}"`
  const columns: Column[] = Object.entries(getTableColumns(table)).map(([key, column]) => ({
    key,
    name: `"${toSnakeCase(column.name)}"`,
    column,
  }))
  const list = columns.map((c) => c.name).join(', ')
  const inline = columns.filter((c) => c.column.primary).map((c) => c.name)
  const key = getTableConfig(table).primaryKeys[0]?.columns.map((c) => `"${toSnakeCase(c.name)}"`) ?? inline
  const rest = columns.filter((c) => !key.includes(c.name)).map((c) => `${c.name} = excluded.${c.name}`)
  const upsert =
    `insert into ${name} (${list}) values (${columns.map((_, i) => `$${i + 1}`).join(', ')}) ` +
    `on conflict (${key.join(', ')}) do update set ${rest.join(', ')}`

  const fromDriver = (row: Record<string, unknown>): Row => {
    const result: Record<string, unknown> = {}
    for (const { key, name, column } of columns) {
      const value = row[name.slice(1, -1)]
      result[key] = value === null || column.columnType === 'PgArray' ? value : column.mapFromDriverValue(value)
    }
    return result as Row
  }
  const toDriver = (row: Row): Value[] =>
    columns.map(({ key, column }) => {
      const value = (row as Record<string, unknown>)[key]
      if (value === undefined) throw new Error(`${name}.${key} is missing`)
      // postgres.js writes arrays and JSON by itself; only instants and the like are ours to turn.
      const turned = value === null || column.columnType !== 'PgCustomColumn' ? value : column.mapToDriverValue(value)
      return turned as Value
    })

  return {
    name,
    async select(run, workshopId, condition, parameters) {
      const text = `select ${list} from ${name} where workshop_id = $1 and ${condition}`
      const rows = await run.unsafe(text, [workshopId, ...parameters] as Value[], { prepare: true })
      return rows.map(fromDriver)
    },
    async put(run, row) {
      await run.unsafe(upsert, toDriver(row), { prepare: true })
    },
    async drop(run, workshopId, ids) {
      const text = `delete from ${name} where workshop_id = $1 and id = any($2::uuid[])`
      await run.unsafe(text, [workshopId, ids] as Value[], { prepare: true })
    },
  }
}
