/** All open alerts, and the sound for new ones (AL). */
import { createContext } from 'svelte'
import type { Alert } from '#contract/entities/index.ts'
import { Alarm } from '#kit/alarm.svelte.ts'
import { bySeverity } from '#kit/alerts.ts'
import type { Live } from '#kit/live.svelte.ts'
import type { WorkshopState } from '../workshop.svelte.ts'

/** Real ms between two sounds: the foreman hears a new alarm at once, and a burst of alarms as one sound. */
const RINGS_APART = 5_000

export const [useAlerts, provideAlerts] = createContext<Alerts>()

export class Alerts {
  readonly #live: Live<'staff'>
  readonly alarm: Alarm
  /** How many times the alarm has sounded. */
  rings = $state(0)
  /** Most severe first. */
  readonly list: readonly Alert[] = $derived.by(() => [...this.#live.of('alert').values()].sort(bySeverity))

  constructor(live: Live<'staff'>, workshop: WorkshopState) {
    this.#live = live
    this.alarm = new Alarm({
      apart: RINGS_APART,
      muteMinutes: () => workshop.settings.muteMinutes,
      rang: () => (this.rings += 1),
    })
  }

  /** Rings for new alarms. Call it whenever the alerts have changed. */
  ring(): void {
    if (this.#live.ready) this.alarm.update(this.#live.of('alert').values())
  }

  close(): void {
    this.alarm.close()
  }
}
