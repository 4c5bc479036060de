/**
 * Asks the server's planner what a move would do while it is still being thought of: never more than one question on its way, the
 * newest next. Until the newer answer is there the one before stays, and is shown as that (C2).
 */
import type { MoveAnswer, MoveQuestion } from '#contract/questions.ts'

/** At least so long between two questions (ms). */
const APART = 80
/** A server that takes longer is silent (ms): an old answer must not stand beside a new place. */
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

  /** What is being asked about. */
  get question(): MoveQuestion | null {
    return this.#wanted?.question ?? null
  }

  /** The last answer about this move, be it of a moment before: what stands before the eye while the newer one is worked out. */
  get latest(): MoveAnswer | null {
    return this.#answered?.answer ?? null
  }

  /** The answer to the very question that is asked now; null: not yet, or the server is not reached. */
  get answer(): MoveAnswer | null {
    return this.#answered !== null && this.#answered.key === this.#wanted?.key ? this.#answered.answer : null
  }

  /** True once the question asked now has been answered, even by silence. */
  get isAnswered(): boolean {
    return this.#answered !== null && this.#answered.key === this.#wanted?.key
  }

  /** Asks about a move, or about none any more. The same question again is not asked twice. */
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

async function askServer(question: MoveQuestion, signal: AbortSignal): Promise<MoveAnswer | null> {
  try {
    const response = await fetch('/api/plan/try', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Pitboard-Door': 'staff' },
      body: JSON.stringify(question),
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]),
    })
    return response.ok ? ((await response.json()) as MoveAnswer) : null
  } catch {
    return null
  }
}
