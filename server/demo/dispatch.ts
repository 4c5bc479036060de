/**
 * The foreman: which car next, in which bay, by whom (C2). Bays and people are not kept free for work that cannot start, except
 * for work with a fixed time on the day plan.
 */
import type { Bay, Operation, Order } from '#contract/entities/index.ts'
import { asServed } from '#contract/queue.ts'
import type { BayKind, PauseReason } from '#contract/values.ts'
import { canDo, bayBlocker, placementOf, suits, takesPlaces } from '#contract/placement.ts'
import { MINUTE, type Shop } from './shop.ts'

/** No work starts this close to closing or noon, in minutes. */
const LAST_START = 6

/** Left to the plan. */
const nowhere = placementOf(null)

interface Taken {
  /** The car in each bay, or about to be moved into it. */
  bays: Map<string, string>
  /** Technicians at work, or about to start. */
  technicians: Set<string>
}

export async function dispatch(shop: Shop): Promise<void> {
  const isBreakNear = shop.spans.some(([, until]) => shop.minute < until && shop.minute > until - LAST_START)
  if (isBreakNear) return
  let taken = takenNow(shop)
  for (const { id } of byUrgency(shop)) {
    const order = shop.order(id)
    const operation = order && nextOf(order)
    if (operation && (await send(shop, order, operation, taken))) taken = takenNow(shop)
  }
}

/** The foreman's order: paused work that can continue, then work with a time on the day plan, then the queue as the board shows it. */
const byUrgency = (shop: Shop) =>
  shop.orders
    .filter(({ state }) => takesPlaces(state))
    .sort((a, b) => Number(isBegun(b)) - Number(isBegun(a)) || placedAt(a) - placedAt(b) || asServed(shop.now)(a, b))

const isBegun = (order: Order) => nextOf(order)?.state === 'paused'

const placedAt = (order: Order) => Math.min(nextOf(order)?.startAt ?? Infinity, FAR)
const FAR = 8.64e15

/** Work paused for another reason was paused by a visitor at a screen, who also continues it. */
const RESUMED: readonly (PauseReason | null)[] = ['approval', 'parts', 'bay', 'technician', 'end_of_shift']

/** The operation to start or resume; null while another is in progress or something is missing. */
export function nextOf(order: Order): Operation | null {
  const { operations, parts } = order
  if (operations.some(({ state }) => state === 'working')) return null
  const isMissing = ({ id }: Operation) => parts.some((part) => part.operationId === id && part.arrivedAt === null)
  const isAsked = operations.some(({ state }) => state === 'proposed')
  const paused = operations.find(({ state }) => state === 'paused')
  if (paused && !RESUMED.includes(paused.pauseReason)) return null
  if (paused) return isMissing(paused) || (paused.pauseReason === 'approval' && isAsked) ? null : paused
  return operations.find((one) => one.state === 'planned' && !isMissing(one)) ?? null
}

/** True if it changed anything. */
async function send(shop: Shop, order: Order, operation: Operation, taken: Taken): Promise<boolean> {
  const [orderId, operationId] = [order.id, operation.id]
  const foreman = shop.whoIs('foreman')
  if ((operation.startAt ?? 0) > shop.now) return false
  const due = shop.startAt.get(operationId)
  if (due !== undefined && due > shop.now) return false
  // From here on the place counts as free, at least for this car.
  const isExpected = shop.startAt.delete(operationId)
  const place = placeFor(shop, order, operation, isExpected ? takenNow(shop) : taken)
  if (!place) {
    const stands = shop.staff.replica.of('bay').get(order.bayId ?? '')
    // The car only blocks a bay that others could use.
    if (stands && !suits(stands, operation) && operation.state === 'planned')
      return (await shop.act(foreman, 'moveCar', { orderId, bayId: null, was: { bayId: stands.id } })) !== null
    // What has come to nothing is taken back, or the plan would go on counting on it.
    const isAssigned = operation.bayId !== null || operation.technicianId !== null
    if (isExpected && isAssigned && operation.state === 'planned' && operation.startAt === null)
      await shop.act(foreman, 'assignOperation', { orderId, operationId, ...nowhere, was: placementOf(operation) })
    return isExpected
  }
  const was = placementOf(operation)
  if (place.bayId !== was.bayId || place.technicianId !== was.technicianId) {
    const assigned = await shop.act(foreman, 'assignOperation', {
      orderId,
      operationId,
      ...place,
      startAt: was.startAt,
      was,
    })
    if (assigned) shop.startAt.set(operationId, shop.now + shop.planOf(order).driveIn * MINUTE)
  } else await shop.act(place.technicianId, 'startOperation', { orderId, operationId })
  return true
}

/** A suitable bay, preferably the car's own, and a technician with the skill, preferably the previous one; null if there is none. */
function placeFor(
  shop: Shop,
  order: Order,
  operation: Operation,
  taken: Taken,
): { bayId: string; technicianId: string } | null {
  const reserved = reservedFor(shop, order, operation)
  const isFree = (bayId: string) => (taken.bays.get(bayId) ?? order.id) === order.id && !reserved.has(bayId)
  const bays = [...shop.staff.replica.of('bay').values()]
    .filter((bay) => !bayBlocker(bay, operation) && isFree(bay.id))
    .filter(
      (bay) => bay.id === operation.bayId || bay.id === order.bayId || !isKept(shop, order, operation, bay, isFree),
    )
    // The bay with the fewest uses first: the others are needed for other work.
    .sort((a, b) => a.uses.length - b.uses.length || a.number - b.number)
  const bay = bays.find(({ id }) => id === operation.bayId) ?? bays.find(({ id }) => id === order.bayId) ?? bays[0]
  if (!bay || (isPatient(shop, operation) && bay.id !== operation.bayId)) return null
  const able = shop.technicians
    .filter((one) => canDo(one, operation) && !taken.technicians.has(one.id) && !shop.isAway(one.id))
    .filter(({ id }) => !reserved.has(id) && (!isPatient(shop, operation) || id === operation.technicianId))
    // The technician with the fewest skills first: the others are needed elsewhere.
    .sort((a, b) => a.skills.length - b.skills.length)
  const technician = able.find(({ id }) => id === operation.technicianId) ?? able[0]
  return technician ? { bayId: bay.id, technicianId: technician.id } : null
}

/** A bay with several uses stays free for its first one, as in the planner, while other cars wait for as many such bays. */
function isKept(shop: Shop, order: Order, operation: Operation, bay: Bay, isFree: (bayId: string) => boolean): boolean {
  const [main] = bay.uses
  const bays = [...shop.staff.replica.of('bay').values()]
  const mainlyFor = (kind: BayKind | undefined) => bays.filter(({ uses }) => uses[0] === kind)
  if (main === operation.bayKind || mainlyFor(operation.bayKind).length === 0) return false
  const waiting = shop.orders.filter(
    (other) => other !== order && takesPlaces(other.state) && other.operations.some((one) => waitsFor(one, main)),
  )
  return waiting.length >= mainlyFor(main).filter(({ id, outOfService }) => !outOfService && isFree(id)).length
}

const waitsFor = ({ state, bayKind }: Operation, main: BayKind | undefined) => state === 'planned' && bayKind === main

/** Minutes that work with a fixed time waits for exactly its bay and technician. */
const PATIENCE = 15

const isPatient = (shop: Shop, { startAt, bayId, technicianId }: Operation): boolean =>
  startAt !== null && bayId !== null && technicianId !== null && shop.now < startAt + PATIENCE * MINUTE

/** Bays and people reserved by other work that is due, and whose car is available, before this operation would end. */
function reservedFor(shop: Shop, order: Order, operation: Operation): Set<string> {
  const reserved = new Set<string>()
  if (operation.startAt !== null || operation.state === 'paused') return reserved
  const end = shop.now + operation.standardMinutes * MINUTE
  for (const other of shop.orders)
    for (const one of other === order ? [] : other.operations) {
      if (one.state !== 'planned' || one.startAt === null) continue
      if (Math.max(one.startAt, hereAt(other, one)) < end)
        for (const id of [one.bayId, one.technicianId]) if (id !== null) reserved.add(id)
    }
  return reserved
}

/** When the car is available for this operation on the day plan: after the one in progress, and once its part has arrived. */
function hereAt({ operations, parts }: Order, operation: Operation): number {
  const next = operations.find(({ state }) => state === 'planned')
  if (next !== operation) return Infinity
  const working = operations.find(({ state }) => state === 'working')
  const missing = parts.filter((part) => part.operationId === operation.id && part.arrivedAt === null)
  return Math.max(working?.plan?.end ?? 0, ...missing.map(({ expectedAt }) => expectedAt))
}

function takenNow(shop: Shop): Taken {
  const taken: Taken = { bays: new Map(), technicians: new Set() }
  for (const order of shop.orders) {
    for (const { id, state, bayId, technicianId } of order.operations) {
      const isAboutTo = shop.startAt.has(id) && (state === 'planned' || state === 'paused')
      if (technicianId !== null && (state === 'working' || isAboutTo)) taken.technicians.add(technicianId)
      if (bayId !== null && isAboutTo) taken.bays.set(bayId, order.id)
    }
  }
  for (const id of shop.busy) taken.technicians.add(id)
  // A car's actual bay takes precedence over a planned one.
  for (const { id, bayId } of shop.orders) if (bayId !== null) taken.bays.set(bayId, id)
  return taken
}
