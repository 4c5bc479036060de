/** How a table of states and transitions is written and read. Server, screens, tests and documentation read the same tables. */
import type { CommandName } from '../commands/index.ts'

/** One fact of a life: which commands bring it about, in which states it may happen, and which states it may lead to. */
export interface Step<State extends string> {
  /** None: it follows by itself. */
  readonly by: readonly CommandName[]
  /** With true a life begins with this fact, too (in a state of `to`). */
  readonly begins?: true
  readonly from: readonly State[]
  /** Empty: the state stays. Several: the rest of the entity decides. */
  readonly to: readonly State[]
}

/** Every fact of a life, by name. */
export type Life<State extends string> = Readonly<Record<string, Step<State>>>

/** Whether the fact may happen in this state. */
export const allows = <State extends string>(step: Step<State>, state: State): boolean => step.from.includes(state)

/** Whether the command can bring about any fact in this state. */
export const allowsCommand = <State extends string>(life: Life<State>, state: State, command: CommandName): boolean =>
  Object.values(life).some((step) => step.by.includes(command) && allows(step, state))
