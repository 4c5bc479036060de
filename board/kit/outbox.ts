/**
 * Commands in flight: kept until it is known what became of them, and sent again under the same id (S1) after a reconnect, after
 * a long silence, and after `database_unavailable`, which leaves open whether the command took effect.
 */
import type { CommandName, Envelope, PayloadInput, Reply } from '#contract/commands/index.ts'
import type { ErrorCode } from '#contract/errors.ts'

/** A command without an answer for this long (real ms) on a live connection is sent again. */
const AGAIN_AFTER = 10_000

/** Sends an envelope; `answer` is called with the reply, if one comes. */
export type Carry = (envelope: Envelope, answer: (reply: Reply) => void) => void

interface Waiting {
  envelope: Envelope
  /** Monotonic time (ms) from which it is sent again. */
  dueAt: number
  /** How often it has been sent. */
  copies: number
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

  /** Sends a command, at once if `connected`. The promise settles when the answer arrives, however long that takes. */
  send<N extends CommandName>(
    name: N,
    payload: PayloadInput<N>,
    connected: boolean,
    mono: number,
    id = uuid(),
  ): Promise<Reply<N>> {
    const envelope: Envelope = { id, name, payload }
    return new Promise((resolve) => {
      const waiting = { envelope, dueAt: mono, copies: 0, resolve: resolve as (reply: Reply) => void }
      this.#waiting.set(envelope.id, waiting)
      if (connected) this.#hand(waiting, mono)
    })
  }

  /** Resends unanswered commands: all of them after a reconnect, otherwise those that are due. */
  resend(mono: number, all: boolean): void {
    for (const waiting of this.#waiting.values()) if (all || mono >= waiting.dueAt) this.#hand(waiting, mono)
  }

  /** The connection will not come back: settles every waiting command with a refusal. */
  refuseAll(code: ErrorCode, message: string): void {
    for (const { resolve } of this.#waiting.values()) resolve({ ok: false, code, message })
    this.#waiting.clear()
  }

  #hand(waiting: Waiting, mono: number): void {
    waiting.dueAt = mono + AGAIN_AFTER
    waiting.copies += 1
    this.#carry(waiting.envelope, (reply) => {
      if (!reply.ok && leavesOpen(reply.code, waiting.copies)) waiting.dueAt = -Infinity
      else if (this.#waiting.delete(waiting.envelope.id)) waiting.resolve(reply)
    })
  }
}

/** Whether it is still not known what became of a command. One copy may be turned away while another is under way. */
const leavesOpen = (code: ErrorCode, copies: number): boolean =>
  code === 'database_unavailable' || (code === 'too_many_requests' && copies > 1)

/** A random UUID. `crypto.randomUUID` is missing on pages without TLS, where most workshop screens run. */
export function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
