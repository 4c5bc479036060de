/** The planner's input and output. */
import type { Bay, ProgressCheck, Operation, Order, Part, Person, Workshop } from '#contract/entities/index.ts'
import type { Working } from '#contract/presence.ts'
import type { UnschedulableReason } from '#contract/values.ts'
import type { Experience } from '../forecast/experience.ts'

/** The parts of an order that decide when the car is ready. Nothing personal. */
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
  | 'appointmentAt'
  | 'arrivedAt'
  | 'quotedAt'
  | 'authorisedAt'
  | 'checkedAt'
  | 'washStartedAt'
  | 'promiseAt'
  | 'readyAt'
  | 'checkPlan'
  | 'washPlan'
> &
  Partial<Pick<Order, 'additionalOffer'>> & {
    operations: readonly PlannedOperation[]
    parts: readonly PlannedPart[]
    /** The floor's report of when it will be ready (B10). */
    progressCheck: Pick<ProgressCheck, 'answer' | 'finishAt'> | null
    /** Until when it stands in its bay without work; missing: as its state says, see `standsUntil`. */
    standsUntil?: number
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
> &
  Partial<Pick<Operation, 'itemId' | 'pauseReason' | 'pausedUntil' | 'placedAt' | 'askedAt'>>
type PlannedPerson = Pick<Person, 'id' | 'skills'> & Partial<Pick<Person, 'guided'>> & Working
export type PlannedPart = Pick<Part, 'id' | 'operationId' | 'expectedAt' | 'arrivedAt'>

export interface ShopState {
  workshop: Pick<Workshop, 'timeZone' | 'hours' | 'days' | 'settings'>
  bays: readonly Pick<Bay, 'id' | 'number' | 'uses' | 'outOfService'>[]
  persons: readonly PlannedPerson[]
  orders: readonly PlannedOrder[]
  /** House time, milliseconds. */
  now: number
  /** What plans have come to in this workshop; missing or null: the plan is the forecast. */
  experience?: Experience | null
  /** Everything takes as long as it does in four of five cases (P80); missing: as long as it does as a rule. */
  isSafe?: true
}

/** What the start of an operation waited for last, which is what determined it. */
export type Wait =
  | { for: 'operation' | 'opening' | 'place' | 'outside' | 'answer' }
  | { for: 'part'; partId: string }
  | { for: 'bay'; isBack: boolean }
  | { for: 'technician'; isOnShift: boolean }

/** An agreed operation, the final check or the wash. */
export type Step = 'operation' | 'check' | 'wash'

export interface SimulatedWork {
  step: Step
  /** Null: the final check or the wash. */
  operationId: string | null
  /** Null: where the car stands. */
  bayId: string | null
  /** Null: anyone. */
  technicianId: string | null
  /** Instants; work pauses in between while the shop is closed or the technician is off shift. */
  start: number
  end: number
  /** Null if it has started or can start at once. */
  waitedFor: Wait | null
}

export interface Simulated {
  /** When the car is ready, QC and wash included, rounded up to a minute; null if it cannot be scheduled, see the reason. */
  finishAt: number | null
  reason: UnschedulableReason | null
  /** The first operation that cannot be scheduled; null if all can (and perhaps the car still never gets ready). */
  undoneId: string | null
  work: SimulatedWork[]
}
