/**
 * A shop made ready to be planned thousands of times over: everything by number, in flat arrays. Cars are numbered as they stand
 * in the queue; the tasks of a car follow one another in their order, those begun first. Pure.
 */
import { bayKinds, skills as skillNames, type NeverDone } from '#contract/values.ts'
import { operationPercent } from '#contract/progress.ts'
import type { Hours } from './hours.ts'
import { placesOf, type Hands, type Places, type BayPlace } from './places.ts'
import { queueOf } from './queue.ts'
import type { PlannedOperation, PlannedOrder, PlannedPart, ShopState } from './shop.ts'

export const NONE = -1
const MINUTE = 60_000

export class Problem {
  readonly now: number
  /** By car: the orders with agreed work, or nothing left of it. */
  readonly orders: readonly PlannedOrder[]
  readonly opening: Hours
  readonly shifts: readonly Hours[]
  readonly bays: readonly BayPlace[]
  readonly hands: readonly Hands[]
  /** By number of a kind or a skill. */
  readonly baysOf: readonly Int32Array[]
  readonly handsFor: readonly Int32Array[]

  /** By task. */
  readonly operations: readonly PlannedOperation[]
  readonly parts: readonly (PlannedPart | null)[]
  readonly never: readonly (NeverDone | null)[]
  readonly car: Int32Array
  readonly kind: Int32Array
  readonly skill: Int32Array
  /** Working milliseconds left. */
  readonly duration: Float64Array
  /** When its parts are there; 0 when none is missing. One that is overdue may come any moment. */
  readonly partsAt: Float64Array
  /** Where the foreman has put it on the day plan; 0: nowhere. */
  readonly startAt: Float64Array
  readonly hasBegun: Uint8Array
  readonly isWorking: Uint8Array
  /** As the foreman has named them, where they are fit for this work at all. */
  readonly bay: Int32Array
  readonly who: Int32Array
  /** Where work that has begun is, whatever kind of bay that may be. */
  readonly worksIn: Int32Array
  /** As they were foreseen last: so that plans stay calm. */
  readonly lastBay: Int32Array
  readonly lastWho: Int32Array

  /** Those of car c: from `firstTask[c]` to before `firstTask[c + 1]`. */
  readonly firstTask: Int32Array
  /** By car: the bay it stands in. */
  readonly standsIn: Int32Array

  constructor(shop: ShopState) {
    const { workshop, now } = shop
    const places = placesOf(shop)
    this.now = now
    this.orders = queueOf(shop)
    this.opening = places.opening
    this.shifts = places.shifts
    this.bays = places.bays
    this.hands = places.hands
    const bayNumber = new Map(places.bays.map(({ id }, number) => [id, number]))
    const handsNumber = new Map(places.hands.map(({ id }, number) => [id, number]))
    this.baysOf = bayKinds.map((kind) => numbers(places.bays, (bay) => bay.kind === kind))
    this.handsFor = skillNames.map((skill) => numbers(places.hands, (hands) => hands.skills.includes(skill)))

    const tasks = this.orders.flatMap((order, car) => openWork(order).map((operation) => ({ order, car, operation })))
    const parts = tasks.map(({ order, operation }) => lastPart(order, operation, now))
    const ints = (of: (task: (typeof tasks)[number], number: number) => number) => Int32Array.from(tasks, of)
    const floats = (of: (task: (typeof tasks)[number], number: number) => number) => Float64Array.from(tasks, of)
    this.operations = tasks.map(({ operation }) => operation)
    this.parts = parts
    this.never = this.operations.map((operation) => hindranceOf(operation, places))
    this.car = ints(({ car }) => car)
    this.kind = ints(({ operation }) => bayKinds.indexOf(operation.bayKind))
    this.skill = ints(({ operation }) => skillNames.indexOf(operation.skill))
    this.duration = floats(({ operation }) =>
      Math.ceil(operation.standardMinutes * (1 - operationPercent(operation, workshop, now) / 100) * MINUTE),
    )
    this.partsAt = floats((_, i) => parts[i]?.expectedAt ?? 0)
    this.startAt = floats(({ operation }) => operation.startAt ?? 0)
    this.hasBegun = Uint8Array.from(this.operations, (one) => Number(hasBegun(one)))
    this.isWorking = Uint8Array.from(this.operations, ({ state }) => Number(state === 'working'))
    const bayOf = (id: string | null | undefined) => bayNumber.get(id ?? '') ?? NONE
    const fitBay = (id: string | null | undefined, { bayKind }: PlannedOperation) => {
      const bay = bayOf(id)
      return bay >= 0 && places.bays[bay]!.kind === bayKind ? bay : NONE
    }
    const fitHands = (id: string | null | undefined, { skill }: PlannedOperation) => {
      const hands = handsNumber.get(id ?? '') ?? NONE
      return hands >= 0 && places.hands[hands]!.skills.includes(skill) ? hands : NONE
    }
    this.bay = ints(({ operation }) => fitBay(operation.bayId, operation))
    this.worksIn = ints(({ operation }) => bayOf(operation.bayId))
    this.who = ints(({ operation }) => fitHands(operation.technicianId, operation))
    this.lastBay = ints(({ operation }) => fitBay(operation.plan?.bayId, operation))
    this.lastWho = ints(({ operation }) => fitHands(operation.plan?.technicianId, operation))
    this.firstTask = new Int32Array(this.orders.length + 1).fill(tasks.length)
    for (let i = tasks.length - 1; i >= 0; i--) this.firstTask[tasks[i]!.car] = i
    for (let car = this.orders.length - 1; car >= 0; car--)
      this.firstTask[car] = Math.min(this.firstTask[car]!, this.firstTask[car + 1]!)
    this.standsIn = Int32Array.from(this.orders, ({ bayId }) => bayOf(bayId))
  }

  get cars(): number {
    return this.orders.length
  }
  get tasks(): number {
    return this.operations.length
  }
}

const hasBegun = ({ state }: PlannedOperation): boolean => state === 'working' || state === 'paused'

/** Agreed and not done, in their order, those begun first. */
function openWork({ operations }: PlannedOrder): PlannedOperation[] {
  const open = operations.filter(({ state }) => hasBegunOrPlanned.includes(state))
  return [...open.filter(hasBegun), ...open.filter((one) => !hasBegun(one))]
}
const hasBegunOrPlanned: readonly string[] = ['planned', 'working', 'paused']

/** The part that comes last of those the work waits for. */
function lastPart({ parts }: PlannedOrder, operation: PlannedOperation, now: number): PlannedPart | null {
  let last: PlannedPart | null = null
  for (const one of parts)
    if (one.arrivedAt === null && (one.operationId === null || one.operationId === operation.id))
      if (one.expectedAt > now && one.expectedAt > (last?.expectedAt ?? 0)) last = one
  return last
}

/** Why work can never be done here; null when it can. */
function hindranceOf({ bayKind, skill }: PlannedOperation, places: Places): NeverDone | null {
  if (places.neverOpens) return 'never_opens'
  if (!places.bays.some(({ kind, backAt }) => kind === bayKind && backAt < Infinity)) return 'no_bay'
  if (!places.skilled.has(skill)) return 'no_skill'
  return places.hands.some(({ skills }) => skills.includes(skill)) ? null : 'nobody_on_shift'
}

function numbers<T>(list: readonly T[], fits: (one: T) => boolean): Int32Array {
  return Int32Array.from(list.flatMap((one, number) => (fits(one) ? [number] : [])))
}
