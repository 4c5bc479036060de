/** Where, by whom and when an operation is placed, and whether it may be placed there (C2). Used by rules, planner and screens. */
import type { Bay } from './entities/bay.ts'
import type { Operation, Placement } from './entities/operation.ts'
import type { Person } from './entities/person.ts'
import { operationAllows } from './lives/operation.ts'
import { orderAllows } from './lives/order.ts'
import type { MoveBlocker, OperationState, OrderState } from './values.ts'

/** The placement of an operation. What is null is left to the planner. */
export const placementOf = (placed: Placement | null): Placement => ({
  bayId: placed?.bayId ?? null,
  technicianId: placed?.technicianId ?? null,
  startAt: placed?.startAt ?? null,
})

export const isSamePlace = (a: Placement, b: Placement): boolean =>
  a.bayId === b.bayId && a.technicianId === b.technicianId && a.startAt === b.startAt

/** Reasons that forbid a placement; all others only delay the work. */
export const objections = [
  'in_work',
  'not_authorised',
  'wrong_bay_kind',
  'bay_out_of_service',
  'skill_missing',
] as const satisfies readonly MoveBlocker[]

/** Whether operations of an order in this state can be assigned. The first assignment takes the car over (B8). */
export const takesPlaces = (state: OrderState): boolean =>
  orderAllows(state, 'carTakenOver') || orderAllows(state, 'operationAssigned')

/** Whether an operation in this state is approved and can still be assigned. */
export const isToBegin = (state: OperationState): boolean => operationAllows(state, 'operationAssigned')

/** Why the operation cannot be placed anywhere. */
export function objectionToMove(
  order: { state: OrderState },
  operation: { state: OperationState },
): 'in_work' | 'not_authorised' | null {
  if (operation.state === 'proposed') return 'not_authorised'
  if (!isToBegin(operation.state)) return 'in_work'
  return takesPlaces(order.state) ? null : 'not_authorised'
}

type Work = Pick<Operation, 'bayKind' | 'skill'>

/** Whether the bay is of the kind the work needs. */
export const suits = (bay: Pick<Bay, 'kind'>, { bayKind }: Pick<Work, 'bayKind'>): boolean => bay.kind === bayKind

/** Whether the person has the skill the work needs. */
export const canDo = (
  { skills }: { skills: readonly Person['skills'][number][] },
  work: Pick<Work, 'skill'>,
): boolean => skills.includes(work.skill)

export function objectionToBay(
  bay: Pick<Bay, 'kind' | 'outOfService'>,
  work: Pick<Work, 'bayKind'>,
): 'wrong_bay_kind' | 'bay_out_of_service' | null {
  if (!suits(bay, work)) return 'wrong_bay_kind'
  return bay.outOfService ? 'bay_out_of_service' : null
}

export const objectionToPerson = (
  person: { skills: readonly Person['skills'][number][] },
  work: Pick<Work, 'skill'>,
): 'skill_missing' | null => (canDo(person, work) ? null : 'skill_missing')
