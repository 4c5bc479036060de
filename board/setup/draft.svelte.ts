/** A form's own copy of the data it edits: it survives changes by others. */

import { untrack } from 'svelte'

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

/** Plain JSON data by field. */
type Fields = Record<string, unknown>

/**
 * Untouched fields follow the live data. An edited field keeps its input; if another person has changed it, `meanwhile` gives the
 * live value.
 */
export class Draft<T extends Fields> {
  /** The input. */
  value: T
  /** The value of each field when its editing began. */
  #base: T
  #now: () => T

  /** @param now gives the live data. Create the draft during component setup, so that it can follow them. */
  constructor(now: () => T) {
    this.#now = now
    const first = now()
    this.value = $state(copy(first))
    this.#base = $state.raw(copy(first))
    $effect(() => {
      const is = now()
      untrack(() => this.#follow(is))
    })
  }

  touched = (field: keyof T): boolean => !same(this.value[field], this.#base[field])

  get dirty(): boolean {
    return Object.keys(this.value).some(this.touched)
  }

  /** The live value of an edited field that another person has changed; otherwise undefined. */
  meanwhile<K extends keyof T>(field: K): T[K] | undefined {
    const now = this.#now()[field]
    return this.touched(field) && !same(now, this.#base[field]) && !same(now, this.value[field]) ? now : undefined
  }

  get contested(): boolean {
    return Object.keys(this.value).some((field) => this.meanwhile(field) !== undefined)
  }

  /** Resets to the live data. */
  undo(): void {
    const now = copy(this.#now())
    this.#base = now
    Object.assign(this.value, copy(now))
  }

  /** The sent data was accepted and becomes the new base. The live data may follow a moment later. */
  settled(sent: T): void {
    this.#base = copy(sent)
  }

  #follow(now: T): void {
    const base = { ...this.#base }
    for (const field of Object.keys(now) as (keyof T)[]) {
      if (!this.touched(field)) this.value[field] = copy(now[field])
      if (same(this.value[field], now[field])) base[field] = copy(now[field])
    }
    this.#base = base
  }
}
