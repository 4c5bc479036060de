/** Sends commands for a place of the screen. The place shows what becomes of them (`answers`); nothing is shown as done before it is. */
import { createContext } from 'svelte'
import type { CommandName, PayloadInput, Reply } from '#contract/commands/index.ts'
import type { Live } from '#kit/live.svelte.ts'
import type { Answers, Refused } from './answers.svelte.ts'

export const [useSender, provideSender] = createContext<Sender>()

export class Sender {
  #live: Live<'staff'>
  #answers: Answers
  #onrefused: (refused: Refused, place: string) => void

  /** @param onrefused what else a screen does about a refusal, besides showing it at its place */
  constructor(live: Live<'staff'>, answers: Answers, onrefused: (refused: Refused, place: string) => void = () => {}) {
    this.#live = live
    this.#answers = answers
    this.#onrefused = onrefused
  }

  /** True while a command of this place has no answer yet. */
  pending(place: string): boolean {
    return this.#answers.pending(place)
  }

  /** Sends a command and waits for its answer, across reconnects too. A refusal is an answer; nothing is thrown. */
  async send<N extends CommandName>(place: string, name: N, payload: PayloadInput<N>): Promise<Reply<N>> {
    this.#answers.sent(place)
    const reply = await this.#live.send(name, payload)
    const refused = reply.ok ? null : { ...reply, command: name }
    this.#answers.answered(place, refused)
    if (refused) this.#onrefused(refused, place)
    return reply
  }
}
