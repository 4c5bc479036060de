/**
 * The alarm sound (AL): once for each new alarm and once more when it escalates, with a minimum gap between sounds. It can be muted
 * only for the time the workshop has set; alarms from that time, and from while the browser blocked sound, sound afterwards if nobody
 * has acknowledged them. All times are real time.
 */
import { untrack } from 'svelte'
import { unacknowledged, type ShownAlert } from './alerts.ts'
import { Tones, type Note } from './tones.svelte.ts'

const KEY = 'pitboard.muted'
const MINUTE = 60_000
/** How often the remaining mute time is updated (ms). */
const LOOK_EVERY = 1_000
/** The same note twice, then a higher one: distinct from the lobby's chime and from a telephone. */
const notes: readonly Note[] = [
  [659.3, 0],
  [659.3, 0.18],
  [987.8, 0.36],
]

interface Options {
  /** Minimum time between two sounds (ms). */
  apart: number
  /** Longest mute, in minutes; without it, the alarm cannot be muted. */
  muteMinutes?: () => number
  /** Called after each sound. */
  rang?: () => void
}

export class Alarm {
  #options: Options
  #tones = new Tones(() => this.#ring())
  /** Null before the first look: a screen that has just been switched on stays silent. */
  #before: ReadonlySet<string> | null = null
  #due = false
  #rangAt = -Infinity
  #timer: ReturnType<typeof setTimeout> | undefined
  #until = 0
  #left = $state(0)
  #ticker: ReturnType<typeof setInterval> | undefined

  constructor(options: Options) {
    this.#options = options
    this.#until = options.muteMinutes ? remembered() : 0
  }

  /** True while the browser blocks sound until the page is touched. */
  get blocked(): boolean {
    return this.#tones.blocked
  }

  /** Minutes of mute left, rounded up; 0 when not muted. */
  get mutedFor(): number {
    return Math.ceil(this.#left / MINUTE)
  }

  wake = (): Promise<void> => this.#tones.wake()

  /** Rings for new alarms among the open alerts. Call it whenever they change. */
  update(alerts: Iterable<ShownAlert>): void {
    // Untracked: an effect that calls this must not rerun for state changed in here.
    untrack(() => this.#update(alerts))
  }

  #update(alerts: Iterable<ShownAlert>): void {
    const now = unacknowledged(alerts)
    const before = this.#before
    this.#before = now
    // The workshop's settings are known by now.
    if (before === null) return this.#tick()
    if ([...now].some((name) => !before.has(name))) this.#due = true
    this.#ring()
  }

  mute = (): void => this.#mutedUntil(Date.now() + this.#longest())
  unmute = (): void => this.#mutedUntil(0)

  close = (): void => {
    clearTimeout(this.#timer)
    clearInterval(this.#ticker)
    this.#tones.close()
  }

  #longest(): number {
    return (this.#options.muteMinutes?.() ?? 0) * MINUTE
  }

  #ring(): void {
    clearTimeout(this.#timer)
    if (this.#before?.size === 0) this.#due = false
    if (!this.#due || this.#left > 0) return
    const rest = this.#rangAt + this.#options.apart - performance.now()
    if (rest > 0) {
      this.#timer = setTimeout(() => this.#ring(), rest)
      return
    }
    // While the browser blocks sound the alarm stays due: it sounds as soon as it is allowed.
    if (!this.#tones.play(notes)) return
    this.#due = false
    this.#rangAt = performance.now()
    this.#options.rang?.()
  }

  #mutedUntil(at: number): void {
    this.#until = at
    try {
      localStorage.setItem(KEY, String(at))
    } catch {
      // Storage is blocked: the mute does not survive a reload.
    }
    this.#tick()
  }

  #tick(): void {
    // If the device's clock is set back, the mute still never exceeds the workshop's limit.
    this.#until = Math.min(this.#until, Date.now() + this.#longest())
    this.#left = Math.max(0, this.#until - Date.now())
    clearInterval(this.#ticker)
    if (this.#left > 0) this.#ticker = setInterval(() => this.#tick(), LOOK_EVERY)
    else this.#ring()
  }
}

function remembered(): number {
  try {
    return Number(localStorage.getItem(KEY)) || 0
  } catch {
    return 0
  }
}
