/** Writes the rows for a decision's changes, kind by kind. Of a list it writes only the items that have changed. */
import { isDeepStrictEqual } from 'node:util'
import type { TransactionSql } from 'postgres'
import { defaultSettings, settingNames, type SettingName, type Settings } from '#contract/settings.ts'
import { storedKinds, plural, rowOf, type StoredKind } from '#server/domain/kinds.ts'
import type { Changes, Removals, Scope } from '#server/domain/rule.ts'
import type { Table } from '#server/read/table.ts'
import { listsOf, tables, type Item, type List, type Stored } from '#server/read/tables.ts'

type Entity = { id: string } & Readonly<Record<string, unknown>>
const tableOf = (kind: StoredKind) => tables[kind] as unknown as Table<Entity>

/**
 * Statements for the changed and removed entities; all have been sent when this returns.
 * @param workshop the stored row, whose server-only columns are kept
 */
export function writeRows(
  tx: TransactionSql,
  workshopId: string,
  workshop: Stored<'workshop'>,
  scope: Scope,
  { put, drop = {} }: { put: Changes; drop?: Removals },
): Promise<unknown>[] {
  const work: Promise<unknown>[] = []
  for (const kind of storedKinds) {
    const ids = drop[kind]
    if (!ids?.length) continue
    if (rowOf(kind).within !== undefined) {
      for (const id of ids) work.push(tableOf(kind).dropOne(tx, workshopId, loaded(scope, kind, { id })!))
      continue
    }
    work.push(tableOf(kind).drop(tx, workshopId, ids))
    for (const { table, owner } of listsOf.get(kind)!) work.push(table.drop(tx, workshopId, ids, owner))
    for (const [other, field] of deletedWith(kind)) work.push(tableOf(other).drop(tx, workshopId, ids, field))
  }
  for (const { id: _, settings, ...fields } of put.workshop ?? [])
    work.push(tables.workshop.put(tx, workshopId, { ...workshop, ...fields, settings: ownOf(settings, workshop) }))
  for (const kind of storedKinds) {
    const entities = put[kind] as readonly Entity[] | undefined
    if (!entities?.length || kind === 'workshop') continue
    if (rowOf(kind).inBulk) work.push(tableOf(kind).insert(tx, workshopId, entities))
    else
      for (const entity of entities) {
        work.push(tableOf(kind).put(tx, workshopId, entity))
        for (const list of listsOf.get(kind)!)
          work.push(...writeList(tx, workshopId, list, loaded(scope, kind, entity), entity))
      }
  }
  return work
}

/** Only what the workshop has set: a default that changes later must reach every workshop that never chose. */
function ownOf(settings: Settings, { settings: stored }: Stored<'workshop'>): Partial<Settings> {
  const isOwn = (name: SettingName) => name in stored || settings[name] !== defaultSettings[name]
  return Object.fromEntries(settingNames.filter(isOwn).map((name) => [name, settings[name]]))
}

/** The kinds deleted together with this kind, and the field with its id. */
const deletedWith = (kind: StoredKind): [StoredKind, string][] =>
  storedKinds.flatMap((other) => {
    const { goesWith } = rowOf(other)
    return goesWith?.kind === kind ? [[other, goesWith.field]] : []
  })

/** The entity as it was loaded; undefined if it is new. */
const loaded = (scope: Scope, kind: StoredKind, { id }: Entity): Entity | undefined =>
  (scope as unknown as Readonly<Record<string, ReadonlyMap<string, Entity>>>)[plural(kind)]?.get(id)

function writeList(
  tx: TransactionSql,
  workshopId: string,
  { field, owner, table }: List,
  before: Entity | undefined,
  entity: Entity,
): Promise<unknown>[] {
  const was = (before?.[field] ?? []) as readonly Item[]
  const items = entity[field] as readonly Item[]
  const changed = items.flatMap((item, position) =>
    isDeepStrictEqual(was[position], item) ? [] : [{ ...item, position, [owner]: entity.id }],
  )
  const remaining = new Set(items.map(({ id }) => id))
  const gone = was.filter(({ id }) => !remaining.has(id)).map(({ id }) => id)
  return [
    ...changed.map((item) => table.put(tx, workshopId, item)),
    ...(gone.length > 0 ? [table.drop(tx, workshopId, gone)] : []),
  ]
}
