/**
 * A shop prepared for thousands of simulations: everything indexed by number, in flat arrays. Cars are numbered in queue order;
 * a car's tasks are consecutive, those already started first. Pure.
 */
import { bayKinds, skills as skillNames, type UnschedulableReason } from '#contract/values.ts'
import { isAsked } from '#contract/additionalWork.ts'
import { operationPercent } from '#contract/progress.ts'
import { canDo, suits } from '#contract/placement.ts'
import { goesOnAt } from '#contract/outside.ts'
import { waitsWithoutDate } from '../forecast/unknown.ts'
import { finishingOf } from './finishing.ts'
import type { Hours } from './hours.ts'
import { placesOf, type Technician, type Places, type BayPlace } from './places.ts'
import { queueOf } from './queue.ts'
import type { PlannedOperation, PlannedOrder, PlannedPart, ShopState, Step } from './shop.ts'
import { placesToResume } from './resumption.ts'
import { standsUntil } from './standing.ts'

export const NONE = -1
const MINUTE = 60_000

export interface Problem {
  readonly now: number
  /** Counts. */
  readonly tasks: number
  readonly cars: number
  /** By car: the live orders with agreed work, even if all of it is done. */
  readonly orders: readonly PlannedOrder[]
  readonly opening: Hours
  readonly shifts: readonly Hours[]
  readonly bays: readonly BayPlace[]
  readonly technicians: readonly Technician[]
  /** By index of a bay kind or a skill; work that the foreman placed elsewhere anyway is not counted. */
  readonly baysOf: readonly Int32Array[]
  readonly techniciansFor: readonly Int32Array[]

  /** By task: the agreed operations of a car, then its final check and its wash. */
  readonly steps: readonly Step[]
  readonly operations: readonly PlannedOperation[]
  readonly parts: readonly (PlannedPart | null)[]
  readonly unschedulable: readonly (UnschedulableReason | null)[]
  readonly car: Int32Array
  /** `NONE`: the task needs no bay, or nobody with a skill. */
  readonly kind: Int32Array
  readonly skill: Int32Array
  /** Working milliseconds left. */
  readonly duration: Float64Array
  /** When all its parts and the car itself will be there; 0 when nothing is missing. What is overdue makes work unschedulable. */
  readonly partsAt: Float64Array
  /** The start time the foreman has set on the day plan; 0: none. */
  readonly startAt: Float64Array
  readonly hasBegun: Uint8Array
  readonly isWorking: Uint8Array
  /** As assigned by the foreman; `NONE` if unassigned or unfit for this work. */
  readonly bay: Int32Array
  readonly technician: Int32Array
  /** The bay of work in progress, of any kind. */
  readonly worksIn: Int32Array
  /** As in the last plan, to keep plans stable. */
  readonly lastBay: Int32Array
  readonly lastTechnician: Int32Array

  /** The tasks of car c are `firstTask[c]` up to but not including `firstTask[c + 1]`. */
  readonly firstTask: Int32Array
  /** By car: the bay it stands in. */
  readonly standsIn: Int32Array
  /** By car: it does not go on before, as its customer has not answered yet; 0: at any time. */
  readonly release: Float64Array
  /** By bay: until when a car without agreed work is expected to stand in it. */
  readonly occupiedUntil: Float64Array
  /** By car: what a progress report adds to the finish, see `progressReports.ts`; working milliseconds, 0 without a report. */
  readonly slip: Float64Array
}

export function problemOf(shop: ShopState): Problem {
  const { workshop, now } = shop
  const places = placesOf(shop)
  const { opening, shifts, bays, technicians } = places
  const orders = queueOf(shop)
  const bayNumber = new Map(bays.map(({ id }, number) => [id, number]))
  const technicianNumber = new Map(technicians.map(({ id }, number) => [id, number]))
  const bayOf = (id: string | null | undefined) => bayNumber.get(id ?? '') ?? NONE
  const fitBay = (id: string | null | undefined, operation: PlannedOperation) => {
    const bay = bayOf(id)
    return bay >= 0 && suits(bays[bay]!, operation) ? bay : NONE
  }
  const fitTechnician = (id: string | null | undefined, operation: PlannedOperation) => {
    const technician = technicianNumber.get(id ?? '') ?? NONE
    return technician >= 0 && canDo(technicians[technician]!, operation) ? technician : NONE
  }

  const reasonFor = (order: PlannedOrder, operation: PlannedOperation) =>
    waitsWithoutDate(order, operation, now) ?? unschedulableReason(operation, places)
  const finishing = finishingOf(shop, places)
  const tasks = orders.flatMap((order, car) => [
    ...openWork(order, (operation) => reasonFor(order, operation) !== null).map((operation) => ({
      ...agreed(operation, workshop, now),
      order,
      car,
      operation,
    })),
    ...finishing(order).map((rest) => ({ ...rest, order, car })),
  ])
  const operations = tasks.map(({ operation }) => operation)
  const placeOf = placesToResume(shop.orders)
  const boundTo = tasks.map(({ order, operation }) => placeOf(order, operation))
  const parts = tasks.map(({ step, order, operation }) =>
    step === 'operation' ? lastPart(order, operation, now) : null,
  )
  const ints = (of: (operation: PlannedOperation, task: number) => number) => Int32Array.from(operations, of)
  const floats = (of: (operation: PlannedOperation, task: number) => number) => Float64Array.from(operations, of)
  const standing = (order: PlannedOrder) => order.standsUntil ?? standsUntil(order, shop)
  const occupiedUntil = new Float64Array(bays.length)
  for (const order of shop.orders) {
    const bay = bayOf(order.bayId)
    if (bay >= 0) occupiedUntil[bay] = Math.max(occupiedUntil[bay]!, standing(order))
  }
  const firstTask = new Int32Array(orders.length + 1)
  for (const { car } of tasks) firstTask[car + 1]!++
  for (let car = 0; car < orders.length; car++) firstTask[car + 1]! += firstTask[car]!
  return {
    ...{ now, tasks: tasks.length, cars: orders.length, orders, opening, shifts, bays, technicians, operations, parts },
    steps: tasks.map(({ step }) => step),
    baysOf: bayKinds.map((kind) => numbers(bays, (bay) => bay.uses.includes(kind))),
    techniciansFor: skillNames.map((skill) => numbers(technicians, (one) => one.skills.includes(skill))),
    unschedulable: tasks.map(({ step, order, operation }) => {
      if (step !== 'operation') return places.neverOpens ? 'never_opens' : null
      return reasonFor(order, operation)
    }),
    car: ints((_, task) => tasks[task]!.car),
    kind: ints((_, task) => tasks[task]!.kind),
    skill: ints((_, task) => tasks[task]!.skill),
    duration: floats((_, task) => tasks[task]!.duration),
    partsAt: floats((operation, task) => {
      const back = tasks[task]!.step === 'operation' ? goesOnAt(operation, now) : null
      return Math.max(parts[task]?.expectedAt ?? 0, back ?? 0)
    }),
    startAt: floats(({ startAt }) => startAt ?? 0),
    hasBegun: Uint8Array.from(tasks, (one) => Number(one.hasBegun)),
    isWorking: Uint8Array.from(operations, ({ state }) => Number(state === 'working')),
    bay: ints((operation, task) => fitBay(boundTo[task]!.bayId, operation)),
    technician: ints((operation, task) => fitTechnician(boundTo[task]!.technicianId, operation)),
    worksIn: ints(({ bayId }) => bayOf(bayId)),
    lastBay: ints((operation) => fitBay(operation.plan?.bayId, operation)),
    lastTechnician: ints((operation) => fitTechnician(operation.plan?.technicianId, operation)),
    firstTask,
    standsIn: Int32Array.from(orders, ({ bayId }) => bayOf(bayId)),
    release: Float64Array.from(orders, (order) => (order.bayId === null ? 0 : standing(order))),
    occupiedUntil,
    slip: new Float64Array(orders.length),
  }
}

/** An agreed operation as a task. */
const agreed = (operation: PlannedOperation, workshop: ShopState['workshop'], now: number) => ({
  step: 'operation' as const,
  ...{ kind: bayKinds.indexOf(operation.bayKind), skill: skillNames.indexOf(operation.skill) },
  duration: Math.ceil(operation.likelyMinutes * (1 - operationPercent(operation, workshop, now) / 100) * MINUTE),
  hasBegun: hasBegun(operation),
})

/** Where and when a task is placed, by index; `NONE` and 0 leave it to the plan. */
export interface Place {
  task: number
  bay: number
  technician: number
  startAt: number
}

/** The problem with tasks placed elsewhere. */
export function withPlaces(problem: Problem, places: readonly Place[]): Problem {
  const [bay, technician, startAt] = [problem.bay.slice(), problem.technician.slice(), problem.startAt.slice()]
  for (const place of places) {
    bay[place.task] = place.bay
    technician[place.task] = place.technician
    startAt[place.task] = place.startAt
  }
  return { ...problem, bay, technician, startAt }
}

const hasBegun = ({ state }: PlannedOperation): boolean => state === 'working' || state === 'paused'

/**
 * Agreed and not done, in order, those already started first. Work the customer is asked about comes with it (B9), unless it cannot
 * be scheduled: the rest does not wait for it.
 */
function openWork(order: PlannedOrder, cannotBe: (operation: PlannedOperation) => boolean): PlannedOperation[] {
  const open = order.operations.filter(
    (one) => hasBegunOrPlanned.includes(one.state) || (isAsked(order, one) && !cannotBe(one)),
  )
  return [...open.filter(hasBegun), ...open.filter((one) => !hasBegun(one))]
}
const hasBegunOrPlanned: readonly string[] = ['planned', 'working', 'paused']

/** The last to arrive of the parts the work waits for. */
function lastPart({ parts }: PlannedOrder, operation: PlannedOperation, now: number): PlannedPart | null {
  let last: PlannedPart | null = null
  for (const one of parts)
    if (one.arrivedAt === null && (one.operationId === null || one.operationId === operation.id))
      if (one.expectedAt > now && one.expectedAt > (last?.expectedAt ?? 0)) last = one
  return last
}

/** Why work cannot be scheduled here; null when it can. */
function unschedulableReason(operation: PlannedOperation, places: Places): UnschedulableReason | null {
  if (places.neverOpens) return 'never_opens'
  const fitting = places.bays.filter((bay) => suits(bay, operation))
  if (fitting.length === 0) return 'no_bay'
  if (fitting.every(({ backAt }) => backAt === Infinity)) return 'bay_unknown'
  if (places.technicians.some((one) => canDo(one, operation))) return null
  return places.skilled.has(operation.skill) ? 'nobody_on_shift' : 'no_skill'
}

function numbers<T>(list: readonly T[], fits: (one: T) => boolean): Int32Array {
  return Int32Array.from(list.flatMap((one, number) => (fits(one) ? [number] : [])))
}
