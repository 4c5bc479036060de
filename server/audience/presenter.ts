/** Builds presenters from a view's schemas. All lists of fields are in `contract/views`, none here. */
import type { z } from 'zod'
import type { Bay, Entities, Kind, Workshop } from '#contract/entities/index.ts'
import type { ViewName } from '#contract/values.ts'
import type { ViewEntities } from '#contract/views/index.ts'
import { isLive } from '#server/domain/kinds.ts'
import { objectCut, type Compute } from './cut.ts'

/** What presenters may use besides the entity itself. */
export interface Lookup {
  workshop: Workshop
  bays: ReadonlyMap<string, Bay>
}

/** One function per kind that the audience may see: the entity as shown, or null if it is hidden at the moment. */
export type Presenters<V extends ViewName> = {
  [K in KindsOf<V>]: (entity: Entities[K], lookup: Lookup) => ViewEntities<V>[K] | null
}
type KindsOf<V extends ViewName> = keyof ViewEntities<V> & Kind

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false
type Both<A extends boolean, B extends boolean> = A extends true ? B : false

/** Whether cutting alone turns the entity's type `E` into the view's type `V`. */
type Cuts<E, V> =
  Same<E, V> extends true
    ? true
    : Same<null extends E ? 1 : 0, null extends V ? 1 : 0> extends false
      ? false
      : CutsFilled<NonNullable<E>, NonNullable<V>>
type CutsFilled<E, V> = [E, V] extends [readonly (infer F)[], readonly (infer W)[]]
  ? Cuts<F, W>
  : Both<[E, V] extends [object, object] ? true : false, [Missing<E, V>] extends [never] ? true : false>

/** The view's fields that the entity does not have, or has with another type. */
type Missing<E, V> = {
  [F in keyof V]-?: F extends keyof E ? (Cuts<E[F], V[F]> extends true ? never : F) : F
}[keyof V]

/** Computes exactly the missing fields of a view. The results are cut to the schema, too. */
export type Computed<V extends ViewName> = {
  [K in KindsOf<V> as [Missing<Entities[K], ViewEntities<V>[K]>] extends [never] ? never : K]: {
    [F in Missing<Entities[K], ViewEntities<V>[K]>]: (entity: Entities[K], lookup: Lookup) => ViewEntities<V>[K][F]
  }
} & { [K in KindsOf<V> as [Missing<Entities[K], ViewEntities<V>[K]>] extends [never] ? K : never]?: never }

/** Which entities the audience sees at the moment. Kinds not listed show their live entities. */
export type Visible<V extends ViewName> = { [K in KindsOf<V>]?: (entity: Entities[K]) => boolean }

interface View<V extends ViewName> {
  view: V
  schemas: { readonly [K in Kind]?: z.ZodType }
}

export function presentersOf<V extends ViewName>(
  { schemas }: View<V>,
  computed: Computed<V>,
  visible: Visible<V>,
): Presenters<V> {
  const presenters = Object.entries<z.ZodType>(schemas).map(([kind, schema]) => {
    const cut = objectCut(schema, (computed as Partial<Record<string, Record<string, Compute>>>)[kind])
    const isLiveNow = (entity: unknown) => isLive(kind as Kind, entity as never)
    const isVisible = (visible as Partial<Record<string, (entity: unknown) => boolean>>)[kind] ?? isLiveNow
    return [kind, (entity: unknown, lookup: Lookup) => (isVisible(entity) ? cut(entity, lookup) : null)]
  })
  return Object.fromEntries(presenters) as Presenters<V>
}
