/** Journal entries of an earlier release lack the fields that are new since. They are read with null: no field is missing on the wire. */
import { entities, kinds } from '#contract/entities/index.ts'

type Anything = Record<string, unknown>

/** The fields of each kind that may be null. */
const nullable: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  kinds.map((kind) => {
    const fields = Object.entries(entities[kind].shape)
    return [kind, fields.filter(([, schema]) => schema.safeParse(null).success).map(([name]) => name)]
  }),
)

/** A row of the journal whose entities have every field that may be null. */
export function withNewFields<R extends { put: unknown }>(row: R): R {
  const put = Object.entries(row.put as Record<string, Anything[]>).map(([kind, list]) => [
    kind,
    list.map((entity) => filled(entity, nullable[kind] ?? [])),
  ])
  return { ...row, put: Object.fromEntries(put) }
}

function filled(entity: Anything, fields: readonly string[]): Anything {
  const missing = fields.filter((field) => !(field in entity))
  return missing.length === 0 ? entity : { ...entity, ...Object.fromEntries(missing.map((field) => [field, null])) }
}
