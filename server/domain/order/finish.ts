/** QC, wash, settlement and gate (C5, C7, B12). */
import type { Order } from '#contract/entities/index.ts'
import { about, after, changed, onOrder } from './onOrder.ts'

/** A ready car has left its bay. */
export const ready = (order: Order, now: number): Order => ({
  ...order,
  ...{ readyAt: now, preparedAt: null, noticeReleasedBy: null, bayId: null },
})

/** C5: every car goes through QC; C7: then the wash, if the customer wants one. */
export const passChecks = onOrder('passChecks', (order, _payload, context) => {
  const passed = { ...after(order, 'checksPassed', order.wash ? 'washing' : 'ready'), checkedAt: context.now }
  const next = order.wash ? passed : ready(passed, context.now)
  return changed(next, [about('checksPassed', order, { wash: order.wash })], {})
})

/** C7: told to floor and adviser when it begins, not before. A car that is washed stands in no bay for other work. */
export const startWash = onOrder(
  'startWash',
  (order, _payload, context, { bays }) => {
    const isInPlace = order.bayId !== null && bays.get(order.bayId)?.uses.includes('wash')
    const bayId = isInPlace ? order.bayId : null
    const next = { ...after(order, 'washStarted'), washStartedAt: context.now, bayId }
    return changed(next, [about('washStarted', order)], {})
  },
  undefined,
  undefined,
  ({ bayId }) => (bayId === null ? {} : { bays: [bayId] }),
)

export const finishWash = onOrder('finishWash', (order, _payload, context) =>
  changed(ready(after(order, 'carWashed'), context.now), [about('carWashed', order)], {}),
)

/** B11.2: cleaned, looked over, belongings back in the car, papers added up. */
export const prepareCar = onOrder('prepareCar', (order, _payload, context) =>
  changed({ ...after(order, 'carPrepared'), preparedAt: context.now }, [about('carPrepared', order)], {}),
)

/** B11: a person takes it on themselves that the customer is told before the car is prepared. */
export const releaseNotice = onOrder('releaseNotice', (order, _payload, { actor }) => {
  const next = { ...after(order, 'noticeReleased'), noticeReleasedBy: actor.personId }
  return changed(next, [about('noticeReleased', order)], {})
})

export const settleOrder = onOrder('settleOrder', (order, _payload, context) =>
  changed({ ...after(order, 'orderSettled'), settledAt: context.now }, [about('orderSettled', order)], {}),
)

/** B12: no car leaves before the bill is settled. */
export const releaseCar = onOrder('releaseCar', (order, _payload, context) => {
  const next = { ...after(order, 'carReleased'), bayId: null, closedAt: context.now }
  return changed(next, [about('carReleased', order)], {})
})
