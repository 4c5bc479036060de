import { staffView } from '#contract/views/staff.ts'
import { presentersOf } from './presenter.ts'
import { zoneOffsets } from './zoneOffsets.ts'

/** Staff see everything live, except the suggestions they have dismissed. */
export const staffPresenters = presentersOf(
  staffView,
  { workshop: { zoneOffsets } },
  { suggestion: ({ dismissedAt }) => dismissedAt === null },
)
