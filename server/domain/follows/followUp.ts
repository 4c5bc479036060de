/** The interface of follow-ups: what follows from any change to an order, a bay, an arrival or the workshop. */
import type { Alert, Notice, Order, Workshop } from '#contract/entities/index.ts'
import type { Role } from '#contract/values.ts'
import type { Context, Fact } from '../rule.ts'

/** What a follow-up receives and passes on to the next. */
export interface Followed<Entity> {
  /** The entity before the change; undefined if it is new. */
  readonly before: Entity | undefined
  readonly entity: Entity
  /** The order's notices; empty for other entities. */
  readonly notices: readonly Notice[]
  /** Open alerts about the entity, and those just closed. */
  readonly alerts: readonly Alert[]
  /** Facts the follow-ups have added, in order. */
  readonly facts: readonly Fact[]
}

export interface Around {
  /** As decided, including this change. */
  readonly workshop: Workshop
  readonly context: Context
  /** Roles with a person on duty now; every role unless the command has loaded all people. */
  readonly onDuty: ReadonlySet<Role>
  /** Roles that at least one person has; null unless the command has loaded all people. */
  readonly held: ReadonlySet<Role> | null
  /** The orders this command has changed, by id; without `before` for a new one. */
  readonly changedOrders: ReadonlyMap<string, { before: Order | undefined; after: Order }>
}

/** Both halves are in one object, so that nothing that changes with time is forgotten by the clock. */
export interface FollowUp<Entity> {
  /** What changes now. */
  after(followed: Followed<Entity>, around: Around): Followed<Entity>
  /** When the clock must review the entity; past instants and null are ignored. */
  moments(followed: Followed<Entity>, around: Around): readonly (number | null)[]
}
