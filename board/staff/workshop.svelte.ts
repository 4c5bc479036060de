/** The workshop: its settings, and the calendar behind bars and promises. */
import { createContext } from 'svelte'
import type { Calendar } from '#contract/calendar.ts'
import type { Workshop } from '#contract/entities/index.ts'
import { defaultSettings, type Settings } from '#contract/settings.ts'
import type { Live } from '#kit/live.svelte.ts'
import { setTimeZone } from '#kit/words.svelte.ts'

const closed: Calendar = { hours: [], timeZone: 'UTC', days: [] }

export const [useWorkshop, provideWorkshop] = createContext<WorkshopState>()

export class WorkshopState {
  #live: Live<'staff'>
  // A derived value of its own: what depends on it reruns when the workshop changes, not when an order does.
  readonly #entity = $derived.by(() => this.#live.of('workshop').values().next().value)

  /** Create it in a screen's setup: it sets the time zone of all times shown. */
  constructor(live: Live<'staff'>) {
    this.#live = live
    $effect(() => {
      if (this.#entity) setTimeZone(this.#entity.timeZone)
    })
  }

  /** Undefined until the first snapshot. */
  get entity(): Workshop | undefined {
    return this.#entity
  }

  /** The defaults until the first snapshot. */
  get settings(): Settings {
    return this.#entity?.settings ?? defaultSettings
  }

  get calendar(): Calendar {
    return this.#entity ?? closed
  }

  get currency(): string {
    return this.#entity?.currency ?? 'CNY'
  }
}
