import { z } from 'zod'
import { id } from '../fields.ts'
import type { Kind } from '../entities/index.ts'
import type { ViewName } from '../values.ts'

/**
 * A view lists by kind what an audience may see; other kinds never reach it. `put` holds whole entities as the audience sees
 * them, `drop` the ids of those it no longer sees.
 */
export function viewOf<V extends ViewName, S extends { readonly [K in Kind]?: z.ZodType }>(view: V, schemas: S) {
  const name = view[0]!.toUpperCase() + view.slice(1)
  const put = z.object(
    Object.fromEntries(Object.entries<z.ZodType>(schemas).map(([kind, schema]) => [kind, z.array(schema).optional()])),
  )
  const drop = z.partialRecord(z.enum(Object.keys(schemas) as [Kind, ...Kind[]]), z.array(id))
  return { view, schemas, put: put.meta({ id: `${name}Put` }), drop: drop.meta({ id: `${name}Drop` }) }
}

/** The entities of a view, by kind. */
export type EntitiesOf<V extends { schemas: Partial<Record<Kind, z.ZodType>> }> = {
  [K in keyof V['schemas']]: V['schemas'][K] extends z.ZodType ? z.output<V['schemas'][K]> : never
}
