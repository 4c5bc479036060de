/** Tables of states and transitions, which server, screens, tests and documentation share. */
import type { CommandName } from '../commands/index.ts'

/** A transition: the commands that cause the fact, the states it may happen in, and the states it may lead to. */
export interface Step<State extends string> {
  /** Empty: not caused by a command. */
  readonly by: readonly CommandName[]
  /** True: this fact can also create the entity, in a state of `to`. */
  readonly begins?: true
  readonly from: readonly State[]
  /** Empty: the state does not change. Several: the rest of the entity decides. */
  readonly to: readonly State[]
}

/** All transitions of an entity, by fact. */
export type Life<State extends string> = Readonly<Record<string, Step<State>>>

/** Whether the fact may happen in this state. */
export const allows = <State extends string>(step: Step<State>, state: State): boolean => step.from.includes(state)

/** Whether the command can cause any fact in this state. */
export const allowsCommand = <State extends string>(life: Life<State>, state: State, command: CommandName): boolean =>
  Object.values(life).some((step) => step.by.includes(command) && allows(step, state))
