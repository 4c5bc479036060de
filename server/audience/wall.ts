import { progressCheckStage } from '#contract/progress.ts'
import { wallView } from '#contract/views/wall.ts'
import { partExpectedAt } from './parts.ts'
import { presentersOf } from './presenter.ts'

/** The wall is in the workshop, but visitors can see it too. */
export const wallPresenters = presentersOf(
  wallView,
  { order: { partExpectedAt, progressCheck: progressCheckStage } },
  {},
)
