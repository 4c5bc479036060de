/** The screens that see the same data, and the position last sent to them. */
import { isEmpty, type Audience } from '#server/audience/audience.ts'
import type { Position } from '#contract/sync.ts'
import type { Entry } from '#server/read/journal.ts'
import { EntryFrames } from './entryFrames.ts'
import type { HeldState } from './held.ts'
import { batchOf } from './merge.ts'
import type { Encode, Screen } from './screen.ts'

/** A screen with more bytes than this waiting to be sent gets nothing more until it has drained (S10). */
export const BACKLOG_LIMIT = 1_000_000
/** Screens per wave of beats. */
const WAVE = 50

/** A position in the journal of the feed's epoch. */
export type Place = Pick<Position, 'seq' | 'mark'>

export class Room {
  readonly audience: Audience
  /** The last position meant for these screens: the beat states it. */
  last: Place
  readonly screens = new Set<Screen>()
  #behind = new Set<Screen>()
  #encode: Encode
  /** What joining screens are sent. */
  readonly entry: EntryFrames

  constructor(audience: Audience, { seq, mark }: Place, encode: Encode) {
    this.audience = audience
    this.last = { seq, mark }
    this.#encode = encode
    this.entry = new EntryFrames(audience, encode)
  }

  /** Sends new entries, encoded once. A screen with too large a backlog is left out until a beat finds it drained. */
  publish(entries: readonly Entry[], state: HeldState): void {
    const board = this.audience.view !== 'customer'
    const batch = batchOf(entries, board ? entries[0]!.seq - 1 : this.last.seq, this.audience, state.lookup)
    // A customer's page gets no empty batches; a board screen always moves on (S5).
    if (!board && isEmpty(batch)) return
    this.last = { seq: batch.to, mark: batch.mark }
    if (this.screens.size === 0) return
    const frame = this.#encode('batch', batch)
    const isAnyBehind = this.#behind.size > 0
    for (const screen of this.screens) {
      if (isAnyBehind && this.#behind.has(screen)) continue
      if (screen.backlog + frame.bytes <= BACKLOG_LIMIT) screen.send(frame)
      else this.#behind.add(screen)
    }
  }

  /** Returns the screens that have drained since they were left behind; they get batches again. */
  drained(): Screen[] {
    const drained = [...this.#behind].filter((screen) => screen.backlog < BACKLOG_LIMIT / 2)
    for (const screen of drained) this.#behind.delete(screen)
    return drained
  }

  /** Sends the beat in waves, each with the current message, and yields in between so that changes are not held up. */
  *beat(message: () => object): Generator<undefined> {
    const screens = [...this.screens]
    for (let from = 0; from < screens.length; from += WAVE) {
      if (from > 0) yield
      const frame = this.#encode('beat', message())
      for (const screen of screens.slice(from, from + WAVE))
        if (this.screens.has(screen) && !this.#behind.has(screen)) screen.send(frame)
    }
  }

  /** The journal has been replaced; this is its last position. */
  restart({ seq, mark }: Place): void {
    this.last = { seq, mark }
    this.entry.forget()
  }

  /** Adds a screen that asks faster than it reads: it gets batches once a beat finds it drained (S10). */
  leaveBehind(screen: Screen): void {
    this.screens.add(screen)
    this.#behind.add(screen)
  }

  leave(screen: Screen): void {
    this.screens.delete(screen)
    this.#behind.delete(screen)
  }
}
