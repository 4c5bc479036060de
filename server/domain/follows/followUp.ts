/** How a follow-up is written: something that follows from any change of an order, a bay or the workshop. */
import type { Alert, Notice, Workshop } from '#contract/entities/index.ts'
import type { Context, Fact } from '../rule.ts'

/** What a follow-up finds, and leaves to the next one. */
export interface Followed<Entity> {
  /** As it was before the change; undefined: it is new. */
  readonly before: Entity | undefined
  readonly entity: Entity
  /** The order's own; none of anything else. */
  readonly notices: readonly Notice[]
  /** Open alerts about it, and those that have just closed. */
  readonly alerts: readonly Alert[]
  /** What has happened by it, in order. */
  readonly facts: readonly Fact[]
}

export interface Around {
  /** As it is from now on. */
  readonly workshop: Workshop
  readonly context: Context
}

/** Both halves stand side by side, so that nothing can change with time and be forgotten by the clock. */
export interface FollowUp<Entity> {
  /** What changes now. */
  after(followed: Followed<Entity>, around: Around): Followed<Entity>
  /** When the clock must look again; instants in the past, and null, are passed over. */
  moments(followed: Followed<Entity>, around: Around): readonly (number | null)[]
}
