/** What a simulation is given and what it gives back; and the work of each car, made ready to be simulated. */
import type { Bay, Operation, Order, Part, Person, Workshop } from '#contract/entities.ts'
import { operationPercent } from '#contract/progress.ts'
import type { NeverDone } from '#contract/values.ts'
import { forecastStates } from '../forecast.ts'
import { isAgreed } from '../order/work.ts'
import type { BayPlace, Hands, Places } from './places.ts'

/** Of an order, what decides when its work is done. Nothing personal. */
export type PlannedOrder = Pick<
  Order,
  'id' | 'number' | 'model' | 'state' | 'priority' | 'bayId' | 'arrivedAt' | 'authorisedAt' | 'promiseAt'
> & { operations: readonly PlannedOperation[]; parts: readonly PlannedPart[] }
export type PlannedOperation = Pick<
  Operation,
  | 'id'
  | 'bayKind'
  | 'skill'
  | 'likelyMinutes'
  | 'safeMinutes'
  | 'state'
  | 'bayId'
  | 'technicianId'
  | 'percent'
  | 'percentAt'
>
export type PlannedPart = Pick<Part, 'id' | 'operationId' | 'expectedAt' | 'arrivedAt'>

export interface ShopState {
  workshop: Pick<Workshop, 'timeZone' | 'hours' | 'days' | 'settings'>
  bays: readonly Pick<Bay, 'id' | 'number' | 'kind' | 'outOfService'>[]
  persons: readonly Pick<Person, 'id' | 'skills' | 'shift' | 'absentUntil'>[]
  orders: readonly PlannedOrder[]
  /** House time, milliseconds. */
  now: number
}

/** What the start of an operation waited for last: that is what determines it. */
export type Wait =
  | { for: 'operation' | 'opening' }
  | { for: 'part'; partId: string }
  | { for: 'bay'; isBack: boolean }
  | { for: 'technician'; isOnShift: boolean }

export interface SimulatedWork {
  operationId: string
  bayId: string | null
  technicianId: string
  /** Instants; work may rest in between, when the shop is closed or the technician is off shift. */
  start: number
  end: number
  /** Null: it has begun, or can at once. */
  waitedFor: Wait | null
}

export interface Simulated {
  /** When its agreed work is done, up to a full minute; null: never, and why. */
  finishAt: number | null
  why: NeverDone | null
  work: SimulatedWork[]
}

/** One agreed, unfinished operation. */
export interface Task {
  operation: PlannedOperation
  /** Working milliseconds left. */
  duration: number
  /** When its parts are there; 0 when none is missing. One that is overdue may come any moment. */
  partsAt: number
  partId: string | null
  hasBegun: boolean
  /** As the foreman has named them, where they are fit for this work at all. */
  bay: BayPlace | null
  hands: Hands | null
}

export interface Car {
  order: PlannedOrder
  /** Its place in the queue, from 0. */
  rank: number
  /** Still to be started, in their order, those begun first. */
  tasks: Task[]
  /** How many are worked on. */
  running: number
  /** Since when nothing of it is worked on. */
  restsSince: number
  /** Where it stands until its next work can begin, and nobody else can. */
  keeps: BayPlace | null
}

/** The orders with agreed work or nothing left of it, in the order of the queue: agreed before merely quoted, urgent first, then by promise, then as they came (C1, C2). */
export function queueOf({ orders, workshop, now }: ShopState, places: Places): Car[] {
  const isLive = ({ state, operations }: PlannedOrder) => forecastStates.includes(state) && operations.some(isAgreed)
  return orders
    .filter(isLive)
    .sort(comesBefore)
    .map((order, rank) => {
      const open = order.operations.filter((operation) => isAgreed(operation) && operation.state !== 'done')
      const tasks = open.map((operation) => taskOf(order, operation, places, workshop, now))
      const begun = tasks.filter(({ hasBegun }) => hasBegun)
      const rest = tasks.filter(({ hasBegun }) => !hasBegun)
      return { order, rank, tasks: [...begun, ...rest], running: 0, restsSince: now, keeps: null }
    })
}

const comesBefore = (a: PlannedOrder, b: PlannedOrder) =>
  Number(a.authorisedAt === null) - Number(b.authorisedAt === null) ||
  Number(b.priority === 'urgent') - Number(a.priority === 'urgent') ||
  (a.promiseAt ?? Infinity) - (b.promiseAt ?? Infinity) ||
  (a.arrivedAt ?? Infinity) - (b.arrivedAt ?? Infinity) ||
  a.number - b.number

function taskOf(
  order: PlannedOrder,
  operation: PlannedOperation,
  places: Places,
  workshop: ShopState['workshop'],
  now: number,
): Task {
  const left = operation.likelyMinutes * (1 - operationPercent(operation, workshop, now) / 100)
  let part: PlannedPart | null = null
  for (const one of order.parts)
    if (one.arrivedAt === null && (one.operationId === null || one.operationId === operation.id))
      if (one.expectedAt > now && one.expectedAt > (part?.expectedAt ?? 0)) part = one
  const bay = places.bays.get(operation.bayId ?? '')
  const hands = places.hands.get(operation.technicianId ?? '')
  return {
    operation,
    duration: Math.ceil(left * 60_000),
    partsAt: part?.expectedAt ?? 0,
    partId: part?.id ?? null,
    hasBegun: operation.state === 'working' || operation.state === 'paused',
    bay: bay?.kind === operation.bayKind ? bay : null,
    hands: hands?.skills.includes(operation.skill) ? hands : null,
  }
}
