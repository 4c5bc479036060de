/** What a screen is sent when it joins: a snapshot or a catch-up, encoded once for all that need the same. */
import { viewOf, type Audience } from '#server/audience/audience.ts'
import type { Entry } from '#server/read/journal.ts'
import type { HeldState } from './held.ts'
import { batchOf } from './merge.ts'
import type { Encode, Frame } from './screen.ts'

/** Catch-ups are cached for this many starting positions. */
export const MOST_CATCH_UPS = 100

export class EntryFrames {
  #audience: Audience
  #encode: Encode
  #snapshot: { seq: number; frame: Frame } | null = null
  #catchUps = new Map<number, Frame>()
  #catchUpsTo = -1

  constructor(audience: Audience, encode: Encode) {
    this.#audience = audience
    this.#encode = encode
  }

  /** Everything the audience sees. */
  snapshot(state: HeldState): Frame {
    const { epoch, seq, mark, at } = state
    if (this.#snapshot?.seq !== seq) {
      const view = viewOf(this.#audience, state.put, {}, state.lookup)
      this.#snapshot = { seq, frame: this.#encode('snapshot', { epoch, seq, mark, at, put: view.put }) }
    }
    return this.#snapshot.frame
  }

  /** What a screen at `since` lacks. */
  catchUp(since: number, entries: readonly Entry[], { seq, lookup }: HeldState): Frame {
    if (this.#catchUpsTo !== seq) {
      this.#catchUps.clear()
      this.#catchUpsTo = seq
    }
    const cached = this.#catchUps.get(since)
    if (cached) return cached
    if (this.#catchUps.size >= MOST_CATCH_UPS) this.#catchUps.clear()
    const frame = this.#encode('batch', batchOf(entries, since, this.#audience, lookup))
    this.#catchUps.set(since, frame)
    return frame
  }

  /** The journal has been replaced: the cache is invalid, even where the numbers match. */
  forget(): void {
    this.#snapshot = null
    this.#catchUpsTo = -1
  }
}
