/** Merges several entries into one batch: each entity once, in its final state. */
import type { Batch } from '#contract/sync.ts'
import { viewOf, type Audience } from '#server/audience/audience.ts'
import type { Lookup } from '#server/audience/presenter.ts'
import type { Entry } from '#server/read/journal.ts'

type Kinds<T> = Record<string, T>

/** The batch that brings an audience from `from` to the last of `entries` (in order). */
export function batchOf(entries: readonly Entry[], from: number, audience: Audience, lookup: Lookup): Batch {
  const last = entries.at(-1)!
  const reached = { from, to: last.seq, mark: last.mark, at: last.at }
  if (entries.length === 1) return { ...reached, ...viewOf(audience, last.put, last.drop, lookup) }
  const latest: Kinds<Map<string, { id: string } | null>> = {}
  for (const entry of entries) {
    const view = viewOf(audience, entry.put, entry.drop, lookup)
    for (const [kind, ids] of Object.entries(view.drop) as [string, string[]][])
      for (const id of ids) (latest[kind] ??= new Map()).set(id, null)
    for (const [kind, list] of Object.entries(view.put) as [string, { id: string }[]][])
      for (const entity of list) (latest[kind] ??= new Map()).set(entity.id, entity)
  }
  const put: Kinds<{ id: string }[]> = {}
  const drop: Kinds<string[]> = {}
  for (const [kind, map] of Object.entries(latest))
    for (const [id, entity] of map)
      if (entity) (put[kind] ??= []).push(entity)
      else (drop[kind] ??= []).push(id)
  return { ...reached, put, drop } as Batch
}
