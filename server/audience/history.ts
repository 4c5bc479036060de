/** What staff may see of an entry of the journal: as in their live view, but also what has ended since. */
import type { Kind } from '#contract/entities/index.ts'
import type { Put } from '#contract/sync.ts'
import { staffView } from '#contract/views/staff.ts'
import type { Changes } from '#server/domain/rule.ts'
import { objectCut, type Compute } from './cut.ts'
import { zoneOffsets } from './zoneOffsets.ts'

const cuts = new Map(
  Object.entries(staffView.schemas).map(([kind, schema]) => {
    const computed: Record<string, Compute> = kind === 'workshop' ? { zoneOffsets: zoneOffsets as Compute } : {}
    return [kind as Kind, objectCut(schema, computed)]
  }),
)

export function historyForStaff(put: Changes): Put<'staff'> {
  const seen: Partial<Record<Kind, unknown[]>> = {}
  for (const [kind, cut] of cuts) if (put[kind]?.length) seen[kind] = put[kind].map((entity) => cut(entity, undefined))
  return seen as Put<'staff'>
}
