/**
 * From the journal to the rooms, for all workshops of this node. Own commits are handed over at once; other nodes are
 * nudged by NOTIFY and read what they lack. A lost nudge is healed by the next one, or by the beat.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Sql } from 'postgres'
import { z } from 'zod'
import type { Position, Snapshot } from '#contract/sync.ts'
import { BEAT_EVERY } from '#contract/wire.ts'
import type { Audience } from '#server/audience/audience.ts'
import type { Entry } from '#server/read/journal.ts'
import { readHead, readSequences } from '#server/read/state.ts'
import { Feed } from './feed.ts'
import type { Encode, Screen } from './screen.ts'

const CHANNEL = 'pitboard'
/** A notification holds under 8000 bytes; an id and a number take 60. */
const WORKSHOPS_A_NUDGE = 100

/** Between two waves of beats, in real milliseconds. */
const BETWEEN_WAVES = 20

const nudge = z.object({
  node: z.string(),
  moved: z.record(z.string(), z.int()).optional(),
  keys: z.string().optional(),
  /** Workshops whose people have changed, or who acts at their screens. */
  people: z.array(z.string()).optional(),
  /** The first deadline set with what has moved, house time: the node that set it may not live to see it. */
  due: z.int().optional(),
})
type Nudge = z.infer<typeof nudge>

/** Rings for every node but `node`, which may be none of them: a program beside the servers rings so too. */
export async function ring(sql: Sql, message: Nudge): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, ${JSON.stringify(message)})`
}

interface Options {
  sql: Sql
  /** This process among those that share the database. */
  node: string
  encode: Encode
  /** House time, and how fast it runs. */
  now: () => number
  speed: number
  /** Another node has set a deadline, house time. */
  due?: (at: number) => void
  /** The keys of a workshop were replaced, here or on another node. */
  keysReplaced: (workshopId: string) => void
  /** A workshop's people have changed, or who acts at its screens, here or on another node. */
  peopleChanged?: (workshopId: string) => void
  /** What other nodes rang meanwhile was not heard. */
  missed?: () => void
  failed: (error: unknown) => void
  framePerChange?: boolean
  beatEvery?: number
}

export class Fanout {
  #options: Options
  #feeds = new Map<string, Promise<Feed | null>>()
  #open = new Map<string, Feed>()
  #moved = new Map<string, number>()
  #people = new Set<string>()
  #due = Infinity
  #nudging = false
  #beat: NodeJS.Timeout
  #unlisten: (() => Promise<void>) | null = null
  #stopped = false

  private constructor(options: Options) {
    this.#options = options
    this.#beat = setInterval(() => void this.beat(), options.beatEvery ?? BEAT_EVERY)
  }

  static async start(options: Options): Promise<Fanout> {
    const fanout = new Fanout(options)
    // Called again whenever the connection that listens comes back: what was said meanwhile is read then.
    const { unlisten } = await options.sql.listen(
      CHANNEL,
      (text) => fanout.#nudged(text),
      () => void fanout.#reread(),
    )
    fanout.#unlisten = unlisten
    return fanout
  }

  async stop(): Promise<void> {
    // What this node has committed last, and will not live to see through, the others are still told.
    await this.#nudge()
    this.#stopped = true
    clearInterval(this.#beat)
    await this.#unlisten?.().catch(() => undefined)
  }

  /** An entry this node has committed, and the first deadline it has set. */
  committed(entry: Entry, dueAt: number | null = null): void {
    this.#due = Math.min(this.#due, dueAt ?? Infinity)
    if (entry.put.person || entry.drop.person) {
      this.#options.peopleChanged?.(entry.workshopId)
      this.#people.add(entry.workshopId)
    }
    this.#open.get(entry.workshopId)?.deliver(entry)
    this.#moved.set(entry.workshopId, entry.seq)
    if (!this.#nudging) {
      this.#nudging = true
      setImmediate(() => void this.#nudge())
    }
  }

  /** Rings for the other nodes: outside the transactions, because NOTIFY inside makes them commit one after the other. */
  async #nudge(): Promise<void> {
    while (this.#moved.size > 0 && !this.#stopped) {
      const some = [...this.#moved].slice(0, WORKSHOPS_A_NUDGE)
      for (const [id] of some) this.#moved.delete(id)
      const due = this.#due
      this.#due = Infinity
      const people = some.flatMap(([id]) => (this.#people.delete(id) ? id : []))
      const moved = Object.fromEntries(some)
      await this.#notify({ moved, ...(people.length > 0 && { people }), ...(due < Infinity && { due }) })
    }
    this.#nudging = false
  }

  async #notify(message: Omit<Nudge, 'node'>): Promise<void> {
    // Lost when the database is away; the beat heals it.
    await ring(this.#options.sql, { node: this.#options.node, ...message }).catch(this.#options.failed)
  }

  #nudged(text: string): void {
    const { data } = nudge.safeParse(JSON.parse(text))
    if (!data || data.node === this.#options.node) return
    if (data.keys) this.#options.keysReplaced(data.keys)
    for (const id of data.people ?? []) this.#options.peopleChanged?.(id)
    if (data.due !== undefined) this.#options.due?.(data.due)
    for (const [id, seq] of Object.entries(data.moved ?? {})) {
      const feed = this.#open.get(id)
      if (feed && seq > feed.seq) void feed.catchUp()
    }
  }

  /** Tells every node that a workshop has new keys. */
  async announceKeys(workshopId: string): Promise<void> {
    this.#options.keysReplaced(workshopId)
    await this.#notify({ keys: workshopId })
  }

  /** Tells every node that somebody else acts at a screen of the workshop, or that its people have changed. */
  async announcePeople(workshopId: string): Promise<void> {
    this.#options.peopleChanged?.(workshopId)
    await this.#notify({ people: [workshopId] })
  }

  async #reread(): Promise<void> {
    this.#options.missed?.()
    try {
      for (const [id, feed] of this.#open) {
        const { epoch, seq } = feed
        const head = await readHead(this.#options.sql, id)
        if (!head) continue
        const wentBack = epoch === feed.epoch && head.seq < seq
        if (head.epoch !== feed.epoch || wentBack) await feed.restart()
        else await feed.catchUp()
      }
    } catch (error) {
      this.#options.failed(error)
    }
  }

  /**
   * The beat, and the healing with it. Without the database there is no beat: a screen whose server cannot know what is
   * true must not be told that all is well (S8).
   */
  async beat(): Promise<void> {
    if (this.#open.size === 0) return
    try {
      // Where each stood before the question: it may have moved on before the answer is here.
      const mine = new Map([...this.#open].map(([id, { epoch, seq }]) => [id, { epoch, seq }]))
      const sequences = await readSequences(this.#options.sql, [...mine.keys()])
      for (const [id, feed] of this.#open) {
        const seq = sequences.get(id) ?? feed.seq
        const before = mine.get(id)
        // Many a beat asks while the database is away; the first that is answered sees to another history for all of them.
        if (before && before.epoch === feed.epoch && seq < before.seq) await feed.restart()
        else if (seq > feed.seq) await feed.catchUp()
        for (const _ of feed.beat(this.#options.now, this.#options.speed)) {
          await sleep(BETWEEN_WAVES)
          if (this.#stopped) return
        }
      }
    } catch (error) {
      this.#options.failed(error)
    }
  }

  /** The feed of a workshop, opened when first asked for; null when there is no such workshop. */
  async feed(workshopId: string): Promise<Feed | null> {
    let opening = this.#feeds.get(workshopId)
    if (!opening) {
      const { sql, encode, failed, framePerChange = false } = this.#options
      opening = Feed.open({ sql, workshopId, encode, framePerChange, failed })
      this.#feeds.set(workshopId, opening)
      const feed = await opening.catch((error: unknown) => {
        this.#feeds.delete(workshopId)
        throw error
      })
      if (feed) {
        this.#open.set(workshopId, feed)
        // Commits between the read and now were not delivered to it.
        await feed.catchUp()
      } else this.#feeds.delete(workshopId)
    }
    return opening
  }

  /** Lets a screen in (see Feed.join). False when the workshop does not exist. */
  async join(workshopId: string, audience: Audience, screen: Screen, since: Position | null): Promise<boolean> {
    const feed = await this.feed(workshopId)
    await feed?.join(audience, screen, since)
    return feed !== null
  }

  leave(workshopId: string, audience: Audience, screen: Screen): void {
    this.#open.get(workshopId)?.leave(audience, screen)
  }

  /** Everything an audience sees now; null when there is no such workshop. */
  async snapshot(workshopId: string, audience: Audience): Promise<Snapshot | null> {
    const feed = await this.feed(workshopId)
    return feed && feed.snapshot(audience)
  }

  /** What an audience lacks since a position: a batch, or a snapshot when that is not known any more. */
  async changesSince(workshopId: string, audience: Audience, since: Position): Promise<object | null> {
    const feed = await this.feed(workshopId)
    return feed && feed.changesSince(audience, since)
  }

  get screens(): number {
    let sum = 0
    for (const feed of this.#open.values()) sum += feed.screens
    return sum
  }
}
