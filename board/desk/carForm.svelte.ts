/** The car typed into a desk form, filled in with what is on file. A bad plate is shown after the first attempt to send. */
import type { Identified } from '#contract/questions.ts'
import { formatPhone } from '#contract/phone.ts'
import type { PlateFormat } from '#contract/values.ts'
import { words } from '#kit/words.svelte.ts'
import { staffFetch } from '#staff/staffFetch.ts'
import { typedPlate } from '#contract/plate.ts'
import { carOf, emptyCar, filled, unfilled, type OnFile } from './forms.ts'

export class CarForm {
  draft = $state(emptyCar())
  #tried = $state(false)
  /** What was filled in from a file, and is still to be taken out if the plate was another car's. */
  #onFile: OnFile | null = null
  #format: () => PlateFormat

  constructor(format: () => PlateFormat) {
    this.#format = format
  }

  get hasPlate(): boolean {
    return this.draft.plate.trim() !== ''
  }

  /** In stored form; null if there is none or it is invalid. */
  get plate(): string | null {
    return typedPlate(this.draft.plate, this.#format())
  }

  get isPlateBad(): boolean {
    return this.#tried && this.hasPlate && this.plate === null
  }

  /** The car as a payload, once the form is sent; null while its plate is missing or invalid. */
  car(): ReturnType<typeof carOf> {
    this.#tried = true
    return carOf(this.draft, this.#format())
  }

  /**
   * Fills the empty fields from the file of the typed plate, after taking out what came from the file of a plate typed before. A car
   * that is not on file gets the language of this screen.
   */
  async fill(): Promise<void> {
    if (this.#onFile) Object.assign(this.draft, unfilled(this.draft, this.#onFile))
    this.#onFile = null
    const { plate } = this
    if (plate === null) return
    const reply = await staffFetch<Identified>('/api/kiosk/identify', { plate })
    if (!reply.ok || plate !== this.plate) return
    const { vehicle } = reply.body
    const onFile = {
      model: vehicle?.model ?? '',
      name: vehicle?.name ?? '',
      phone: formatPhone(vehicle?.phone ?? ''),
      language: vehicle?.language ?? words.language,
    }
    this.#onFile = onFile
    Object.assign(this.draft, filled(this.draft, onFile))
  }

  /** Empties the form for the next car. */
  clear(): void {
    this.draft = emptyCar()
    this.#onFile = null
    this.#tried = false
  }
}
