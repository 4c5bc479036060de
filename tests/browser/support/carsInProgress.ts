/** Cars in progress in the example workshop, each at the point between receipt and promise that a test needs (B10). */
import type { ExampleWorkshop } from './exampleWorkshop.ts'

const MINUTE = 60_000

export interface Car {
  plate: string
  model: string
  /** An operation from the price list. */
  item: string
  bay: number
  /** Minutes before `now` at which the customer approved. */
  agreed: number
  /** Minutes after `now` of the promise. */
  promised: number
  /** Percentage of the work done at `now`. */
  percent: number
  language?: 'en' | 'zh-Hans' | 'zh-Hant'
  phone?: string
}

/** Minutes before the screens open at which the clock looks at the cars: the window of a check asked then is over. */
const ASKED_BEFORE = 16

/**
 * Brings the cars in, earliest approval first. The workshop's history must begin before all of them.
 * @param now house time (ms) at which the cars are in the given state
 * @returns the orders' ids by plate
 */
export async function bringIn(
  workshop: ExampleWorkshop,
  cars: readonly Car[],
  now: number,
): Promise<Map<string, string>> {
  const orders = new Map<string, string>()
  const busy = new Set<string>()
  const { does, clock } = workshop
  const works: (() => Promise<unknown>)[] = []
  for (const car of cars.toSorted((a, b) => b.agreed - a.agreed)) {
    const { plate, model, language = 'en', phone = '13912345678' } = car
    clock.now = now - car.agreed * MINUTE
    const customer = { name: 'Fang Lihua', phone, language }
    const { orderId } = await does('kiosk', 'checkInWalkIn', {
      ...{ plate, model, ...customer, symptoms: ['brakes'], words: '', waits: false },
    })
    orders.set(plate, orderId)
    await does('staff', 'addOperations', { orderId, itemIds: [workshop.items.get(car.item)!.id] })
    await does('staff', 'quoteOrder', { orderId, promiseAt: now + car.promised * MINUTE, reason: 'As agreed' })
    await does('staff', 'authoriseOrder', { orderId, wash: false })
    const [operation] = (await workshop.order(orderId)).operations
    const about = { orderId, operationId: operation!.id }
    const { id: bayId } = workshop.bays.find(({ number }) => number === car.bay)!
    const technicianId = workshop.persons.find(
      ({ id, skills }) => (skills as string[]).includes(operation!.skill) && !busy.has(id),
    )!.id
    busy.add(technicianId)
    await does('staff', 'assignOperation', { ...about, bayId, technicianId, was: { bayId: null, technicianId: null } })
    await does('staff', 'startOperation', about)
    works.push(() => does('staff', 'reportProgress', { ...about, percent: car.percent }))
  }
  // B10.2 counts the time to answer from the question: a check that was due by then was asked by then.
  clock.now = now - ASKED_BEFORE * MINUTE
  for (const orderId of orders.values()) {
    const { progressCheck } = await workshop.order(orderId)
    if (progressCheck && progressCheck.dueAt <= clock.now) await does('clock', 'reviewOrder', { orderId })
  }
  clock.now = now - MINUTE
  for (const work of works) await work()
  clock.now = now
  return orders
}
