/** Commands on their way: kept until answered, sent again under the same id after a reconnect (S1). */
import type { CommandName, Envelope, PayloadInput, Reply } from '#contract/commands/index.ts'
import type { ErrorCode } from '#contract/errors.ts'

/** Without an answer for this long (real ms) on a living connection, a command is sent again. */
const AGAIN_AFTER = 10_000

/** Hands an envelope over to the connection; `answer` is called with the reply, if one comes. */
export type Carry = (envelope: Envelope, answer: (reply: Reply) => void) => void

interface Waiting {
  envelope: Envelope
  sentAt: number
  resolve: (reply: Reply) => void
}

export class Outbox {
  #waiting = new Map<string, Waiting>()
  #carry: Carry

  constructor(carry: Carry) {
    this.#carry = carry
  }

  get size(): number {
    return this.#waiting.size
  }

  /** Sends a command, at once when `connected`; the promise is kept until the answer comes, however long that takes. */
  send<N extends CommandName>(name: N, payload: PayloadInput<N>, connected: boolean, mono: number): Promise<Reply<N>> {
    const envelope: Envelope = { id: uuid(), name, payload }
    return new Promise((resolve) => {
      const waiting = { envelope, sentAt: mono, resolve: resolve as (reply: Reply) => void }
      this.#waiting.set(envelope.id, waiting)
      if (connected) this.#hand(waiting, mono)
    })
  }

  /** Sends again what is unanswered: all of it after a reconnect, else what has waited too long. */
  resend(mono: number, all: boolean): void {
    for (const waiting of this.#waiting.values())
      if (all || mono - waiting.sentAt >= AGAIN_AFTER) this.#hand(waiting, mono)
  }

  /** The connection is not coming back: nobody is left waiting for an answer. */
  refuseAll(code: ErrorCode, message: string): void {
    for (const { resolve } of this.#waiting.values()) resolve({ ok: false, code, message })
    this.#waiting.clear()
  }

  #hand(waiting: Waiting, mono: number): void {
    waiting.sentAt = mono
    this.#carry(waiting.envelope, (reply) => {
      if (this.#waiting.delete(waiting.envelope.id)) waiting.resolve(reply)
    })
  }
}

/** A random UUID. `crypto.randomUUID` is missing on pages served without TLS, where most workshop screens live. */
export function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
