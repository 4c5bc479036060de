/**
 * The sound of alarms (AL): once for each that is new or has gone to the next role, with a rest in between. It can be muted for
 * as long as the workshop has set, and not for ever; what came meanwhile is heard afterwards, if nobody sees to it by then. All
 * of it in real time.
 */
import { untrack } from 'svelte'
import { unheeded, type ShownAlert } from './alerts.ts'
import { Tones, type Note } from './tones.svelte.ts'

const KEY = 'pitboard.muted'
const MINUTE = 60_000
/** How often what is left of the muting is looked at (ms). */
const LOOK_EVERY = 1_000
/** The same note twice and a higher one: not the lobby's door, nor a telephone. */
const notes: readonly Note[] = [
  [659.3, 0],
  [659.3, 0.18],
  [987.8, 0.36],
]

interface Options {
  /** The least time between two sounds, in milliseconds. */
  apart: number
  /** For how many minutes it may be muted; without it, it cannot be. */
  muteMinutes?: () => number
  /** Called when it rings. */
  rang?: () => void
}

export class Alarm {
  #options: Options
  #tones = new Tones()
  /** Null before the first look: a screen that has just been switched on rings for nothing. */
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

  /** True while the browser wants somebody to touch the page before it lets it sound. */
  get blocked(): boolean {
    return this.#tones.blocked
  }

  /** Minutes for which it stays muted, rounded up; 0 while it is not. */
  get mutedFor(): number {
    return Math.ceil(this.#left / MINUTE)
  }

  wake = (): Promise<void> => this.#tones.wake()

  /** Rings for what is new among the open alerts; to be called whenever they change. */
  look(alerts: Iterable<ShownAlert>): void {
    // Whoever calls it from an effect is not to be called again for what changes in here.
    untrack(() => this.#look(alerts))
  }

  #look(alerts: Iterable<ShownAlert>): void {
    const now = unheeded(alerts)
    const before = this.#before
    this.#before = now
    // By now the workshop's settings are known too.
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
    this.#due = false
    this.#rangAt = performance.now()
    if (this.#tones.play(notes)) this.#options.rang?.()
  }

  #mutedUntil(at: number): void {
    this.#until = at
    try {
      localStorage.setItem(KEY, String(at))
    } catch {
      // Then a page loaded anew sounds again.
    }
    this.#tick()
  }

  #tick(): void {
    // However this device's clock is set meanwhile, it is never longer than the workshop allows.
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
