/** A placement in words. */
import type { Placement } from '#contract/entities/index.ts'
import { words } from '#kit/words.svelte.ts'
import type { Names } from '#kit/names.svelte.ts'

/** "Bay 6 · Ma Chao · from 14:00" */
export function placeOf(names: Names, { bayId, technicianId, startAt }: Placement): string {
  const bay = names.bay(bayId)
  const place = words.line([
    bay === null ? null : words.t('plan:place.bay', { number: bay }),
    names.person(technicianId),
    startAt === null ? null : words.t('plan:place.from', { at: names.when(startAt) }),
  ])
  return place || words.t('plan:place.none')
}
