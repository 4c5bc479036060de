import { staffView } from '#contract/views/staff.ts'
import { presentersOf } from './presenter.ts'

/** Staff see everything live, except the suggestions they have dismissed. */
export const staffPresenters = presentersOf(staffView, {}, { suggestion: ({ dismissedAt }) => dismissedAt === null })
