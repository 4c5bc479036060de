import type { Entities } from '#contract/entities.ts'
import type { Door, Kind } from '#contract/values.ts'
import type { ViewEntities } from '#contract/views/index.ts'
import type { House } from './audience.ts'

/** One function a kind that the audience may see: the entity as it sees it, or null when it may not see it now. */
export type Presenters<D extends Door> = {
  [K in keyof ViewEntities<D> & Kind]: (entity: Entities[K], house: House) => ViewEntities<D>[K] | null
}

/** The fields named, and nothing else. */
export function only<T, K extends keyof T>(entity: T, ...fields: K[]): Pick<T, K> {
  return Object.fromEntries(fields.map((field) => [field, entity[field]])) as Pick<T, K>
}
