/** The shop floor: bays out of service, work and breaks, parts, checks and wash (C2–C7). Dispatch has a file of its own. */
import type { Operation, Order } from '#contract/entities/index.ts'
import { promiseStatus } from '#contract/progress.ts'
import { dispatch } from './dispatch.ts'
import { partName, QUARTER } from './desk.ts'
import { MINUTE, type Shop } from './shop.ts'

/** Minutes of remaining work for which a technician does not stop. */
const NEARLY_DONE = 8
/** The share of an operation that remains done after a failed check. */
const STILL_GOOD = 0.65

export async function floorWorks(shop: Shop): Promise<void> {
  await bays(shop)
  for (const { id } of shop.orders) {
    for (const operation of shop.order(id)?.operations ?? [])
      if (operation.state === 'working') await work(shop, id, operation.id)
    if (!shop.isOpen) continue
    await parts(shop, id)
    await check(shop, id)
    await wash(shop, id)
  }
  if (shop.isOpen) await dispatch(shop)
}

async function bays(shop: Shop): Promise<void> {
  const foreman = shop.whoIs('foreman')
  const lifts = [...shop.staff.replica.of('bay').values()]
    .filter(({ uses }) => uses.includes('lift'))
    .sort((a, b) => a.number - b.number)
  for (const { lift, from, until, reason } of shop.plan.outages) {
    const bay = lifts[lift % Math.max(1, lifts.length)]
    if (!bay || shop.minute < from) continue
    const name = `${bay.id} ${shop.at(from)}`
    if (shop.minute >= until && bay.outOfService && shop.done.has(name) && shop.once(`back ${name}`))
      await shop.act(foreman, 'returnBayToService', { bayId: bay.id })
    else if (shop.minute < until && !bay.outOfService && shop.once(name))
      await shop.act(foreman, 'takeBayOutOfService', { bayId: bay.id, reason, until: shop.at(until) })
  }
}

async function work(shop: Shop, orderId: string, operationId: string): Promise<void> {
  const order = shop.order(orderId)!
  const operation = order.operations.find(({ id }) => id === operationId)!
  const technician = operation.technicianId!
  const which = { orderId, operationId }
  const { pace, reports } = shop.workOf(order, operation)
  const minutes = operation.standardMinutes * pace
  const worked = (shop.worked.get(operationId) ?? 0) + shop.passed
  shop.worked.set(operationId, worked)
  const share = worked / minutes
  if (share >= 1 && shop.isOpen) return void (await shop.act(technician, 'finishOperation', which))
  if (shop.isAway(technician) && (shop.isClosed || minutes - worked > NEARLY_DONE))
    return void (await shop.act(technician, 'pauseOperation', {
      ...which,
      reason: shop.isClosed ? 'end_of_shift' : 'technician',
    }))
  if (!shop.isOpen) return

  const count = shop.reported.get(operationId) ?? 0
  if (share >= (reports[count] ?? Infinity)) {
    shop.reported.set(operationId, count + 1)
    const percent = Math.min(99, Math.max(1, Math.round(share * 100)))
    await shop.act(technician, 'reportProgress', { ...which, percent })
  }
  const { additional, part } = shop.planOf(order)
  const isFirst = order.operations[0]!.id === operationId
  if (additional && isFirst && share >= additional.at && share < 0.9 && shop.once(`additional ${orderId}`)) {
    const { code, findings, safety } = additional
    await shop.act(technician, 'proposeAdditionalWork', { orderId, itemIds: shop.itemIds([code]), findings, safety })
  }
  if (part && !part.known && isFirst && share >= 0.4 && shop.once(`part ${operationId}`))
    await miss(shop, order, operation, part.expectedIn)
}

/** Work stops when a part turns out to be missing (B4.2). */
async function miss(shop: Shop, { id: orderId }: Order, operation: Operation, minutes: number): Promise<void> {
  const [technician, operationId] = [operation.technicianId!, operation.id]
  const part = { operationId, name: partName(operation), quantity: 1, expectedAt: shop.now + minutes * MINUTE }
  await shop.act(technician, 'expectPart', { orderId, ...part })
  await shop.act(technician, 'pauseOperation', { orderId, operationId, reason: 'parts' })
}

/**
 * The promise of a car whose part comes later by `lateBy` milliseconds; null: it stays, as the forecast still keeps it. A customer
 * who is told of a delay that there is none of makes other plans in vain (B11.1).
 */
export function movedPromise(
  order: Order,
  lateBy: number,
  { now, workshop }: Pick<Shop, 'now' | 'workshop'>,
): number | null {
  if (order.promiseAt === null || promiseStatus(order, now, workshop.settings.atRiskMinutes) !== 'late') return null
  return Math.ceil((Math.max(order.promiseAt, now) + lateBy) / QUARTER) * QUARTER
}

/** Parts arrive; a late one is postponed shortly before it was expected, and the promise with it where it has to be (B5). */
async function parts(shop: Shop, orderId: string): Promise<void> {
  const foreman = shop.whoIs('foreman')
  const order = shop.order(orderId)
  for (const { id: partId, expectedAt, arrivedAt } of order?.parts ?? []) {
    if (!order || arrivedAt !== null || shop.now < expectedAt - 5 * MINUTE) continue
    const plan = shop.planOf(order).part
    if (plan && plan.lateBy > 0 && shop.once(`late ${partId}`)) {
      const lateBy = plan.lateBy * MINUTE
      await shop.act(foreman, 'movePartArrival', {
        ...{ orderId, partId, expectedAt: Math.max(expectedAt, shop.now) + lateBy },
      })
      const promiseAt = plan.known ? movedPromise(shop.order(orderId)!, lateBy, shop) : null
      if (promiseAt === null) continue
      await shop.act(shop.whoIs('adviser'), 'movePromise', {
        orderId,
        promiseAt,
        reason: 'A part comes later than announced.',
        customerKnows: false,
      })
    } else if (shop.now >= expectedAt) await shop.act(foreman, 'recordPartArrival', { orderId, partId })
  }
}

/** C5: an inspector checks the car where it stands, or in a bay for it. */
async function check(shop: Shop, orderId: string): Promise<void> {
  const order = shop.order(orderId)
  if (order?.state !== 'checking') return
  const inspector = await served(shop, order, 'check')
  if (!inspector || !shop.after(`check ${orderId}`, shop.planOf(order).checkAfter)) return
  shop.forget(`check ${orderId}`)
  const failing = order.operations.find(
    (one) => one.state === 'done' && one.sentBack === 0 && shop.workOf(order, one).fails,
  )
  if (!failing) return void (await shop.act(inspector, 'passChecks', { orderId }))
  const { fails, pace } = shop.workOf(order, failing)
  const whole = failing.standardMinutes * pace
  shop.worked.set(failing.id, whole * STILL_GOOD)
  shop.reported.set(failing.id, 9)
  const minutes = Math.ceil((whole * (1 - STILL_GOOD)) / 10) * 10
  await shop.act(inspector, 'failChecks', { orderId, operationId: failing.id, reason: fails!, minutes })
}

/** C7: the car moves into a wash bay when one is free, and out of its work bay until then. */
async function wash(shop: Shop, orderId: string): Promise<void> {
  const order = shop.order(orderId)
  if (order?.state !== 'washing') return
  const washer = await served(shop, order, 'wash')
  if (washer && order.washStartedAt === null) await shop.act(washer, 'startWash', { orderId })
  if (washer && shop.after(`wash ${orderId}`, shop.planOf(order).washMinutes)) {
    shop.forget(`wash ${orderId}`)
    await shop.act(washer, 'finishWash', { orderId })
  } else if (!washer && order.bayId !== null)
    await shop.act(shop.technicians[0]!.id, 'moveCar', { orderId, bayId: null, was: { bayId: order.bayId } })
}

/** Who checks or washes the car, in a bay for it; null: it still waits for a person or a bay. */
async function served(shop: Shop, order: Order, step: 'check' | 'wash'): Promise<string | null> {
  const name = `${step} ${order.id}`
  const begun = shop.hands.get(name)
  if (begun) return begun
  const use = step === 'check' ? 'inspection' : 'wash'
  const busy = shop.busy
  const person = shop.technicians.find(({ id, skills }) => skills.includes(use) && !busy.has(id) && !shop.isAway(id))
  if (!person) return null
  const all = [...shop.staff.replica.of('bay').values()].filter(({ uses }) => uses.includes(use))
  if (all.length > 0 && !all.some(({ id }) => id === order.bayId)) {
    const taken = new Set(shop.orders.map(({ bayId }) => bayId))
    const free = all
      .filter(({ id, outOfService }) => !outOfService && !taken.has(id))
      .sort((a, b) => a.uses.length - b.uses.length || a.number - b.number)[0]
    if (!free) return null
    const move = { orderId: order.id, bayId: free.id, was: { bayId: order.bayId } }
    if ((await shop.act(person.id, 'moveCar', move)) === null) return null
  }
  shop.hands.set(name, person.id)
  return person.id
}
