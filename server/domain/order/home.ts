/** The car is with its customer while a part is on order (C9). */
import { about, after, changed, onOrder } from './onOrder.ts'

/**
 * The order stays open. It has no promise until the car is back, as nobody can keep one before: so it is neither late nor asked
 * about, and the figures count only the next promise.
 */
export const sendHome = onOrder('sendHome', (order, _payload, { now }) => {
  const withoutPromise = { promiseAt: null, progressCheck: null, additionalOffer: null, informed: null }
  const next = { ...after(order, 'carSentHome'), ...withoutPromise, homeSince: now, bayId: null, waits: false }
  return changed(next, [about('carSentHome', order, { from: order.bayId })], {})
})

export const carIsBack = onOrder('carIsBack', (order) =>
  changed({ ...after(order, 'carCameBack'), homeSince: null }, [about('carCameBack', order)], {}),
)
