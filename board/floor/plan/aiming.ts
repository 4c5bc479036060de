/** What a drop on a lane at a time means: where the work goes, and from when (C2). Pure. */
import type { Operation, Order, Person, Placement } from '#contract/entities/index.ts'
import { canDo, bayBlocker, moveBlocker } from '#contract/placement.ts'
import type { MoveBlocker } from '#contract/values.ts'
import { MINUTE, openFrom, openMinutes, type Axis } from './axis.ts'
import type { Lane, Subject } from './lanes.ts'

/** Times on the plan are multiples of five minutes. */
export const STEP = 5 * MINUTE

export interface Aim {
  /** Where the piece is drawn. */
  start: number
  /** The requested earliest start; null: as soon as its turn comes. */
  startAt: number | null
}

/**
 * The meaning of a drop at `at` on a lane. At or before now, or right after the last piece: as soon as its turn comes. Right after a
 * piece that another one follows: between the two, at that time.
 * @param near snap distance to the end of a piece (ms)
 */
export function aimAt(lane: Lane, at: number, operationId: string, axis: Axis, now: number, near: number): Aim {
  const soonest = openFrom(axis, now)
  if (at <= soonest + near) return { start: soonest, startAt: null }
  const others = lane.blocks.filter(({ id, stage, end }) => id !== operationId && stage !== 'done' && end > now)
  let caught: number | null = null
  for (const { end } of others)
    if (Math.abs(end - at) <= near && (caught === null || Math.abs(end - at) < Math.abs(caught - at))) caught = end
  if (caught !== null) {
    const followed = others.some(({ start }) => start >= caught - near)
    const start = openFrom(axis, caught)
    return followed ? { start, startAt: Math.ceil(start / STEP) * STEP } : { start, startAt: null }
  }
  const start = openFrom(axis, Math.round(at / STEP) * STEP)
  return { start, startAt: start }
}

/** The end of the lane's last piece. */
export const behindLast = (lane: Lane, operationId: string, now: number): number =>
  lane.blocks.reduce(
    (last, { id, stage, end }) => (id === operationId || stage === 'done' ? last : Math.max(last, end)),
    now,
  )

/**
 * The placement: on a bay's lane the technician stays, on a technician's lane the bay stays; on a team's lane the best-suited member
 * gets the work.
 */
export function placementOn(lane: Lane, operation: Operation, startAt: number | null, axis: Axis): Placement {
  const { bayId, technicianId } = operation
  const { subject } = lane
  if (subject.kind === 'bay') return { bayId: subject.bay.id, technicianId, startAt }
  if (subject.kind === 'technician') return { bayId, technicianId: subject.person.id, startAt }
  return { bayId, technicianId: bestOf(lane, subject.persons, operation, axis)?.id ?? technicianId, startAt }
}

/** The team member with the skill and the least work ahead; a member who has the work already keeps it. */
function bestOf(lane: Lane, persons: readonly Person[], operation: Operation, axis: Axis): Person | undefined {
  const able = persons.filter((one) => canDo(one, operation))
  const has = able.find(({ id }) => id === operation.technicianId)
  if (has) return has
  const ahead = ({ id }: Person) =>
    lane.blocks.reduce(
      (sum, one) =>
        one.technicianId === id && one.stage !== 'done' ? sum + openMinutes(axis, one.start, one.end) : sum,
      0,
    )
  const loads = new Map(able.map((person) => [person, ahead(person)]))
  return able.sort((a, b) => loads.get(a)! - loads.get(b)! || (a.name < b.name ? -1 : 1))[0]
}

/** Why the work cannot go there at all, as far as the screen can tell without the planner; null: it may. */
export function unfit(subject: Subject, order: Order, operation: Operation): MoveBlocker | null {
  const blocker = moveBlocker(order, operation)
  if (blocker) return blocker
  if (subject.kind === 'bay') return bayBlocker(subject.bay, operation)
  const persons = subject.kind === 'technician' ? [subject.person] : subject.persons
  return persons.some((one) => canDo(one, operation)) ? null : 'skill_missing'
}
