/** The tables of all kinds, for reading and writing. */
import type { InferSelectModel } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import * as schema from '#db/schema/index.ts'
import { storedKinds, rowOf, type StoredEntities, type StoredKind, type kinds } from '#server/domain/kinds.ts'
import { tableOf, type Table } from './table.ts'

type Kinds = typeof kinds
type TableOf<K extends StoredKind> = Kinds[K] extends { table: infer T extends string } ? T : K
type ListsOf<K extends StoredKind> = Kinds[K] extends { lists: infer L } ? keyof L : never

/** A row of a kind's own table: the entity without its lists. A workshop's row also holds what only the server knows. */
export type Stored<K extends StoredKind> = K extends 'workshop'
  ? Omit<InferSelectModel<typeof schema.workshop>, 'workshopId'>
  : Omit<StoredEntities[K], ListsOf<K>>

/** The columns for an entity's fields. */
type Renamed<K extends StoredKind> = Kinds[K] extends { id: infer I extends string }
  ? Omit<Stored<K>, 'id'> & Record<I, string>
  : Stored<K>
type Columns<K extends StoredKind> = Kinds[K] extends { flat: infer F extends string & keyof Renamed<K> }
  ? Omit<Renamed<K>, F> & { [I in keyof Renamed<K>[F] & string as `${F}${Capitalize<I>}`]: Renamed<K>[F][I] }
  : Renamed<K>

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false
type Model<N> = N extends keyof typeof schema
  ? (typeof schema)[N] extends PgTable
    ? Omit<InferSelectModel<(typeof schema)[N]>, 'workshopId'>
    : never
  : never
/** Does not compile if a kind has no table, or if the columns differ from its entity's fields. */
const tablesOfKinds: {
  [K in StoredKind as TableOf<K>]: Same<Columns<K>, Model<TableOf<K>>> extends true ? PgTable : never
} = schema

/** The lists with tables of their own: `[kind, field, table]`. */
type Lists = {
  [K in StoredKind]: Kinds[K] extends { lists: infer L } ? { [F in keyof L]: [K, F, L[F]] }[keyof L] : never
}[StoredKind]
type Listed<L extends Lists> = L[1] extends keyof StoredEntities[L[0]]
  ? StoredEntities[L[0]][L[1]] extends readonly (infer I)[]
    ? I & Record<`${L[0]}Id`, string> & { position: number }
    : never
  : never
const tablesOfLists: { [L in Lists as L[2]]: Same<Listed<L>, Model<L[2]>> extends true ? PgTable : never } = schema

const named = (all: object, name: string) => (all as Readonly<Record<string, PgTable>>)[name]!
const entries = storedKinds.map((kind) => {
  const { table = kind, id, flat } = rowOf(kind)
  return [kind, tableOf(named(tablesOfKinds, table), { id, flat })]
})
export const tables = Object.fromEntries(entries) as { readonly [K in StoredKind]: Table<Stored<K>> }

/** An item of a list with its position. The field with its owner's id is named after the owner's kind, such as `orderId`. */
export type Item = { id: string; position: number } & Readonly<Record<string, unknown>>

/** A list with a table of its own. */
export interface List {
  /** The entity's field. */
  field: string
  /** The item's field with the entity's id. */
  owner: string
  table: Table<Item>
}

/** The lists of each kind. */
export const listsOf: ReadonlyMap<StoredKind, readonly List[]> = new Map(
  storedKinds.map((kind) => [
    kind,
    Object.entries(rowOf(kind).lists ?? {}).map(([field, table]) => ({
      ...{ field, owner: `${kind}Id` },
      table: tableOf<Item>(named(tablesOfLists, table!)),
    })),
  ]),
)
