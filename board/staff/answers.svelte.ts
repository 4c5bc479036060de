/** The state of the commands sent from each place of the screen: in flight, accepted, or refused with a reason. */
import { createContext } from 'svelte'
import { SvelteMap, SvelteSet } from 'svelte/reactivity'
import type { CommandName } from '#contract/commands/index.ts'
import type { Refusal } from '#contract/errors.ts'

/** A refusal and the command it answers. */
export type Refused = Refusal & { command: CommandName }

export const [useAnswers, provideAnswers] = createContext<Answers>()

/** A refusal has been seen for this long before a later success takes it away (real ms). */
const SEEN = 10_000

/** A place is the id of the commands' subject (an order, a bay, an alert …) or the name of a form. */
export class Answers {
  #sent = new SvelteMap<string, number>()
  #refused = new SvelteMap<string, Refused & { since: number }>()
  #accepted = new SvelteSet<string>()

  /** True while a command of this place is unanswered. */
  pending(place: string): boolean {
    return (this.#sent.get(place) ?? 0) > 0
  }

  /** The refusal of this place's last command, until its next command, a later success elsewhere, or until it is dismissed. */
  refusal(place: string): Refused | undefined {
    return this.#refused.get(place)
  }

  /** True when this place's last command was accepted. */
  accepted(place: string): boolean {
    return this.#accepted.has(place)
  }

  /** Places with a refusal, for a screen to show those that appear nowhere else. */
  get refusedPlaces(): string[] {
    return [...this.#refused.keys()]
  }

  putAway(place: string): void {
    this.#refused.delete(place)
  }

  sent(place: string): void {
    this.#refused.delete(place)
    this.#accepted.delete(place)
    this.#sent.set(place, (this.#sent.get(place) ?? 0) + 1)
  }

  /** @param refused null when the command was accepted */
  answered(place: string, refused: Refused | null): void {
    const left = (this.#sent.get(place) ?? 1) - 1
    if (left > 0) this.#sent.set(place, left)
    else this.#sent.delete(place)
    if (refused) return void this.#refused.set(place, { ...refused, since: performance.now() })
    this.#accepted.add(place)
    // The person works on: what was refused before is out of date.
    for (const [other, { since }] of this.#refused) if (performance.now() - since >= SEEN) this.#refused.delete(other)
  }
}
