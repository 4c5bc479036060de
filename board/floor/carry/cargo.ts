/** What is carried and where it can be dropped: the types shared by bays, plan and pointer. */
import type { Operation, Order, Placement } from '#contract/entities/index.ts'
import { placementOf } from '#contract/placement.ts'
import { currentOperation } from '#staff/placing.ts'

export interface Cargo {
  orderId: string
  /** The operation the card shows; null when it shows none. */
  operationId: string | null
  was: Placement
  /** The bay in which the card showed the car. */
  wasIn: string | null
}

export interface Held extends Cargo {
  by: 'pointer' | 'keys'
  /** By touch: the finger covers what is under it. */
  touch: boolean
  /** Distance in px from the left edge of a plan piece to where it was picked up. */
  grab: number
}

/** A target's name: a bay's id, the queue, or a lane of the plan. */
export type Target = string
export const QUEUE: Target = 'queue'

/** A target and a time (ms) on it. */
export interface Aimed {
  over: Target
  at: number
}

/** Targets with a time axis, where the position of a drop matters: the lanes of the day plan. */
export interface Ruler {
  /** The target at a point; null if there is none. */
  aim(x: number, y: number, held: Held): Aimed | null
  /** The start position of a piece picked up by keyboard. */
  begin(held: Held): Aimed | null
  /** The next position for an arrow key, Home (now) or End (after the last piece); null: no further one. The queue has no time. */
  step(from: Target | null, at: number, key: string, fine: boolean, held: Held): Aimed | null
}

/** What dropping work on a target would do. */
export interface Meaning {
  order: Order
  operation: Operation
  to: Placement
  /** The target in words. */
  where: string
  /** Why the planner is not asked: the work cannot go there, or is there already. `anyway`: the foreman may overrule it. */
  no: { tone: 'bad' | 'plain'; text: string; anyway?: boolean } | null
}

/** One type of target. */
export interface Targets {
  has(target: Target): boolean
  /** Whether arrow keys stop here. */
  takes(cargo: Cargo, target: Target): boolean
  put(cargo: Cargo, target: Target, at: number): void
  /** Null: a drop would assign no work. */
  meaning(cargo: Cargo, target: Target, at: number): Meaning | null
}

/** An order's operation, as its card shows it, for carrying. */
export function cargoOf(order: Order, operation: Operation | null = currentOperation(order)): Cargo {
  return {
    orderId: order.id,
    operationId: operation?.id ?? null,
    was: placementOf(operation),
    wasIn: order.bayId,
  }
}
