/** Where, by whom and from when an operation is done, and whether it may be put there (C2). Rules, planner and screens ask here. */
import type { Bay } from './entities/bay.ts'
import type { Operation, Placement } from './entities/operation.ts'
import type { Person } from './entities/person.ts'
import { operationAllows } from './lives/operation.ts'
import { orderAllows } from './lives/order.ts'
import type { MoveBlocker, OperationState, OrderState } from './values.ts'

/** Null, or an operation without a place: all of it is left to the plan. */
export const placementOf = (placed: Placement | null): Placement => ({
  bayId: placed?.bayId ?? null,
  technicianId: placed?.technicianId ?? null,
  startAt: placed?.startAt ?? null,
})

export const isSamePlace = (a: Placement, b: Placement): boolean =>
  a.bayId === b.bayId && a.technicianId === b.technicianId && a.startAt === b.startAt

/** Why an operation may not be put somewhere; everything else only makes it wait. */
export const objections = [
  'in_work',
  'not_authorised',
  'wrong_bay_kind',
  'bay_out_of_service',
  'skill_missing',
] as const satisfies readonly MoveBlocker[]

/** Whether work of an order in this state is put to bays; the first time takes the car over (B8). */
export const takesPlaces = (state: OrderState): boolean =>
  orderAllows(state, 'carTakenOver') || orderAllows(state, 'operationAssigned')

/** Whether an operation in this state is agreed, and neither under way nor over. */
export const isToBegin = (state: OperationState): boolean => operationAllows(state, 'operationAssigned')

/** Why the operation may be put nowhere at all. */
export function objectionToMove(
  order: { state: OrderState },
  operation: { state: OperationState },
): 'in_work' | 'not_authorised' | null {
  if (operation.state === 'proposed') return 'not_authorised'
  if (!isToBegin(operation.state)) return 'in_work'
  return takesPlaces(order.state) ? null : 'not_authorised'
}

type Work = Pick<Operation, 'bayKind' | 'skill'>

/** Whether the bay is of the kind that the work needs. */
export const suits = (bay: Pick<Bay, 'kind'>, { bayKind }: Pick<Work, 'bayKind'>): boolean => bay.kind === bayKind

/** Whether the person has the skill that the work needs. */
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
