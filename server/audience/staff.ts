import { staffView } from '#contract/views/staff.ts'
import { presentersOf } from './presenter.ts'

/** The staff see everything that is live, but suggestions that they have dismissed. */
export const staffPresenters = presentersOf(staffView, {}, { suggestion: ({ dismissedAt }) => dismissedAt === null })
