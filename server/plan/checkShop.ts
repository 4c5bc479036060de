/**
 * Whether a plan of a shop holds: worked out from the shop and the plan alone, with nothing of what made the plan but the calendar.
 */
import {
  fromLocal,
  localDay,
  openIntervals,
  type Calendar,
  type Interval,
  type WeeklyHours,
} from '#contract/calendar.ts'
import { operationPercent } from '#contract/progress.ts'
import type { ShopState } from '#server/domain/planner/shop/shop.ts'

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
const DAY = 86_400_000
/** What cannot be done within two years is not planned. */
const FAR = 730 * DAY

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
  const hours = new Timetable(shop)
  for (const piece of pieces.values()) faults.push(...faultsOfPiece(shop, piece, hours))
  const all = [...pieces.values()]
  faults.push(...overlaps(all, ({ bayId }) => bayId, 'bay'))
  faults.push(...overlaps(all, ({ technicianId }) => technicianId, 'technician'))
  for (const order of shop.orders) faults.push(...faultsOfOrder(shop, order, pieces, hours))
  return faults
}

const isOpen = ({ state }: Operation): boolean => state === 'planned' || hasBegun({ state })
const hasBegun = ({ state }: Pick<Operation, 'state'>): boolean => state === 'working' || state === 'paused'

function* faultsOfPiece(shop: ShopState, piece: Piece, hours: Timetable): Generator<string> {
  const { now, workshop, bays, persons } = shop
  const { operationId: name, operation, order, start, end } = piece
  const bay = bays.find(({ id }) => id === piece.bayId)
  const person = persons.find(({ id }) => id === piece.technicianId)
  if (!person) return yield `${name} is done by ${piece.technicianId}, whom there is not.`
  if (!person.skills.includes(operation.skill))
    yield `${name} is done by ${person.id} without the skill ${operation.skill}.`
  if (start < now) yield `${name} starts in the past.`
  if (start < (person.absentUntil ?? 0)) yield `${name} starts while ${person.id} is away.`
  const left = operation.likelyMinutes * (1 - operationPercent(operation, workshop, now) / 100) * MINUTE
  const worked = hours.between(person.shift, start, end)
  if (worked !== Math.ceil(left))
    yield `${name} is worked on for ${worked / MINUTE} minutes and not for ${left / MINUTE}.`

  if (operation.state === 'working' && goesOn(shop, operation, hours)) {
    if (start !== now || person.id !== operation.technicianId || piece.bayId !== operation.bayId)
      yield `${name} is worked on, and does not go on where and by whom it is.`
    return
  }
  if (!bay) return yield `${name} is done in bay ${piece.bayId}, which there is not.`
  if (bay.kind !== operation.bayKind)
    yield `${name} is done in ${bay.id}, of kind ${bay.kind} and not ${operation.bayKind}.`
  if (bay.outOfService && start < backAt(shop, bay.outOfService.until))
    yield `${name} starts in ${bay.id} while it is out of service.`
  if (hours.between(person.shift, start, start + 1) === 0) yield `${name} starts while ${person.id} is not at work.`
  if (start < (operation.startAt ?? 0)) yield `${name} starts before it is to.`
  for (const { id, arrivedAt, expectedAt, operationId } of order.parts)
    if (arrivedAt === null && (operationId === null || operationId === name) && start < expectedAt)
      yield `${name} starts before its ${id} are there.`
}

/** Where nobody knows until when a bay is out: not today and not tomorrow. */
const backAt = ({ now, workshop }: ShopState, until: number | null): number =>
  until ?? fromLocal(localDay(now, workshop.timeZone) + 2 * DAY, workshop.timeZone)

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

/** When somebody is at work, reckoned from the calendar, once a shift. */
class Timetable {
  #calendar: Calendar
  #now: number
  #spans = new Map<string, { known: number; spans: Interval[] }>()

  constructor({ workshop, now }: ShopState) {
    this.#calendar = workshop
    this.#now = now
  }

  /** Working milliseconds between two instants. */
  between(shift: WeeklyHours | null, from: number, to: number): number {
    let sum = 0
    const spans = this.#until(shift, to)
    for (let i = firstAfter(spans, from); i < spans.length && spans[i]![0] < to; i++)
      sum += Math.min(spans[i]![1], to) - Math.max(spans[i]![0], from)
    return sum
  }

  isEverThere(shift: WeeklyHours | null, from: number): boolean {
    return this.between(shift, from, from + 60 * DAY) > 0 || this.between(shift, from, from + FAR) > 0
  }

  #until(shift: WeeklyHours | null, to: number): readonly Interval[] {
    const key = JSON.stringify(shift)
    let found = this.#spans.get(key)
    if (!found || found.known < to) {
      const known = Math.max(to, this.#now + 30 * DAY, 2 * (found?.known ?? 0) - this.#now)
      this.#spans.set(key, (found = { known, spans: this.#work(shift, known) }))
    }
    return found.spans
  }

  #work(shift: WeeklyHours | null, to: number): Interval[] {
    const open = openIntervals(this.#calendar, this.#now, to)
    if (!shift) return open
    const there = openIntervals({ ...this.#calendar, hours: shift, days: [] }, this.#now, to)
    const both: Interval[] = []
    for (const [a, b] of open)
      for (let i = firstAfter(there, a); i < there.length && there[i]![0] < b; i++)
        both.push([Math.max(a, there[i]![0]), Math.min(b, there[i]![1])])
    return both
  }
}

/** The place of the first of the spans, which are in order, that ends after an instant. */
function firstAfter(spans: readonly Interval[], at: number): number {
  let [low, high] = [0, spans.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (spans[middle]![1] > at) high = middle
    else low = middle + 1
  }
  return low
}
