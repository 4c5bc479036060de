/** What the setup shows and does: the live workshop and its people, changes on their way, and refusals kept at their form. */
import { createContext } from 'svelte'
import { SvelteMap, SvelteSet } from 'svelte/reactivity'
import type { CommandName, PayloadInput, Reply } from '#contract/commands/index.ts'
import type { Person, Workshop } from '#contract/entities.ts'
import type { Refusal } from '#contract/errors.ts'
import type { Live } from '#kit/live.svelte.ts'
import { words, type Key } from '#kit/words.svelte.ts'

export const [useSetup, provideSetup] = createContext<Setup>()

export class Setup {
  readonly live: Live<'staff'>
  #sent = new SvelteSet<string>()
  #refused = new SvelteMap<string, Refusal>()
  #saved = new SvelteSet<string>()
  readonly #workshop = $derived.by(() => this.live.of('workshop').values().next().value)
  readonly #persons = $derived.by(() =>
    [...this.live.of('person').values()].toSorted((a, b) => a.name.localeCompare(b.name, words.locale)),
  )

  constructor(live: Live<'staff'>) {
    this.live = live
  }

  close(): void {
    this.live.close()
  }

  /** The workshop; only to be asked once the screen is ready. */
  get workshop(): Workshop {
    return this.#workshop!
  }

  get isThere(): boolean {
    return this.#workshop !== undefined
  }

  get persons(): readonly Person[] {
    return this.#persons
  }

  /** A form's change has no answer yet. */
  pending = (form: string): boolean => this.#sent.has(form)
  /** The last no to a form, until its next try. */
  refusal = (form: string): Refusal | undefined => this.#refused.get(form)
  /** The last thing sent from a form was accepted. */
  saved = (form: string): boolean => this.#saved.has(form)

  /** Sends a form's change. Nothing is shown as saved before it is; a refusal stays at the form, in words. */
  async send<N extends CommandName>(form: string, name: N, payload: PayloadInput<N>): Promise<Reply<N>> {
    this.#refused.delete(form)
    this.#saved.delete(form)
    this.#sent.add(form)
    const reply = await this.live.send(name, payload)
    this.#sent.delete(form)
    if (reply.ok) this.#saved.add(form)
    else this.#refused.set(form, reply)
    return reply
  }

  /** A refusal in the screen's language; what is wrong with a field only the server's own sentence knows. */
  sentence(refusal: Refusal): string {
    const key: Key = `errors:${refusal.code}`
    const own = refusal.code === 'bad_payload' ? refusal.message : words.t(key)
    return own === '' || own === key || own === refusal.code ? refusal.message : own
  }
}
