/**
 * Whether a plan of a shop holds: worked out from the shop and the plan alone, with nothing of what made the plan, its calendar
 * and its arithmetic included.
 */
import type { ShopState } from '#server/domain/planner/shop.ts'
import { FAR, Timetable } from './timetable.ts'
import { hasBegun, isOpen, sinceOf, workLeft } from './workLeft.ts'

export interface PlannedPiece {
  operationId: string
  bayId: string | null
  technicianId: string
  /** Instants; work rests in between while the shop is closed or the technician is off shift. */
  start: number
  end: number
}

type Order = ShopState['orders'][number]
type Operation = Order['operations'][number]
type Piece = PlannedPiece & { order: Order; operation: Operation }

const MINUTE = 60_000
/** Milliseconds are not cut in pieces. */
const GRAIN = 1

/** What is wrong with a plan, in plain sentences; nothing when it holds. */
export function faultsOfShop(shop: ShopState, plan: readonly PlannedPiece[]): string[] {
  const faults: string[] = []
  const wanted = new Map<string, { order: Order; operation: Operation }>()
  for (const order of shop.orders)
    for (const operation of order.operations) if (isOpen(operation)) wanted.set(operation.id, { order, operation })
  const pieces = new Map<string, Piece>()
  for (const piece of plan) {
    const found = wanted.get(piece.operationId)
    if (!found) faults.push(`There is no work ${piece.operationId} to be done.`)
    else if (pieces.has(piece.operationId)) faults.push(`${piece.operationId} is there twice.`)
    else pieces.set(piece.operationId, { ...piece, ...found })
  }
  const hours = new Timetable(shop, sinceOf(shop))
  for (const piece of pieces.values()) faults.push(...faultsOfPiece(shop, piece, hours))
  const all = [...pieces.values()]
  faults.push(...overlaps(all, ({ bayId }) => bayId, 'bay'))
  faults.push(...overlaps(all, ({ technicianId }) => technicianId, 'technician'))
  for (const order of shop.orders) faults.push(...faultsOfOrder(shop, order, pieces, hours))
  return faults
}

function* faultsOfPiece(shop: ShopState, piece: Piece, hours: Timetable): Generator<string> {
  const { now, bays, persons } = shop
  const { operationId: name, operation, order, start, end } = piece
  const bay = bays.find(({ id }) => id === piece.bayId)
  const person = persons.find(({ id }) => id === piece.technicianId)
  if (!person) return yield `${name} is done by ${piece.technicianId}, whom there is not.`
  if (!person.skills.includes(operation.skill))
    yield `${name} is done by ${person.id} without the skill ${operation.skill}.`
  if (start < now) yield `${name} starts in the past.`
  if (start < (person.absentUntil ?? 0)) yield `${name} starts while ${person.id} is away.`
  const left = workLeft(operation, hours, now)
  const worked = hours.between(person.shift, start, end)
  if (Math.abs(worked - left) > GRAIN)
    yield `${name} is worked on for ${worked / MINUTE} minutes and not for ${left / MINUTE}.`

  if (operation.state === 'working' && goesOn(shop, operation, hours)) {
    if (start !== now || person.id !== operation.technicianId || piece.bayId !== operation.bayId)
      yield `${name} is worked on, and does not go on where and by whom it is.`
    return
  }
  if (!bay) return yield `${name} is done in bay ${piece.bayId}, which there is not.`
  if (bay.kind !== operation.bayKind)
    yield `${name} is done in ${bay.id}, of kind ${bay.kind} and not ${operation.bayKind}.`
  // Where nobody knows until when: not today and not tomorrow.
  if (bay.outOfService && start < (bay.outOfService.until ?? hours.dayAfterTomorrow(now)))
    yield `${name} starts in ${bay.id} while it is out of service.`
  if (hours.between(person.shift, start, start + 1) === 0) yield `${name} starts while ${person.id} is not at work.`
  if (start < (operation.startAt ?? 0)) yield `${name} starts before it is to.`
  for (const { id, arrivedAt, expectedAt, operationId } of order.parts)
    if (arrivedAt === null && (operationId === null || operationId === name) && start < expectedAt)
      yield `${name} starts before its ${id} are there.`
}

/** Whether whoever works on it is there to go on. */
function goesOn({ persons, now }: ShopState, { technicianId, skill }: Operation, hours: Timetable): boolean {
  const person = persons.find(({ id }) => id === technicianId)
  if (!person || !person.skills.includes(skill) || (person.absentUntil ?? 0) > now) return false
  return hours.isEverThere(person.shift, now)
}

/** The order within a car, that it is in one place, and that nothing is left out that could be done. */
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
    if (missing && !isGoingOn) yield `${operation.id} is done, and ${missing.id} before it never.`
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

/** Whether there are a bay and somebody for it at all, and soon enough that it must be in the plan. */
function canBeDone(
  shop: ShopState,
  order: Order,
  { bayKind, skill, likelyMinutes, startAt }: Operation,
  hours: Timetable,
): boolean {
  const { now } = shop
  // Far ahead it depends on everything else whether there is still time for it.
  const soon = now + FAR / 4
  if ((startAt ?? 0) > soon || order.parts.some(({ arrivedAt, expectedAt }) => arrivedAt === null && expectedAt > soon))
    return false
  const isThere = (until: number | null | undefined) => until === null || until === undefined || until <= soon
  if (!shop.bays.some(({ kind, outOfService }) => kind === bayKind && isThere(outOfService?.until))) return false
  const all = shop.orders.reduce(
    (sum, { operations }) => operations.reduce((more, one) => more + one.likelyMinutes, sum),
    0,
  )
  return shop.persons.some(
    ({ skills, shift, absentUntil }) =>
      skills.includes(skill) &&
      isThere(absentUntil) &&
      // Room for all work of the shop and for this once more.
      hours.between(shift, soon, now + FAR) >= (all + likelyMinutes) * MINUTE,
  )
}

function* overlaps(all: readonly Piece[], of: (piece: Piece) => string | null, what: string): Generator<string> {
  for (const [id, pieces] of Map.groupBy(all, of)) {
    if (id === null) continue
    const sorted = pieces.toSorted((a, b) => a.start - b.start)
    for (const [i, one] of sorted.entries()) {
      const before = sorted[i - 1]
      if (!before || one.start >= before.end) continue
      // Two may work at one car.
      if (what === 'bay' && one.order === before.order) continue
      yield `${one.operationId} starts while ${before.operationId} is in the same ${what} (${id}).`
    }
  }
}
