/** Visitors: customers with and without an appointment, with a question, or to collect their car (B1). */
import type { Order } from '#contract/entities/index.ts'
import type { PlannedCar } from './day.ts'
import { OPENING, MINUTE, type Shop } from './shop.ts'

export async function customersCome(shop: Shop): Promise<void> {
  for (const car of shop.plan.cars) if (car.arrivesAt <= shop.minute && !shop.came.has(car)) await arrives(shop, car)
  for (const visit of shop.plan.visits) {
    if (visit.at > shop.minute || shop.came.has(visit)) continue
    shop.came.add(visit)
    const { purpose, language, words } = visit
    await shop.touch('recordArrival', { purpose, plate: null, language, words })
  }
  for (const order of shop.orders) if (order.state === 'ready') await collects(shop, order)
}

async function arrives(shop: Shop, car: PlannedCar): Promise<void> {
  shop.came.add(car)
  const { appointment, waits, symptom } = car
  const { plate, model, name, phone, language } = car.customer
  if (appointment && !appointment.comes) return
  const code = shop.codes.get(car)
  const byCode = code !== undefined && appointment?.byCode === true
  const last4 = phone.slice(-4)
  const booking = { code: byCode ? code : null, plate: byCode ? null : plate, last4, waits, language }
  const come = { plate, model, name, phone, language, symptoms: [symptom], words: car.words, waits }
  const adviser = shop.whoIs('adviser')
  const answer =
    code === undefined
      ? await (car.at === 'kiosk' ? shop.touch('checkInWalkIn', come) : shop.act(adviser, 'checkInWalkIn', come))
      : await (car.at === 'kiosk'
          ? shop.touch('checkInAppointment', booking)
          : shop.act(adviser, 'checkInAppointment', booking))
  const { link } = (answer ?? {}) as { link?: string }
  if (link === undefined) return
  shop.links.push(link)
  shop.onLink(link)
}

/** A customer collects a ready car. Those due after closing come shortly before it, or the next morning. */
async function collects(shop: Shop, { id, readyAt, plate, language }: Order): Promise<void> {
  const { collectAfter } = shop.planOf(shop.order(id)!)
  const isLast = shop.minute > OPENING.close - 12 && collectAfter < 70
  if (shop.minute < 480 || shop.minute >= OPENING.close - 3) return
  if (readyAt === null || (!isLast && shop.now < readyAt + collectAfter * MINUTE) || !shop.once(`collect ${id}`)) return
  await shop.touch('recordArrival', { purpose: 'pick_up', plate, language, words: '' })
}
