/** What the devices say of themselves, now or at a time of the last day. */
import type { DevicesSeen } from '#contract/deviceReport.ts'
import { staffFetch } from '#staff/staffFetch.ts'

type Report = DevicesSeen['devices'][number]
/** Real ms. A device reports once a minute. */
const READ_EVERY = 15_000
/** A device that has not reported for this long is silent (real ms). */
export const SILENT_AFTER = 150_000

export class Reports {
  #reports = $state.raw<readonly Report[]>([])
  #readAt = $state(0)
  #isLost = $state(false)
  #at = $state<number | null>(null)
  #timer: ReturnType<typeof setInterval>

  constructor() {
    this.#timer = setInterval(() => void this.read(), READ_EVERY)
    void this.read()
  }

  /** The time asked for (real ms); null: now. */
  get at(): number | null {
    return this.#at
  }

  set at(at: number | null) {
    this.#at = at
    void this.read()
  }

  get isLost(): boolean {
    return this.#isLost
  }

  of(deviceId: string): Report | undefined {
    return this.#reports.find((report) => report.deviceId === deviceId)
  }

  /** How long a report was old at the time asked for (real ms). */
  ageOf(report: Report): number {
    return Math.max(0, (this.#at ?? this.#readAt) - report.at)
  }

  async read(): Promise<void> {
    const at = this.#at
    const answer = await staffFetch<DevicesSeen>(at === null ? '/api/devices' : `/api/devices?at=${at}`)
    // Another time may have been asked for meanwhile.
    if (at !== this.#at) return
    this.#isLost = !answer.ok
    if (!answer.ok) return
    this.#reports = answer.body.devices
    this.#readAt = answer.body.now
  }

  close(): void {
    clearInterval(this.#timer)
  }
}
