/** The desk: appointments, estimates and promises, the customer's decision, the bill and the gate (B3, B5, B9, B12, B16). */
import { isToAsk } from '#contract/additionalWork.ts'
import type { Operation, Order } from '#contract/entities/index.ts'
import { addWorkingTime, nextOpening } from '#contract/calendar.ts'
import type { PromiseQuote } from '#contract/questions.ts'
import type { PlannedCar } from './day.ts'
import { OPENING, MINUTE, type Shop } from './shop.ts'

/** Promises are rounded up to quarters of an hour. */
export const QUARTER = 15 * MINUTE

export async function deskWorks(shop: Shop): Promise<void> {
  if (shop.minute < OPENING.open || shop.minute >= OPENING.close) return
  const adviser = shop.whoIs('adviser')
  await book(shop, adviser)
  await takeArrivals(shop, adviser)
  for (const { id } of shop.orders) {
    await receive(shop, adviser, id)
    await answer(shop, adviser, id)
    await giveBack(shop, id)
  }
  await answerVisitors(shop, adviser)
}

/** Books appointments for the next working day, and on the first day also today's. */
async function book(shop: Shop, adviser: string): Promise<void> {
  const days = shop.isFirstDay ? [shop.plan, shop.tomorrow] : [shop.tomorrow]
  for (const plan of days) {
    for (const car of plan.cars) {
      const { appointment } = car
      const isDue = appointment && (plan === shop.plan || appointment.bookedAt <= shop.minute)
      if (!isDue || shop.codes.has(car)) continue
      const wanted = plan === shop.plan ? shop.at(appointment.at) : nextDay(shop, appointment.at)
      // B16: nobody is booked into the break.
      const appointmentAt = nextOpening(shop.workshop, wanted) ?? wanted
      if (appointmentAt <= shop.now || !shop.once(`book ${car.customer.plate}`)) continue
      const { plate, model, name, phone, language } = car.customer
      const answer = await shop.act(adviser, 'bookAppointment', {
        ...{ plate, model, name, phone, language, symptoms: [car.symptom], words: car.words, appointmentAt },
        itemIds: shop.itemIds(car.work.map(({ code }) => code)),
      })
      if (answer) shop.codes.set(car, answer.code)
    }
  }
}

/** That minute of the next day the workshop is open. */
function nextDay(shop: Shop, minute: number): number {
  const { hours } = shop.workshop
  let on = 1
  while (on < 7 && hours[(shop.weekday + on) % 7]!.length === 0) on++
  return shop.at(minute, on)
}

async function receive(shop: Shop, adviser: string, orderId: string): Promise<void> {
  const order = shop.order(orderId)
  if (!order) return
  const car = shop.planOf(order)
  if (order.state === 'booked' && !willCome(car) && shop.now > (order.appointmentAt ?? Infinity) + 60 * MINUTE)
    return void (await shop.act(adviser, 'cancelOrder', { orderId, reason: 'no_show' }))
  if (order.state === 'arrived' && car.diagnosed && shop.now >= order.arrivedAt! + 3 * MINUTE)
    return void (await shop.act(adviser, 'startDiagnosis', { orderId }))
  if (order.state === 'arrived' || order.state === 'diagnosing') return quote(shop, adviser, order, car)
  if (order.state !== 'quoted' || shop.now < order.quotedAt! + car.answerAfter * MINUTE) return
  if (car.declines) return void (await shop.act(adviser, 'declineOrder', { orderId }))
  await shop.act(adviser, 'authoriseOrder', { orderId, wash: car.wash })
  if (car.urgent) await shop.act(shop.whoIs('foreman'), 'setPriority', { orderId, priority: 'urgent' })
}

const willCome = ({ appointment }: PlannedCar) => appointment?.comes ?? true

async function quote(shop: Shop, adviser: string, order: Order, car: PlannedCar): Promise<void> {
  const { id: orderId } = order
  const isPrepared = order.operations.some(isToDo)
  const minutes = car.quoteAfter * (isPrepared ? 0.5 : 1) + (car.diagnosed ? 10 : 0)
  if (shop.now < order.arrivedAt! + minutes * MINUTE) return
  if (!isPrepared) {
    const itemIds = shop.itemIds(car.work.map(({ code }) => code))
    if (!(await shop.act(adviser, 'addOperations', { orderId, itemIds }))) return
  }
  const quoted = shop.order(orderId)!
  const first = quoted.operations.find(isToDo)
  if (car.part?.known && first && shop.once(`part ${first.id}`)) {
    await shop.act(adviser, 'expectPart', {
      orderId,
      operationId: first.id,
      name: partName(first),
      quantity: 1,
      expectedAt: shop.now + car.part.expectedIn * MINUTE,
    })
  }
  const quote = await shop.staff.ask<PromiseQuote>(`/api/orders/${orderId}/promise`)
  // Some advisers add spare time.
  const promiseAt = later(shop, quote?.promiseAt ?? shop.now, car.slack)
  await shop.act(adviser, 'quoteOrder', { orderId, promiseAt, quoteId: quote?.quoteId ?? null })
}

export const partName = ({ title }: Operation) => `${title.en}: part`

const isToDo = ({ state }: Operation) => state === 'planned' || state === 'working' || state === 'paused'

/** B5: the promise the server quotes; null if there is none. */
async function promise(shop: Shop, { id }: Order): Promise<number | null> {
  const quote = await shop.staff.ask<PromiseQuote>(`/api/orders/${id}/promise`)
  return quote?.promiseAt ?? null
}

/** Adds working minutes and rounds up to a quarter of an hour. */
function later(shop: Shop, from: number, minutes: number): number {
  const at = addWorkingTime(shop.workshop, from, Math.round(minutes * MINUTE)) ?? from + minutes * MINUTE
  return Math.ceil(at / QUARTER) * QUARTER
}

/** The promise that the order needs with its additional work. */
const neededPromise = async (shop: Shop, order: Order): Promise<number> =>
  Math.max(order.promiseAt ?? 0, (await promise(shop, order)) ?? later(shop, shop.now, 60))

/** B9: asks the customer about additional work at once and records the answer after a while; with a yes the promise is the offered one. */
async function answer(shop: Shop, adviser: string, orderId: string): Promise<void> {
  const order = shop.order(orderId)
  const proposed = order?.operations.filter(({ state }) => state === 'proposed') ?? []
  if (!order || proposed.length === 0) return
  const { additional } = shop.planOf(order)
  const isAsked = !proposed.some(isToAsk)
  if (!isAsked && shop.after(`found ${proposed[0]!.id}`, 2)) {
    const promiseAt = await neededPromise(shop, order)
    await shop.act(adviser, 'offerAdditionalWork', { orderId, promiseAt, onPage: false })
  }
  if (!shop.after(`asked ${proposed[0]!.id}`, additional?.answerAfter ?? 10)) return
  const accepted = additional?.accepted ?? true
  const offeredAt = order.additionalOffer?.promiseAt ?? 0
  const moved = !accepted ? null : offeredAt > shop.now ? offeredAt : await neededPromise(shop, order)
  const operationIds = proposed.map(({ id }) => id)
  await shop.act(adviser, 'decideAdditionalWork', {
    orderId,
    operationIds,
    accepted,
    promiseAt: moved,
  })
}

/** Minutes from ready to prepared for collection (B11.2). */
const PREPARING = 6

/** B12: once the customer is here, the bill; a little later the gate. */
async function giveBack(shop: Shop, orderId: string): Promise<void> {
  const order = shop.order(orderId)
  const cashier = shop.whoIs('cashier')
  if (order?.state === 'ready' && order.preparedAt === null && shop.after(`prepare ${orderId}`, PREPARING))
    await shop.act(shop.whoIs('adviser'), 'prepareCar', { orderId })
  if (order?.state === 'stopped' && shop.after(`stopped ${orderId}`, 5))
    await shop.act(cashier, 'settleOrder', { orderId })
  if (order?.state === 'ready' && shop.done.has(`collect ${orderId}`) && shop.after(`bill ${orderId}`, 3))
    await shop.act(cashier, 'settleOrder', { orderId })
  if (order?.state !== 'settled' || shop.now < order.settledAt! + 3 * MINUTE) return
  await shop.act(cashier, 'releaseCar', { orderId })
  const pickUp = openArrivals(shop).find(({ purpose, plate }) => purpose === 'pick_up' && plate === order.plate)
  if (pickUp) await shop.act(cashier, 'closeArrival', { arrivalId: pickUp.id })
}

/** B1.2: the adviser calls people to the first desk, the cashier those who collect their car to the second. */
async function takeArrivals(shop: Shop, adviser: string): Promise<void> {
  for (const { id: arrivalId, at, takenAt, purpose, words, orderId } of openArrivals(shop)) {
    const order = orderId === null ? undefined : shop.order(orderId)
    const served = order ? shop.planOf(order).quoteAfter : answerAfter(shop, words)
    if (takenAt !== null || shop.now < at + (served / 3) * MINUTE) continue
    const [who, desk] = purpose === 'pick_up' ? [shop.whoIs('cashier'), 2] : [adviser, 1]
    await shop.act(who, 'takeArrival', { arrivalId, desk })
  }
}

/** Minutes until a visitor without a car has their answer. */
const answerAfter = (shop: Shop, words: string): number =>
  shop.plan.visits.find((one) => one.words === words)?.answerAfter ?? 10

async function answerVisitors(shop: Shop, adviser: string): Promise<void> {
  for (const { id, purpose, words, at } of openArrivals(shop)) {
    if (purpose !== 'enquiry' && purpose !== 'complaint') continue
    if (shop.now >= at + answerAfter(shop, words) * MINUTE) await shop.act(adviser, 'closeArrival', { arrivalId: id })
  }
}

const openArrivals = (shop: Shop) =>
  [...shop.staff.replica.of('arrival').values()].filter(({ closedAt }) => closedAt === null)
