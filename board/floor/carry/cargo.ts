/** What is carried, and where it can be put down: words of carrying that bays, plan and pointer share. */
import type { Operation, Order, Placement } from '#contract/entities/index.ts'
import { placementOf } from '#contract/placement.ts'
import { currentOperation } from '#staff/placing.ts'

export interface Cargo {
  orderId: string
  /** The operation that the card shows; null when it shows none. */
  operationId: string | null
  was: Placement
  /** The bay in which the card showed the car. */
  wasIn: string | null
}

export interface Held extends Cargo {
  by: 'pointer' | 'keys'
  /** By a finger, which covers what lies under it. */
  touch: boolean
  /** How far from the left edge of a piece of the plan it was picked up, in px. */
  grab: number
}

/** A target's name: a bay's id, the queue, or a lane of the plan. */
export type Target = string
export const QUEUE: Target = 'queue'

/** A target, and a time (ms) on it. */
export interface Aimed {
  over: Target
  at: number
}

/** Targets that have a length, on which it matters where something is put down: the lanes of the day plan. */
export interface Ruler {
  /** What lies under a point; null: none of its targets. */
  aim(x: number, y: number, held: Held): Aimed | null
  /** Where what was picked up by keys is at first. */
  begin(held: Held): Aimed | null
  /** Where an arrow leads, or Home (now) and End (behind the last); null: nowhere else. The queue has no time. */
  step(from: Target | null, at: number, key: string, fine: boolean, held: Held): Aimed | null
}

/** What putting work down on a target would mean. */
export interface Meaning {
  order: Order
  operation: Operation
  to: Placement
  /** The target in words. */
  where: string
  /** Why the planner need not be asked: it cannot go there, or is there already. */
  no: { tone: 'bad' | 'plain'; text: string } | null
}

/** One kind of target. */
export interface Targets {
  has(target: Target): boolean
  /** Whether it may be put down there. */
  takes(cargo: Cargo, target: Target): boolean
  put(cargo: Cargo, target: Target, at: number): void
  /** Null: no work would be put elsewhere. */
  meaning(cargo: Cargo, target: Target, at: number): Meaning | null
}

/** The operation of an order as the card of its car shows it, to be carried. */
export function cargoOf(order: Order, operation: Operation | null = currentOperation(order)): Cargo {
  return {
    orderId: order.id,
    operationId: operation?.id ?? null,
    was: placementOf(operation),
    wasIn: order.bayId,
  }
}
