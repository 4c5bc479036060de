/**
 * Verifies a plan of a shop from the shop and the plan alone, without code of the planner, its calendar and its arithmetic
 * included.
 */
import type { ShopState, Simulated } from '#server/domain/planner/shop.ts'
import { faultsOfFinishing, type FinishingPiece } from './checkFinishing.ts'
import { HORIZON, Timetable } from './timetable.ts'
import { hasBegun, isOpen, sinceOf, workLeft } from './workLeft.ts'

export interface PlannedPiece {
  operationId: string
  bayId: string | null
  technicianId: string
  /** Instants; work pauses in between while the shop is closed or the technician is off shift. */
  start: number
  end: number
}

/** The operations in a plan. */
export const operationsIn = (result: ReadonlyMap<string, Simulated>): PlannedPiece[] =>
  [...result.values()].flatMap(({ work }) =>
    work.flatMap(({ operationId, technicianId, bayId, start, end }) =>
      operationId === null ? [] : [{ operationId, technicianId: technicianId!, bayId, start, end }],
    ),
  )

type Order = ShopState['orders'][number]
type Operation = Order['operations'][number]
type Piece = PlannedPiece & { order: Order; operation: Operation }

const MINUTE = 60_000
/** Tolerance: whole milliseconds. */
const TOLERANCE = 1

/** The faults of a plan, as sentences; empty if it is valid. */
export function faultsOfShop(
  shop: ShopState,
  plan: readonly PlannedPiece[],
  finishing: readonly FinishingPiece[] = [],
): string[] {
  const faults: string[] = []
  const wanted = new Map<string, { order: Order; operation: Operation }>()
  for (const order of shop.orders)
    for (const operation of order.operations) if (isOpen(operation)) wanted.set(operation.id, { order, operation })
  const pieces = new Map<string, Piece>()
  for (const piece of plan) {
    const found = wanted.get(piece.operationId)
    if (!found) faults.push(`There is no open operation ${piece.operationId}.`)
    else if (pieces.has(piece.operationId)) faults.push(`${piece.operationId} is planned twice.`)
    else pieces.set(piece.operationId, { ...piece, ...found })
  }
  const hours = new Timetable(shop, sinceOf(shop))
  for (const piece of pieces.values()) faults.push(...faultsOfPiece(shop, piece, hours))
  const orderOf = new Map(shop.orders.map((order) => [order.id, order]))
  const all = [
    ...pieces.values(),
    ...finishing.map((one) => ({
      ...one,
      operationId: `${one.orderId} ${one.step}`,
      order: orderOf.get(one.orderId)!,
    })),
  ]
  faults.push(...overlaps(all, ({ bayId }) => bayId, 'bay'))
  faults.push(...overlaps(all, ({ technicianId }) => technicianId, 'technician'))
  for (const order of shop.orders) faults.push(...faultsOfOrder(shop, order, pieces, hours))
  faults.push(...faultsOfFinishing(shop, finishing, endsOf(shop, pieces), hours))
  return faults
}

/** By order, if it is in the plan to its last operation: when that ends. */
function endsOf({ orders, now }: ShopState, pieces: ReadonlyMap<string, Piece>): Map<string, number> {
  const ends = new Map<string, number>()
  for (const order of orders) {
    const open = order.operations.filter(isOpen)
    const isAgreed = order.operations.some(({ state }) => state !== 'cancelled' && state !== 'proposed')
    if (isLive(order) && isAgreed && open.every(({ id }) => pieces.has(id)))
      ends.set(
        order.id,
        open.reduce((last, { id }) => Math.max(last, pieces.get(id)!.end), now),
      )
  }
  return ends
}

function* faultsOfPiece(shop: ShopState, piece: Piece, hours: Timetable): Generator<string> {
  const { now, bays, persons } = shop
  const { operationId: name, operation, order, start, end } = piece
  const bay = bays.find(({ id }) => id === piece.bayId)
  const person = persons.find(({ id }) => id === piece.technicianId)
  if (!person) return yield `${name} is assigned to ${piece.technicianId}, who does not exist.`
  if (!person.skills.includes(operation.skill) && operation.technicianId !== person.id)
    yield `${name} is assigned to ${person.id} without the skill ${operation.skill}.`
  if (start < now) yield `${name} starts in the past.`
  if (start < backAt(person)) yield `${name} starts while ${person.id} is away.`
  const left = workLeft(operation, hours, now)
  const worked = hours.between(person.shift, start, end)
  if (Math.abs(worked - left) > TOLERANCE)
    yield `${name} is worked on for ${worked / MINUTE} minutes and not for ${left / MINUTE}.`

  if (operation.state === 'working' && goesOn(shop, operation, hours)) {
    if (start !== now || person.id !== operation.technicianId || piece.bayId !== operation.bayId)
      yield `${name} is in progress, but does not continue with its bay and technician.`
    return
  }
  if (!bay) return yield `${name} is assigned to bay ${piece.bayId}, which does not exist.`
  if (!bay.uses.includes(operation.bayKind) && operation.bayId !== bay.id)
    yield `${name} is assigned to ${bay.id}, which is for ${bay.uses.join(', ')} and not ${operation.bayKind}.`
  // Nobody knows when an outage ends that has no end, or whose end has passed.
  if (bay.outOfService && start < endOf(bay.outOfService, now))
    yield `${name} starts in ${bay.id} while it is out of service.`
  if (hours.between(person.shift, start, start + 1) === 0) yield `${name} starts while ${person.id} is not at work.`
  if (start < (operation.startAt ?? 0)) yield `${name} starts before its fixed time.`
  for (const { id, arrivedAt, expectedAt, operationId } of order.parts) {
    const isMissing = arrivedAt === null && (operationId === null || operationId === name)
    if (isMissing && start < expectedAt) yield `${name} starts before its ${id} have arrived.`
    else if (isMissing && operation.state !== 'working' && expectedAt < now)
      yield `${name} is planned, though nobody knows when its ${id} arrive.`
  }
}

const endOf = ({ until }: { until: number | null }, now: number): number =>
  until !== null && until > now ? until : Infinity

/** When the person's leave ends; the plan begins with it. */
const backAt = ({ leave = [] }: ShopState['persons'][number]): number => Math.max(0, ...leave.map(({ until }) => until))

/** Whether its technician is present to continue. */
function goesOn({ persons, now }: ShopState, { technicianId }: Operation, hours: Timetable): boolean {
  const person = persons.find(({ id }) => id === technicianId)
  if (!person || backAt(person) > now) return false
  return hours.isEverThere(person.shift, now)
}

/** Checks the sequence within a car, that it is in one place at a time, and that no schedulable work is left out. */
function* faultsOfOrder(
  shop: ShopState,
  order: Order,
  pieces: ReadonlyMap<string, Piece>,
  hours: Timetable,
): Generator<string> {
  const open = order.operations.filter(isOpen)
  const inOrder = [...open.filter(hasBegun), ...open.filter((one) => !hasBegun(one))]
  let missing: Operation | null = null
  const before: Piece[] = []
  for (const operation of inOrder) {
    const piece = pieces.get(operation.id)
    if (!piece) {
      if (isLive(order) && !missing && canBeDone(shop, order, operation, hours)) yield `${operation.id} is missing.`
      missing ??= operation
      continue
    }
    const isGoingOn = operation.state === 'working' && piece.start === shop.now
    if (missing && !isGoingOn) yield `${operation.id} is planned, but ${missing.id} before it is not.`
    for (const one of before)
      if (piece.start < one.end) {
        if (!isGoingOn) yield `${operation.id} starts before ${one.operationId} has ended.`
        if (piece.bayId !== one.bayId && one.start < piece.end) yield `The car of ${operation.id} is in two places.`
      }
    before.push(piece)
  }
}

const live: readonly string[] = ['quoted', 'authorised', 'waiting', 'working', 'paused', 'checking', 'washing']
const isLive = ({ state }: Order): boolean => live.includes(state)

/** Whether a bay and a technician exist for it, early enough that it must be in the plan. */
function canBeDone(
  shop: ShopState,
  order: Order,
  { bayKind, skill, likelyMinutes, startAt }: Operation,
  hours: Timetable,
): boolean {
  const { now } = shop
  // Far ahead it depends on the other work whether there is still time for it.
  const soon = now + HORIZON / 4
  if ((startAt ?? 0) > soon) return false
  if (order.parts.some(({ arrivedAt, expectedAt }) => arrivedAt === null && (expectedAt > soon || expectedAt < now)))
    return false
  const isInService = ({ outOfService }: ShopState['bays'][number]) => !outOfService || endOf(outOfService, now) <= soon
  if (!shop.bays.some((bay) => bay.uses.includes(bayKind) && isInService(bay))) return false
  const all = shop.orders.reduce(
    (sum, { operations }) => operations.reduce((more, one) => more + one.likelyMinutes, sum),
    0,
  )
  return shop.persons.some(
    (person) =>
      person.skills.includes(skill) &&
      backAt(person) <= soon &&
      // Time for all work of the shop and for this operation once more.
      hours.between(person.shift, soon, now + HORIZON) >= (all + likelyMinutes) * MINUTE,
  )
}

type Occupying = Pick<Piece, 'operationId' | 'bayId' | 'order' | 'start' | 'end'> & { technicianId: string | null }

function* overlaps(
  all: readonly Occupying[],
  of: (piece: Occupying) => string | null,
  what: string,
): Generator<string> {
  for (const [id, pieces] of Map.groupBy(all, of)) {
    if (id === null) continue
    const sorted = pieces.toSorted((a, b) => a.start - b.start)
    for (const [i, one] of sorted.entries()) {
      const before = sorted[i - 1]
      if (!before || one.start >= before.end) continue
      // Two technicians may work on the same car.
      if (what === 'bay' && one.order === before.order) continue
      yield `${one.operationId} starts while ${before.operationId} is in the same ${what} (${id}).`
    }
  }
}
