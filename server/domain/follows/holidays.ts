/** Public holidays are refreshed every week, as new ones are published. */
import type { Workshop } from '#contract/entities/index.ts'
import type { FollowUp } from './followUp.ts'

const EVERY = 7 * 86_400_000

export const holidays: FollowUp<Workshop> = {
  // Computing the days needs calendars that a command loads first, see `due.ts`.
  after: (followed) => followed,
  moments: ({ entity }, { context }) => (entity.holidays === null ? [] : [context.now + EVERY]),
}
