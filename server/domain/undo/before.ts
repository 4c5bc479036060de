/** What a command has changed, as it was before (S14). */
import { plural, type StoredEntities, type StoredKind } from '../kinds.ts'
import type { Changes, Scope } from '../rule.ts'

/** The kinds that come back. Vehicles keep what they learnt, forecasts and suggestions are computed again. */
const kindsRestored = [
  'order',
  'bay',
  'arrival',
  'notice',
  'alert',
  'suggestion',
  'priceItem',
] as const satisfies readonly StoredKind[]
type RestoredKind = (typeof kindsRestored)[number]

/** The entities of a decision as they were loaded. */
export function beforeOf(scope: Scope, put: Changes): Changes {
  const before: Changes = {}
  for (const kind of kindsRestored) keep(kind, scope, put, before)
  return before
}

function keep<K extends RestoredKind>(kind: K, scope: Scope, put: Changes, before: Changes): void {
  const known = scope[plural(kind)] as unknown as ReadonlyMap<string, StoredEntities[K]>
  const list = (put[kind] ?? []).flatMap(({ id }) => known.get(id) ?? [])
  if (list.length > 0) before[kind] = list as Changes[K]
}
