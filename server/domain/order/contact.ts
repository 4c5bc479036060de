/** The customer's contact details, changed at the desk or from the customer's page (B6.1, B11). */
import { about, changed, onOrder } from './onOrder.ts'
import { hasAddress, withContact, writtenBy } from '../vehicle/vehicle.ts'
import { refuse } from '../rule.ts'

/**
 * Also updates the owner in the car's file, for the next visit. Refuses `no_address` for a channel without an address,
 * `nothing_to_change`.
 */
export const setContact = onOrder(
  'setContact',
  (order, { name, phone, email, channels }, _context, { vehicles }) => {
    const next = { ...order, customer: { name, phone, email }, channels }
    if (!channels.every((channel) => hasAddress(next.customer, channel))) return refuse('no_address')
    const { customer } = order
    const isSame =
      customer.name === name &&
      customer.phone === phone &&
      customer.email === email &&
      order.channels.join() === channels.join()
    if (isSame) return refuse('nothing_to_change')
    const vehicle = [...vehicles.values()].flatMap((known) => {
      const file = withContact(known, order, next)
      return file === known ? [] : [writtenBy(order.id, known, file)]
    })
    const accepted = changed<'setContact'>(next, [about('contactChanged', order)], {})
    return { ...accepted, put: { ...accepted.put, ...(vehicle.length > 0 && { vehicle }) }, leavesPlan: true }
  },
  ({ orderId }) => ({ vehiclesOfOrders: [orderId] }),
)

/** The customer gets notices on WeChat from now on, in one account: another replaces it. */
export const allowWechat = onOrder('allowWechat', (order, { openId }) => {
  const accepted = changed<'allowWechat'>({ ...order, hasWechat: true }, [about('wechatAllowed', order)], {})
  return { ...accepted, put: { ...accepted.put, recipient: [{ id: order.id, openId }] }, leavesPlan: true }
})

/** Refuses `nothing_to_change`. */
export const stopWechat = onOrder('stopWechat', (order) => {
  if (!order.hasWechat) return refuse('nothing_to_change')
  const accepted = changed<'stopWechat'>({ ...order, hasWechat: false }, [about('wechatStopped', order)], {})
  return { ...accepted, drop: { recipient: [order.id] }, leavesPlan: true }
})

/** Browsers of one customer: a telephone, a computer, the family's. */
export const MOST_SUBSCRIPTIONS = 10

/**
 * The customer's browser shows notices from now on; a second subscription only updates the keys. Refuses `nothing_to_change` for
 * the same keys, `order_full` past the last browser.
 */
export const allowPush = onOrder(
  'allowPush',
  (order, { endpoint, p256dh, auth }, _context, { subscriptions }) => {
    const known = subscriptions.get(endpoint)
    if (known?.p256dh === p256dh && known.auth === auth && order.hasPush) return refuse('nothing_to_change')
    if (!known && subscriptions.size >= MOST_SUBSCRIPTIONS) return refuse('order_full')
    const accepted = changed<'allowPush'>({ ...order, hasPush: true }, [about('pushAllowed', order)], {})
    const subscription = [{ id: endpoint, orderId: order.id, p256dh, auth }]
    return { ...accepted, put: { ...accepted.put, subscription }, leavesPlan: true }
  },
  ({ orderId }) => ({ subscriptionsOf: orderId }),
)

/** One browser of this order's customer; the same browser may stay subscribed for another car. Refuses `nothing_to_change`. */
export const stopPush = onOrder(
  'stopPush',
  (order, { endpoint }, _context, { subscriptions }) => {
    if (!subscriptions.has(endpoint)) return refuse('nothing_to_change')
    return {
      ...changed<'stopPush'>({ ...order, hasPush: subscriptions.size > 1 }, [about('pushStopped', order)], {}),
      drop: { subscription: [endpoint] },
      leavesPlan: true,
    }
  },
  ({ orderId }) => ({ subscriptionsOf: orderId }),
)
