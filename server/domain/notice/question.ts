/** Questions that customers answer on their own page: the estimate and additional work (B3, B9). */
import { whyNot } from '#contract/allowed.ts'
import type { Order, Workshop } from '#contract/entities/index.ts'

const MINUTE = 60_000

interface Asked {
  at: number
  /** The promised time with a yes. */
  promiseAt: number
}

/** The question that waits for an answer on the customer's page, also if its promise can no longer be kept; null: none. */
export function askedOnPage(order: Order): Asked | null {
  const { quotedAt, promiseAt, additionalOffer } = order
  if (whyNot('answerAdditionalWork', order) === null) return additionalOffer
  if (whyNot('answerEstimate', order) !== null || quotedAt === null || promiseAt === null) return null
  return { at: quotedAt, promiseAt }
}

/**
 * The question of which its customer is told by message; null: none. Who is on site is asked in person, and a time that can no
 * longer be kept is first offered anew.
 */
export function questionToTell(order: Order, { settings }: Workshop, now: number): Asked | null {
  const asked = askedOnPage(order)
  return asked !== null && settings.tellOfQuestions && !order.waits && asked.promiseAt > now ? asked : null
}

/** When the message may go out: not while the question can be taken back (S14), and an estimate is mostly answered at the desk. */
export const questionDueAt = ({ at }: Asked, { state }: Order, { settings }: Workshop): number =>
  at + Math.max(settings.undoSeconds * 1000, state === 'quoted' ? settings.answerMinutes * MINUTE : 0)
