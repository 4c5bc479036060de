/** The car typed into a desk form, filled in with what is on file. A bad plate is shown after the first attempt to send. */
import type { Identified } from '#contract/questions.ts'
import { formatPhone } from '#contract/phone.ts'
import type { PlateFormat } from '#contract/values.ts'
import { words } from '#kit/words.svelte.ts'
import { staffFetch } from '#staff/staffFetch.ts'
import { formatPlate, hyphenated, hyphenChoices, typedPlate } from '#contract/plate.ts'
import { carOf, emptyCar, filled, unfilled, type OnFile } from './forms.ts'

interface Place {
  plateFormat: PlateFormat
  country: string | null
}

export class CarForm {
  draft = $state(emptyCar())
  #tried = $state(false)
  /** What was filled in from a file, and is still to be taken out if the plate was another car's. */
  #onFile: OnFile | null = null
  /** The plate that the server took for more than one car's. */
  #unclear = $state<string | null>(null)
  #place: () => Place | undefined

  /** @param place the workshop, once it is known */
  constructor(place: () => Place | undefined) {
    this.#place = place
  }

  get #format(): PlateFormat {
    return this.#place()?.plateFormat ?? 'free'
  }

  get hasPlate(): boolean {
    return this.draft.plate.trim() !== ''
  }

  /** In stored form; null if there is none or it is invalid. */
  get plate(): string | null {
    return typedPlate(this.draft.plate, this.#format)
  }

  get isPlateBad(): boolean {
    return this.#tried && this.hasPlate && this.plate === null
  }

  /** The plates that may be meant, where only the hyphen tells them apart. */
  get choices(): string[] {
    const { plate } = this
    if (plate === null) return []
    return plate === this.#unclear ? hyphenated(plate) : hyphenChoices(plate, this.#place()?.country ?? null)
  }

  choose(plate: string): void {
    this.draft.plate = formatPlate(plate)
    void this.fill()
  }

  /** After a refusal: `which_plate` asks for the hyphen. */
  refused(code: string | undefined): void {
    if (code === 'which_plate') this.#unclear = this.plate
  }

  /** The car as a payload, once the form is sent; null while its plate is missing or invalid. */
  car(): ReturnType<typeof carOf> {
    this.#tried = true
    return carOf(this.draft, this.#format)
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
    if (plate !== this.plate) return
    if (!reply.ok) return this.refused(reply.code)
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
    this.#unclear = null
  }
}
