/**
 * Which commands a button may offer: those this session may send, and the state of the order or notice allows now. What the
 * session may never do is not shown; the server checks again.
 */
import { createContext } from 'svelte'
import {
  isAllowed,
  isAllowedForNotice,
  whyNotOn,
  type NoticeCommand,
  type OperationCommand,
  type OrderCommand,
} from '#contract/allowed.ts'
import type { CommandName } from '#contract/commands/index.ts'
import type { Notice, Operation, Order } from '#contract/entities/index.ts'
import type { Session } from '#kit/session.svelte.ts'

declare const seal: unique symbol

/** A command's name, as the sender takes it. Only `Allowed` gives one, so a button that does not ask cannot send. */
export type AllowedCommand<N extends CommandName = CommandName> = N & { readonly [seal]: true }

export const [useAllowed, provideAllowed] = createContext<Allowed>()

/** All answers are the command, or null if it is not allowed. */
export class Allowed {
  #live: { readonly session: Pick<Session, 'allows'> | null }

  constructor(live: { readonly session: Pick<Session, 'allows'> | null }) {
    this.#live = live
  }

  /** Whatever the state: for commands on no entity, and to show a section at all. */
  may<N extends CommandName>(name: N): AllowedCommand<N> | null {
    return this.#live.session?.allows(name) ? (name as AllowedCommand<N>) : null
  }

  /** A command on operations needs at least one operation that allows it. */
  forOrder<N extends OrderCommand>(name: N, order: Order): AllowedCommand<N> | null {
    return isAllowed(name, order) ? this.may(name) : null
  }

  forOperation<N extends OperationCommand>(name: N, order: Order, operation: Operation): AllowedCommand<N> | null {
    return whyNotOn(name, order, operation) === null ? this.may(name) : null
  }

  forNotice<N extends NoticeCommand>(name: N, notice: Notice): AllowedCommand<N> | null {
    return isAllowedForNotice(name, notice) ? this.may(name) : null
  }
}
