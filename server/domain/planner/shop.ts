/** What plans of a shop are made from and what they come to. */
import type { Bay, ProgressCheck, Operation, Order, Part, Person, Workshop } from '#contract/entities/index.ts'
import type { NeverDone } from '#contract/values.ts'

/** Of an order, what decides when the car is ready. Nothing personal. */
export type PlannedOrder = Pick<
  Order,
  | 'id'
  | 'number'
  | 'model'
  | 'state'
  | 'priority'
  | 'waits'
  | 'wash'
  | 'bayId'
  | 'arrivedAt'
  | 'authorisedAt'
  | 'checkedAt'
  | 'promiseAt'
> & {
  operations: readonly PlannedOperation[]
  parts: readonly PlannedPart[]
  /** What the floor has said of when it will be ready (B10). */
  progressCheck: Pick<ProgressCheck, 'answer' | 'finishAt'> | null
}
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
  | 'startAt'
  | 'plan'
  | 'percent'
  | 'percentAt'
  | 'safety'
  | 'sentBack'
  | 'finishedAt'
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
  | { for: 'operation' | 'opening' | 'place' }
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
  /** When the car is ready, checks and wash included, up to a full minute; null: never, and why. */
  finishAt: number | null
  why: NeverDone | null
  /** Never: the operation with which it ends; null: all of them are done, and the car never ready. */
  undoneId: string | null
  work: SimulatedWork[]
}
