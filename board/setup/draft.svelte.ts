/** A form's own copy of what it changes: kept while somebody types, though another changes the same meanwhile. */

import { untrack } from 'svelte'

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

/** Plain data by field: what JSON can say. */
type Fields = Record<string, unknown>

/**
 * Fields that nobody has touched follow what is true. One that was touched stays as typed; when another person has changed
 * the same field, `meanwhile` says what it is now.
 */
export class Draft<T extends Fields> {
  /** What is typed. */
  value: T
  /** Field by field what typing began from. */
  #base: T
  #now: () => T

  /** @param now what is true; to be made while a component is, so that it is followed. */
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

  /** What a touched field is now, where somebody else has changed it; else undefined. */
  meanwhile<K extends keyof T>(field: K): T[K] | undefined {
    const now = this.#now()[field]
    return this.touched(field) && !same(now, this.#base[field]) && !same(now, this.value[field]) ? now : undefined
  }

  get contested(): boolean {
    return Object.keys(this.value).some((field) => this.meanwhile(field) !== undefined)
  }

  /** Back to what is true now. */
  undo(): void {
    const now = copy(this.#now())
    this.#base = now
    Object.assign(this.value, copy(now))
  }

  /** What was sent has been accepted: typing goes on from it. The change itself may come a moment later. */
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
