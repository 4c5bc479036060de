/** A screen on a connection that can be slow, drop frames, or be cut; delivered by hand, without timers. */
import { createHash } from 'node:crypto'
import { Replica } from '#contract/replica.ts'
import type { Batch, Beat, Snapshot } from '#contract/sync.ts'
import { kinds } from '#contract/entities/index.ts'
import type { Audience } from '#server/audience/audience.ts'
import { sorted } from '#server/read/personal.ts'
import type { Encode, Frame, Screen } from '#server/fanout/screen.ts'

interface MemoryFrame extends Frame {
  event: 'snapshot' | 'batch' | 'beat' | 'farewell'
  message: unknown
}

/** Frames cross the wire as JSON, as in reality; parsed once for all recipients. */
export const encodeInMemory: Encode = (event, message) => {
  const text = JSON.stringify(message)
  return { event, message: JSON.parse(text) as unknown, bytes: text.length } as MemoryFrame
}

export class Wrong {
  readonly found: string[] = []
  /** Marks of entries that a restored database lacks. */
  readonly lost = new Set<string>()
}

export class MemoryScreen {
  readonly audience: Audience
  readonly replica = new Replica<'staff'>()
  /** Sequences delivered to this screen by batches, each counted once. */
  delivered = 0
  asks: () => void = () => {}
  #line: MemoryLine | null = null
  /** The sequence this connection has brought the screen to since it joined; null until its first frame. */
  #brought: number | null = null
  #wrong: Wrong
  #blind: boolean

  /** @param blind accepts every batch, as a screen without sequences would */
  constructor(audience: Audience, wrong: Wrong, blind = false) {
    this.audience = audience
    this.#wrong = wrong
    this.#blind = blind
  }

  get line(): MemoryLine | null {
    return this.#line
  }

  connect(): MemoryLine {
    this.letIn()
    return (this.#line = new MemoryLine())
  }

  /** On a new connection, the first batch may overlap earlier ones. */
  letIn(): void {
    this.#brought = null
  }

  /** Loses every frame on the connection. */
  cut(): void {
    this.#line = null
  }

  /** Delivers up to `count` frames, and returns them. */
  flush(count = Infinity): MemoryFrame[] {
    const frames = this.#line?.take(count) ?? []
    for (const frame of frames) this.#receive(frame)
    return frames
  }

  #receive({ event, message }: MemoryFrame): void {
    if (event === 'snapshot') {
      const snapshot = message as Snapshot<'staff'>
      const isOfThisJournal = this.replica.epoch === snapshot.epoch && !this.#wrong.lost.has(this.replica.mark)
      if (isOfThisJournal && snapshot.seq < this.replica.seq)
        this.#wrong.found.push(`a snapshot from the past: ${snapshot.seq} at ${this.replica.seq}`)
      this.#brought = snapshot.seq
      return this.replica.reset(snapshot)
    }
    if (event === 'beat') {
      if (this.replica.isBehind(message as Beat)) this.asks()
      return
    }
    const before = this.replica.seq
    const sent = message as Batch<'staff'>
    if (!this.#blind) this.#follow(sent)
    const batch = this.#blind ? { ...sent, from: Math.min(sent.from, before) } : sent
    const result = this.replica.apply(batch)
    if (result === 'gap') return this.asks()
    if (result === 'ignored') return
    this.delivered += batch.to - before
  }

  /**
   * A replica skips what it has and asks for what it lacks (S4); here neither may be needed: within a connection each batch
   * follows the last, each sequence once. A customer's batches begin at the last one meant for the page, which may be before it joined.
   */
  #follow({ from, to }: Batch<'staff'>): void {
    const at = this.#brought ?? this.replica.seq
    const follows = this.audience.view === 'customer' ? from <= at : from === at
    if (!follows || to <= at)
      this.#wrong.found.push(`${from > at ? 'lost' : 'twice or out of order'}: ${from}→${to} at ${at}`)
    this.#brought = to
  }

  /** A hash of what it shows. */
  get digest(): string {
    return digestOf(this.replica)
  }
}

export function digestOf(replica: Replica<'staff'>): string {
  const all = kinds.map((kind) => [...replica.of(kind).values()].map((entity) => JSON.stringify(sorted(entity))).sort())
  return createHash('sha1').update(JSON.stringify(all)).digest('base64')
}

export class MemoryLine implements Screen {
  #queue: MemoryFrame[] = []
  #backlog = 0

  send(frame: Frame): void {
    this.#queue.push(frame as MemoryFrame)
    this.#backlog += frame.bytes
  }
  get backlog(): number {
    return this.#backlog
  }
  take(count: number): MemoryFrame[] {
    const taken = this.#queue.splice(0, count)
    for (const frame of taken) this.#backlog -= frame.bytes
    return taken
  }
}
