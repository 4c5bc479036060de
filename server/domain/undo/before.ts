/** What a command has changed, as it was before (S14). */
import { plural, type StoredEntities, type StoredKind } from '../kinds.ts'
import type { Changes, Removals, Scope } from '../rule.ts'

/** The kinds that come back. Forecasts are computed again. */
const kindsRestored = [
  'order',
  'bay',
  'arrival',
  'notice',
  'alert',
  'suggestion',
  'priceItem',
  'vehicle',
  'person',
] as const satisfies readonly StoredKind[]
type RestoredKind = (typeof kindsRestored)[number]

/** The entities that a decision changes or removes, as they were loaded. */
export function beforeOf(scope: Scope, put: Changes, drop: Removals): Changes {
  const before: Changes = {}
  for (const kind of kindsRestored) {
    const ids = [...(put[kind] ?? []).map(({ id }) => id), ...(kind === 'vehicle' ? (drop.vehicle ?? []) : [])]
    keep(kind, scope, new Set(ids), before)
  }
  return before
}

function keep<K extends RestoredKind>(kind: K, scope: Scope, ids: ReadonlySet<string>, before: Changes): void {
  const known = scope[plural(kind)] as unknown as ReadonlyMap<string, StoredEntities[K]>
  const list = [...known.values()].filter(({ id }) => ids.has(id))
  if (list.length > 0) before[kind] = list as Changes[K]
}
