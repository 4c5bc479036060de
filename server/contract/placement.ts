/** Where, by whom and when an operation is placed, and whether it may be placed there (C2). Used by rules, planner and screens. */
import type { Bay } from './entities/bay.ts'
import type { Operation, Placement } from './entities/operation.ts'
import { operationAllows } from './lives/operation.ts'
import { orderAllows } from './lives/order.ts'
import type { BayKind, MoveBlocker, OperationState, OrderState, Skill } from './values.ts'

/** The placement of an operation. What is null is left to the planner. */
export const placementOf = (placed: Placement | null): Placement => ({
  bayId: placed?.bayId ?? null,
  technicianId: placed?.technicianId ?? null,
  startAt: placed?.startAt ?? null,
})

export const isSamePlace = (a: Placement, b: Placement): boolean =>
  a.bayId === b.bayId && a.technicianId === b.technicianId && a.startAt === b.startAt

/** Reasons that forbid a placement; all others only delay the work. */
export const hardBlockers = [
  'in_work',
  'not_authorised',
  'wrong_bay_kind',
  'bay_out_of_service',
  'skill_missing',
] as const satisfies readonly MoveBlocker[]

/** Whether operations of an order in this state can be assigned. */
export const takesPlaces = (state: OrderState): boolean => orderAllows(state, 'operationAssigned')

/** Whether an operation in this state is approved and can still be assigned. */
export const isToBegin = (state: OperationState): boolean => operationAllows(state, 'operationAssigned')

/** Why the operation cannot be placed anywhere. */
export function moveBlocker(
  order: { state: OrderState },
  operation: { state: OperationState },
): 'in_work' | 'not_authorised' | null {
  if (operation.state === 'proposed') return 'not_authorised'
  if (!isToBegin(operation.state)) return 'in_work'
  return takesPlaces(order.state) ? null : 'not_authorised'
}

/** The hard blockers that the foreman may overrule with `anyway` (C2). */
const overrulable = ['wrong_bay_kind', 'skill_missing'] as const satisfies readonly (typeof hardBlockers)[number][]
export const canOverrule = (blocker: MoveBlocker): boolean => (overrulable as readonly string[]).includes(blocker)

/** Work, and where the foreman has placed it. */
type Work = Pick<Operation, 'bayKind' | 'skill'> & Partial<Pick<Operation, 'bayId' | 'technicianId'>>
interface Place {
  id: string
  uses: readonly BayKind[]
}
interface Worker {
  id: string
  /** What they do alone. */
  skills: readonly Skill[]
  /** What they do under guidance. */
  guided?: readonly Skill[]
}

/** Whether the bay is fit for the work. Where the foreman has placed it anyway, it is. */
export const suits = (bay: Place, { bayKind, bayId }: Pick<Work, 'bayKind' | 'bayId'>): boolean =>
  bay.uses.includes(bayKind) || bayId === bay.id

/** Whether the person has the skill the work needs, or the foreman has given it to them anyway. */
export const canDo = (person: Worker, { skill, technicianId }: Pick<Work, 'skill' | 'technicianId'>): boolean =>
  person.skills.includes(skill) || technicianId === person.id

/** Whether the foreman may give it to them without overruling anything: plans do so only with what they do alone. */
export const mayDo = (person: Worker, work: Pick<Work, 'skill' | 'technicianId'>): boolean =>
  canDo(person, work) || (person.guided?.includes(work.skill) ?? false)

/** @param anyway the foreman overrules the kind of bay */
export function bayBlocker(
  bay: Place & Pick<Bay, 'outOfService'>,
  work: Pick<Work, 'bayKind' | 'bayId'>,
  anyway = false,
): 'wrong_bay_kind' | 'bay_out_of_service' | null {
  if (!anyway && !suits(bay, work)) return 'wrong_bay_kind'
  return bay.outOfService ? 'bay_out_of_service' : null
}

/** @param anyway the foreman overrules the skill */
export const personBlocker = (
  person: Worker,
  work: Pick<Work, 'skill' | 'technicianId'>,
  anyway = false,
): 'skill_missing' | null => (anyway || mayDo(person, work) ? null : 'skill_missing')
