import { staffView } from '#contract/views/staff.ts'
import { isOpen } from './open.ts'
import { presentersOf } from './presenter.ts'

/** The staff see everything that is live; what is closed leaves their screens. */
export const staffPresenters = presentersOf(
  staffView,
  {},
  {
    arrival: isOpen,
    order: isOpen,
    notice: isOpen,
    alert: isOpen,
    suggestion: ({ dismissedAt }) => dismissedAt === null,
  },
)
