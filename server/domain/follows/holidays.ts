/** Public holidays are looked up again every week: new ones are published, and the year goes on. */
import type { Workshop } from '#contract/entities/index.ts'
import type { FollowUp } from './followUp.ts'

const EVERY = 7 * 86_400_000

export const holidays: FollowUp<Workshop> = {
  // The days themselves need calendars that a command loads first, see `due.ts`.
  after: (followed) => followed,
  moments: ({ entity }, { context }) => (entity.holidays === null ? [] : [context.now + EVERY]),
}
