/** Sends commands for a place of the screen, which shows their state (`answers`). Nothing shows as done before the server says so. */
import { createContext } from 'svelte'
import type { CommandName, PayloadInput, Reply } from '#contract/commands/index.ts'
import { uuid } from '#kit/outbox.ts'
import type { Live } from '#kit/live.svelte.ts'
import type { AllowedCommand } from './allowed.svelte.ts'
import type { Answers, Refused } from './answers.svelte.ts'

/** A command that the server has accepted. */
export interface Accepted {
  id: string
  name: CommandName
  payload: object
}

export const [useSender, provideSender] = createContext<Sender>()

export class Sender {
  #live: Live<'staff'>
  #answers: Answers
  #onrefused: (refused: Refused, place: string) => void
  #onaccepted: (accepted: Accepted) => void

  /** @param onrefused called after a refusal, in addition to showing it at its place */
  constructor(
    live: Live<'staff'>,
    answers: Answers,
    onrefused: (refused: Refused, place: string) => void = () => {},
    onaccepted: (accepted: Accepted) => void = () => {},
  ) {
    this.#live = live
    this.#answers = answers
    this.#onrefused = onrefused
    this.#onaccepted = onaccepted
  }

  /** True while a command of this place is unanswered. */
  pending(place: string): boolean {
    return this.#answers.pending(place)
  }

  /**
   * Sends a command and waits for its answer, across reconnects too. Never throws: a refusal is an answer.
   * @param name given by `Allowed`
   */
  async send<N extends CommandName>(
    place: string,
    name: AllowedCommand<N>,
    payload: PayloadInput<N>,
  ): Promise<Reply<N>> {
    this.#answers.sent(place)
    const id = uuid()
    const reply = await this.#live.send<N>(name, payload, id)
    const refused = reply.ok ? null : { ...reply, command: name }
    this.#answers.answered(place, refused)
    if (refused) this.#onrefused(refused, place)
    else this.#onaccepted({ id, name, payload: payload as object })
    return reply
  }
}
