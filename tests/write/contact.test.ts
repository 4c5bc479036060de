/** B6.1, B11.3: contact details and channels are kept with the car, for the next visit. */
import { expect, it } from 'vitest'
import { openWorkshop, walkIn } from '../support/testWorkshop.ts'

const workshop = await openWorkshop()

it('B6.1 a new visit starts with the contact details of the last one', async () => {
  const car = { ...walkIn('沪B77101'), name: 'Wang Fang', phone: '+8613900139000' }
  const { orderId } = await workshop.does('kiosk', 'checkInWalkIn', car)
  const contact = {
    name: 'Wang Fang',
    phone: '+8613900139000',
    email: 'wang@example.com',
    channels: ['email' as const],
  }
  await workshop.does('staff', 'setContact', { orderId: orderId!, ...contact })
  await workshop.does('staff', 'cancelOrder', { orderId: orderId!, reason: 'customer' })

  const next = await workshop.does('kiosk', 'checkInWalkIn', { ...car, name: null })
  const { name, phone, email, channels } = contact
  expect(await workshop.order(next.orderId!)).toMatchObject({ customer: { name, phone, email }, channels })
  await workshop.does('staff', 'cancelOrder', { orderId: next.orderId!, reason: 'customer' })
  const stranger = await workshop.does('kiosk', 'checkInWalkIn', { ...car, name: null, phone: '13700137000' })
  expect(await workshop.order(stranger.orderId!)).toMatchObject({ customer: { name: null, email: null }, channels: [] })
})
