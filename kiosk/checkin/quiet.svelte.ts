/** Tracks how long the kiosk has not been touched, in real monotonic time. */
import { quietFor, type Quiet, type Watch } from './idle.ts'

const CHECK_EVERY = 250

export class QuietWatch {
  #touchedAt = performance.now()
  #watch: () => Watch
  #over: () => void
  #quiet = $state.raw<Quiet>({ stage: 'active', secondsLeft: 0 })

  /**
   * @param watch gives what is on the screen
   * @param over called when the time is up
   */
  constructor(watch: () => Watch, over: () => void) {
    this.#watch = watch
    this.#over = over
  }

  get warning(): boolean {
    return this.#quiet.stage === 'warning'
  }

  get secondsLeft(): number {
    return this.#quiet.secondsLeft
  }

  touch = (): void => {
    this.#touchedAt = performance.now()
    this.#check()
  }

  /** Starts watching; returns a function that stops it. */
  start(): () => void {
    const timer = setInterval(() => this.#check(), CHECK_EVERY)
    return () => clearInterval(timer)
  }

  #check(): void {
    const quiet = quietFor(this.#watch(), performance.now() - this.#touchedAt)
    if (quiet.stage === 'over') {
      this.#touchedAt = performance.now()
      this.#over()
    }
    if (quiet.stage !== this.#quiet.stage || quiet.secondsLeft !== this.#quiet.secondsLeft) this.#quiet = quiet
  }
}
