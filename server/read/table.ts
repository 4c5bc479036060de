/** Maps entities to tables. The statements are built once from the schema and run as prepared statements by postgres.js. */
import { getTableColumns, getTableName } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import { getTableConfig, type PgColumn, type PgTable } from 'drizzle-orm/pg-core'
import type { ISql, ParameterOrJSON, TransactionSql } from 'postgres'

/** A connection to run statements on: the pool, or a transaction. */
export type Runner = ISql | TransactionSql
type Value = ParameterOrJSON<never>
type Fields = Record<string, unknown>

/** How an entity's columns differ from its fields. */
export interface Layout {
  /** The column that holds the id. */
  id?: string | undefined
  /** An object whose fields are columns: `customer.name` is in `customerName`. */
  flat?: string | undefined
}

interface Column {
  /** The path in the entity: `['customer', 'name']`. */
  path: [string] | [string, string]
  name: string
  type: string
  column: PgColumn
}

export interface Table<E> {
  /** Quoted for SQL. */
  name: string
  /** `select … from table where workshop_id = $1 and <condition>`; the condition's parameters start at `$2`. */
  select(run: Runner, workshopId: string, condition: string, parameters: readonly unknown[]): Promise<E[]>
  /** Upserts an entity. */
  put(run: Runner, workshopId: string, entity: E): Promise<unknown>
  /** Inserts new entities in one statement. */
  insert(run: Runner, workshopId: string, entities: readonly E[]): Promise<unknown>
  /** Deletes the entities whose `field` (default: the id) has one of these values. */
  drop(run: Runner, workshopId: string, values: readonly string[], field?: string): Promise<unknown>
  /** Deletes one entity by its whole key. */
  dropOne(run: Runner, workshopId: string, entity: E): Promise<unknown>
}

export function tableOf<E>(table: PgTable, { id = 'id', flat }: Layout = {}): Table<E> {
  const pathOf = (key: string): Column['path'] => {
    if (key === id) return ['id']
    if (!flat || !key.startsWith(flat)) return [key]
    return [flat, key.charAt(flat.length).toLowerCase() + key.slice(flat.length + 1)]
  }
  const name = `"${getTableName(table)}"`
  const all = Object.entries(getTableColumns(table)).map(([key, column]) => ({
    ...{ key, column, path: pathOf(key) },
    ...{ name: `"${toSnakeCase(column.name)}"`, type: column.getSQLType() },
  }))
  const columns: Column[] = all.filter(({ key }) => key !== 'workshopId')
  const list = columns.map((c) => c.name).join(', ')
  const inline = all.filter((c) => c.column.primary).map((c) => c.name)
  const key = getTableConfig(table).primaryKeys[0]?.columns.map((c) => `"${toSnakeCase(c.name)}"`) ?? inline
  const rest = columns.filter((c) => !key.includes(c.name)).map((c) => `${c.name} = excluded.${c.name}`)
  const upsert =
    `insert into ${name} (workshop_id, ${list}) values ($1, ${columns.map((_, i) => `$${i + 2}`).join(', ')}) ` +
    `on conflict (${key.join(', ')}) do update set ${rest.join(', ')}`
  const insert =
    `insert into ${name} (workshop_id, ${list}) ` +
    `select $1::uuid, * from unnest(${columns.map(({ type }, i) => `$${i + 2}::${type}[]`).join(', ')})`

  const fromDriver = (row: Fields): E => {
    const entity: Fields = {}
    for (const { path, name, column } of columns) {
      const stored = row[name.slice(1, -1)]
      const value = stored === null || column.columnType === 'PgArray' ? stored : column.mapFromDriverValue(stored)
      if (path.length === 1) entity[path[0]] = value
      else ((entity[path[0]] ??= {}) as Fields)[path[1]] = value
    }
    return entity as E
  }
  const toDriver = (entity: E, { path, column }: Column): Value => {
    const [field, inner] = path
    const outer = (entity as Fields)[field]
    const value = inner === undefined ? outer : (outer as Fields)[inner]
    if (value === undefined) throw new Error(`${name}: ${path.join('.')} is missing`)
    // postgres.js serialises arrays and JSON; only custom types, such as instants, need mapping.
    return (value === null || column.columnType !== 'PgCustomColumn' ? value : column.mapToDriverValue(value)) as Value
  }
  const ids = columns.filter((column) => key.includes(column.name))
  const dropOne = `delete from ${name} where workshop_id = $1${ids.map((c, i) => ` and ${c.name} = $${i + 2}`).join('')}`
  const statement = (run: Runner, text: string, parameters: readonly unknown[]) =>
    run.unsafe(text, parameters as Value[], { prepare: true })

  return {
    name,
    async select(run, workshopId, condition, parameters) {
      const text = `select ${list} from ${name} where workshop_id = $1 and ${condition}`
      return (await statement(run, text, [workshopId, ...parameters])).map(fromDriver)
    },
    async put(run, workshopId, entity) {
      await statement(run, upsert, [workshopId, ...columns.map((column) => toDriver(entity, column))])
    },
    async insert(run, workshopId, entities) {
      const values = columns.map((column) => entities.map((entity) => toDriver(entity, column)))
      await statement(run, insert, [workshopId, ...values])
    },
    async drop(run, workshopId, values, field = 'id') {
      const column = columns.find(({ path }) => path[0] === field && path.length === 1)
      if (!column) throw new Error(`${name} has no ${field}`)
      const text = `delete from ${name} where workshop_id = $1 and ${column.name} = any($2::${column.type}[])`
      await statement(run, text, [workshopId, values])
    },
    async dropOne(run, workshopId, entity) {
      await statement(run, dropOne, [workshopId, ...ids.map((column) => toDriver(entity, column))])
    },
  }
}
