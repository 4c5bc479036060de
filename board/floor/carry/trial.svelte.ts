/**
 * Asks the server's planner what a move would do during a drag. Only one question is in flight at a time; the newest goes next. Until
 * its answer arrives, the previous one stays, marked as old (C2).
 */
import type { MoveAnswer, MoveQuestion } from '#contract/questions.ts'

/** Minimum time between two questions (ms). */
const APART = 80
/** After this time (ms) the server counts as silent: an old answer must not stay beside a new position. */
const PATIENCE = 5_000

export type Ask = (question: MoveQuestion, signal: AbortSignal) => Promise<MoveAnswer | null>

interface Answered {
  key: string
  answer: MoveAnswer | null
}

export class Trial {
  #ask: Ask
  #wanted = $state.raw<{ key: string; question: MoveQuestion } | null>(null)
  #answered = $state.raw<Answered | null>(null)
  #underWay: AbortController | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #askedAt = -Infinity

  constructor(ask: Ask = askServer) {
    this.#ask = ask
  }

  /** The current question. */
  get question(): MoveQuestion | null {
    return this.#wanted?.question ?? null
  }

  /** The latest answer about this move, perhaps for an earlier position: shown while the newer one is computed. */
  get latest(): MoveAnswer | null {
    return this.#answered?.answer ?? null
  }

  /** The answer to the current question; null: not yet, or the server is unreachable. */
  get answer(): MoveAnswer | null {
    return this.#answered !== null && this.#answered.key === this.#wanted?.key ? this.#answered.answer : null
  }

  /** True once the current question is answered, or has timed out. */
  get isAnswered(): boolean {
    return this.#answered !== null && this.#answered.key === this.#wanted?.key
  }

  /** Sets the question, or null for none. Repeating the same question sends nothing. */
  about(question: MoveQuestion | null): void {
    const key = question && JSON.stringify(question)
    if (key === (this.#wanted?.key ?? null)) return
    this.#wanted = question && { key: key!, question }
    if (question === null) {
      clearTimeout(this.#timer)
      this.#underWay?.abort()
      this.#underWay = null
      this.#answered = null
    } else this.#soon()
  }

  #soon(): void {
    clearTimeout(this.#timer)
    if (this.#underWay || !this.#wanted || this.isAnswered) return
    this.#timer = setTimeout(() => void this.#send(), Math.max(0, this.#askedAt + APART - performance.now()))
  }

  async #send(): Promise<void> {
    const asked = this.#wanted
    if (!asked || this.#underWay) return
    const ended = new AbortController()
    this.#underWay = ended
    this.#askedAt = performance.now()
    const answer = await this.#ask(asked.question, ended.signal)
    if (ended.signal.aborted) return
    this.#underWay = null
    this.#answered = { key: asked.key, answer }
    this.#soon()
  }
}

/** Null: the server refused, was not reached, or took too long. */
async function askServer(question: MoveQuestion, signal: AbortSignal): Promise<MoveAnswer | null> {
  const body = JSON.stringify(question)
  const ended = new AbortController()
  const end = () => ended.abort()
  signal.addEventListener('abort', end)
  const timer = setTimeout(end, PATIENCE)
  try {
    const response = await fetch('/api/plan/try', {
      ...{ method: 'POST', body, signal: ended.signal },
      headers: { 'Content-Type': 'application/json', 'X-Pitboard-View': 'staff' },
    })
    return response.ok ? ((await response.json()) as MoveAnswer) : null
  } catch {
    return null
  } finally {
    clearTimeout(timer)
  }
}
