/** The car typed into a desk form. A bad plate is shown after the first attempt to send. */
import type { PlateFormat } from '#contract/values.ts'
import { words } from '#kit/words.svelte.ts'
import { carOf, emptyCar, plateOf } from './forms.ts'

export class CarForm {
  draft = $state(emptyCar(words.language))
  #tried = $state(false)
  #format: () => PlateFormat

  constructor(format: () => PlateFormat) {
    this.#format = format
  }

  get hasPlate(): boolean {
    return this.draft.plate.trim() !== ''
  }

  /** In stored form; null if there is none or it is invalid. */
  get plate(): string | null {
    return plateOf(this.draft.plate, this.#format())
  }

  get isPlateBad(): boolean {
    return this.#tried && this.hasPlate && this.plate === null
  }

  /** The car as a payload, once the form is sent; null while its plate is missing or invalid. */
  car(): ReturnType<typeof carOf> {
    this.#tried = true
    return carOf(this.draft, this.#format())
  }

  /** Empties the form for the next car. */
  clear(): void {
    this.draft = emptyCar(words.language)
    this.#tried = false
  }
}
