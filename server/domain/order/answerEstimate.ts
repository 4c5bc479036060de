/** The customer answers the estimate on their own page (B3). */
import type { Payload } from '#contract/commands/index.ts'
import type { Operation } from '#contract/entities/index.ts'
import { isAgreed, isOfferOpen } from '#contract/progress.ts'
import { refuse } from '../rule.ts'
import { authorised } from './estimate.ts'
import { about, after, changed, onOrder } from './onOrder.ts'

/**
 * A yes is the same as at the desk. After a no the order stays open, because the car still stands here and its key hangs at the
 * desk: the adviser is alerted, speaks with the customer and closes it. Refuses `changed_meanwhile`, `already_answered`, and
 * `offer_expired` for a time that can no longer be kept.
 */
export const answerEstimate = onOrder(
  'answerEstimate',
  (order, { accepted, wash }, context) => {
    const pageAnswer = { at: context.now, approved: accepted }
    if (!accepted) {
      const next = { ...after(order, 'estimateDeclinedOnPage'), pageAnswer }
      return changed(next, [about('estimateDeclinedOnPage', order)], {})
    }
    if (!isOfferOpen(order, context.now)) return refuse('offer_expired')
    const next = { ...authorised(order, wash, context), pageAnswer }
    return changed(next, [about('orderAuthorised', order)], {})
  },
  undefined,
  (order, { was }) => !isAsShown(was, order.promiseAt, order.operations.filter(isAgreed)),
)

/** S13: whether the page showed exactly these operations, at these prices, with this promise. */
export const isAsShown = (
  was: Payload<'answerEstimate'>['was'],
  promiseAt: number | null | undefined,
  operations: readonly Operation[],
): boolean =>
  was.promiseAt === promiseAt &&
  was.operations.length === operations.length &&
  operations.every(({ id, price }) => was.operations.some((shown) => shown.id === id && shown.price === price))
