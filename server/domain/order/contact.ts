/** How the customer is reached (B6.1, B11), at the desk and from the customer's own page. */
import { about, changed, onOrder } from './onOrder.ts'
import { hasAddress, withContact } from '../vehicle/vehicle.ts'
import { refuse } from '../rule.ts'

/**
 * What is changed of the owner stands in the car's file as well, for the next visit. Refuses `no_address` for a channel to which there is no
 * address, `nothing_to_change`.
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
      return file === known ? [] : [file]
    })
    const accepted = changed<'setContact'>(next, [about('contactChanged', order)], {})
    return { ...accepted, put: { ...accepted.put, ...(vehicle.length > 0 && { vehicle }) }, leavesPlan: true }
  },
  ({ orderId }) => ({ vehiclesOfOrders: [orderId] }),
)

/** The customer's browser shows notices from now on; allowed twice it changes nothing but the keys. */
export const allowPush = onOrder('allowPush', (order, { endpoint, p256dh, auth }) => {
  const accepted = changed<'allowPush'>({ ...order, hasPush: true }, [about('pushAllowed', order)], {})
  const subscription = [{ id: endpoint, orderId: order.id, p256dh, auth }]
  return { ...accepted, put: { ...accepted.put, subscription }, leavesPlan: true }
})

/** Another browser of the same customer may still show them: whether any does, the delivery finds out. */
export const stopPush = onOrder('stopPush', (order, { endpoint }) => ({
  ...changed<'stopPush'>(order, [about('pushStopped', order)], {}),
  drop: { subscription: [endpoint] },
  leavesPlan: true,
}))
