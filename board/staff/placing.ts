/** Where the floor shows each car: in its bay, in the queue, or at the desk. Pure. */
import { toAskSince } from '#contract/additionalWork.ts'
import type { Arrival, Bay, Operation, Order } from '#contract/entities/index.ts'
import { isOnTime } from '#contract/appointment.ts'
import { isToBegin } from '#contract/placement.ts'
import type { OrderState } from '#contract/values.ts'
import { asServed } from '#contract/queue.ts'

/** An operation planned in a bay that its car has not reached yet. */
export interface Planned {
  order: Order
  operation: Operation
}

/** A car that waits for its final check or its wash in a bay. */
export interface Finishing {
  order: Order
  step: 'check' | 'wash'
  /** When it is planned. */
  at: number
}

export interface BayPlace {
  bay: Bay
  /** The car in the bay. */
  inside: Order | null
  next: Planned[]
  finishing: Finishing[]
}

/** A person at the door, and the order of the car they have just brought; null: a question, a complaint, a pick-up. */
interface AtDoor {
  arrival: Arrival
  order: Order | null
}

export interface Places {
  bays: BayPlace[]
  /** Approved work not in a bay, in the order it is served. */
  queue: Order[]
  /**
   * People at the door: those who wait, with or without a car, as they are served; then those with a question, a complaint or a
   * pick-up who have been taken (B1.2).
   */
  door: AtDoor[]
  /** The arrivals of cars that have just arrived, by their order. */
  arrivals: Map<string, Arrival>
  /** Cars with additional work the customer has not been asked about, oldest first (B9). They are in another list as well. */
  toAsk: { order: Order; since: number }[]
  /** Arrived and taken, or in diagnosis: the estimate is still to be made. Appointments on time come before others (B1.2). */
  estimate: Order[]
  /** Quoted: waiting for the customer's answer. */
  answer: Order[]
  /** Checks and wash, outside a bay. */
  finishing: Order[]
  /** Ready or settled: waiting for hand-over. */
  handover: Order[]
  /** C9: with their customers while a part is on order. */
  home: Order[]
  /** Future appointments. */
  booked: Order[]
}

const since = (order: Order) => order.arrivedAt ?? order.bookedAt ?? 0
/** C1: first come, first served. */
const firstCome = (a: Order, b: Order) => since(a) - since(b) || a.number - b.number
/** B1.2: but appointments on time come before others. */
const onTimeFirst = (a: Order, b: Order) => Number(isOnTime(b)) - Number(isOnTime(a)) || firstCome(a, b)

/** B1.2: who waits stands before who has been taken. */
const waitingFirst = (a: AtDoor, b: AtDoor) =>
  Number(a.arrival.takenAt !== null) - Number(b.arrival.takenAt !== null) ||
  Number(b.order !== null && isOnTime(b.order)) - Number(a.order !== null && isOnTime(a.order)) ||
  a.arrival.at - b.arrival.at

const columns: Record<OrderState, 'queue' | 'estimate' | 'answer' | 'finishing' | 'handover' | 'booked' | null> = {
  booked: 'booked',
  arrived: 'estimate',
  diagnosing: 'estimate',
  quoted: 'answer',
  authorised: 'queue',
  waiting: 'queue',
  working: 'queue',
  paused: 'queue',
  checking: 'finishing',
  washing: 'finishing',
  stopped: 'handover',
  ready: 'handover',
  settled: 'handover',
  left: null,
  declined: null,
  cancelled: null,
}

/** Sorts all live entities into their places at house time `now`. A car at the desk that stands in a bay (in diagnosis, say) appears in both. */
export function placesOf(
  bays: Iterable<Bay>,
  orders: Iterable<Order>,
  arrivals: Iterable<Arrival>,
  now: number,
): Places {
  const places: Places = {
    bays: [],
    queue: [],
    door: [],
    arrivals: new Map(),
    toAsk: [],
    estimate: [],
    answer: [],
    finishing: [],
    handover: [],
    home: [],
    booked: [],
  }
  const byBay = new Map<string, BayPlace>()
  for (const bay of [...bays].sort((a, b) => a.number - b.number)) {
    const place: BayPlace = { bay, inside: null, next: [], finishing: [] }
    byBay.set(bay.id, place)
    places.bays.push(place)
  }
  for (const order of [...orders].sort(asServed(now))) {
    const column = columns[order.state]
    if (column === null) continue
    const since = toAskSince(order)
    if (since !== null) places.toAsk.push({ order, since })
    if (order.homeSince !== null) {
      places.home.push(order)
      continue
    }
    const place = order.bayId === null ? undefined : byBay.get(order.bayId)
    if (place) place.inside = order
    if (!place || !(column === 'queue' || column === 'finishing')) places[column].push(order)
    if (column === 'finishing') {
      const waiting = finishingOf(order)
      if (waiting && waiting.bayId !== order.bayId)
        byBay.get(waiting.bayId ?? '')?.finishing.push({ order, step: waiting.step, at: waiting.at })
    }
    if (column !== 'queue') continue
    for (const operation of order.operations)
      if (isToBegin(operation.state) && operation.bayId !== null && operation.bayId !== order.bayId)
        byBay.get(operation.bayId)?.next.push({ order, operation })
  }
  for (const { finishing } of places.bays) finishing.sort((a, b) => a.at - b.at)
  places.finishing.sort((a, b) => (finishingOf(a)?.at ?? 0) - (finishingOf(b)?.at ?? 0))
  places.toAsk.sort((a, b) => a.since - b.since)
  places.estimate.sort(onTimeFirst)
  places.answer.sort(firstCome)
  places.booked.sort((a, b) => (a.appointmentAt ?? 0) - (b.appointmentAt ?? 0))
  for (const arrival of arrivals) {
    if (arrival.closedAt !== null) continue
    if (arrival.orderId === null) places.door.push({ arrival, order: null })
    else places.arrivals.set(arrival.orderId, arrival)
  }
  places.estimate = places.estimate.filter((order) => {
    const arrival = places.arrivals.get(order.id)
    if (arrival?.takenAt !== null) return true
    places.door.push({ arrival, order })
    return false
  })
  places.door.sort(waitingFirst)
  return places
}

/** Where and when the next step of a car after its work is planned. */
function finishingOf({
  state,
  checkPlan,
  washPlan,
}: Order): (Omit<Finishing, 'order'> & { bayId: string | null }) | null {
  const step = state === 'washing' ? 'wash' : 'check'
  const plan = step === 'wash' ? washPlan : checkPlan
  return plan && { step, at: plan.start, bayId: plan.bayId }
}

/** Reuses the previous objects for places that have not changed, so that Svelte does not redraw them. */
export function keepSame(before: readonly BayPlace[], now: readonly BayPlace[]): BayPlace[] {
  const old = new Map(before.map((place) => [place.bay.id, place]))
  return now.map((place) => {
    const was = old.get(place.bay.id)
    return was && isSame(was, place) ? was : place
  })
}

const isSame = (a: BayPlace, b: BayPlace) =>
  a.bay === b.bay &&
  a.inside === b.inside &&
  a.next.length === b.next.length &&
  a.next.every(({ order, operation }, i) => order === b.next[i]?.order && operation === b.next[i]?.operation) &&
  a.finishing.length === b.finishing.length &&
  a.finishing.every(({ order }, i) => order === b.finishing[i]?.order)

/** The operation a card shows: the one in progress, else one paused here, else one planned here, else the next open one. */
export function currentOperation(order: Order, bayId: string | null = order.bayId): Operation | null {
  const { operations } = order
  return (
    operations.find(({ state }) => state === 'working') ??
    operations.find(({ state, bayId: at }) => state === 'paused' && at === bayId) ??
    operations.find(({ state, bayId: at }) => state === 'planned' && at !== null && at === bayId) ??
    operations.find(({ state }) => state === 'paused') ??
    operations.find(({ state, bayId: at }) => state === 'planned' && at !== null) ??
    operations.find(({ state }) => state === 'planned') ??
    null
  )
}
