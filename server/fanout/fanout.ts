/**
 * From the journal to the rooms, for all workshops of this node. Own commits are handed over at once; other nodes are
 * notified (NOTIFY) and read what they lack. A lost notification is made up for by the next one, or by the beat.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Sql } from 'postgres'
import { z } from 'zod'
import type { Position, Snapshot } from '#contract/sync.ts'
import { BEAT_EVERY } from '#contract/wire.ts'
import type { Audience } from '#server/audience/audience.ts'
import type { Entry } from '#server/read/journal.ts'
import { readHead, readPlaces } from '#server/read/state.ts'
import { Feed, FRAME_EVERY, type BeatTimes } from './feed.ts'
import type { Place } from './room.ts'
import type { Encode, Screen } from './screen.ts'

const CHANNEL = 'pitboard'
/** A notification holds fewer than 8000 bytes; an id and a number take 60. */
const WORKSHOPS_A_NUDGE = 100

/** Pause between two waves of beats, in real milliseconds. */
const BETWEEN_WAVES = 20

const nudge = z.object({
  node: z.string(),
  moved: z.record(z.string(), z.int()).optional(),
  keys: z.string().optional(),
  /** Workshops whose people or devices, or who is signed in at their screens, have changed. */
  people: z.array(z.string()).optional(),
  /** A backup was put in place of the database's state. */
  restored: z.boolean().optional(),
  /** The earliest new deadline, house time: the node that set it may die before it is due. */
  due: z.int().optional(),
  /** What the node has counted for limits that hold over all nodes. */
  counts: z.record(z.string(), z.int()).optional(),
})
type Nudge = z.infer<typeof nudge>

/** Notifies every node except `node`. Programs beside the servers use it too, with an id of no node. */
export async function ring(sql: Sql, message: Nudge): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, ${JSON.stringify(message)})`
}

interface Options extends Omit<BeatTimes, 'clock'> {
  clock?: BeatTimes['clock']
  sql: Sql
  /** The id of this process among those sharing the database. */
  node: string
  encode: Encode
  /** Another node has set a deadline, house time. */
  due?: (at: number) => void
  /** The keys of a workshop were replaced, here or on another node. */
  keysReplaced: (workshopId: string) => void
  /** A workshop's people or devices, or who is signed in at its screens, have changed, here or on another node. */
  peopleChanged?: (workshopId: string) => void
  /** Another node has counted this for limits that hold over all nodes. */
  counted?: (counts: Record<string, number>) => void
  /** A backup was put in place of the database's state: what this node remembers is no longer true. May be called several times. */
  restored?: () => void
  /** The connection for notifications was lost for a while. */
  missed?: () => void
  /** An entry that another node committed, in a workshop this node follows. */
  read?: (entry: Entry) => void
  failed: (error: unknown) => void
  /** Real milliseconds between two frames, at least; 0: one frame per change, for benchmarks against a bare broadcast. */
  frameEvery?: number
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
    // Also called when the listening connection is restored: catch up on missed notifications.
    const { unlisten } = await options.sql.listen(
      CHANNEL,
      (text) => fanout.#nudged(text),
      () => void fanout.#reread(),
    )
    fanout.#unlisten = unlisten
    return fanout
  }

  async stop(): Promise<void> {
    // Tell the other nodes of our last commits before we go.
    await this.#nudge()
    this.#stopped = true
    clearInterval(this.#beat)
    await this.#unlisten?.().catch(() => undefined)
  }

  /** Takes an entry this node has committed, and the earliest deadline it set. */
  committed(entry: Entry, dueAt: number | null = null): void {
    this.#due = Math.min(this.#due, dueAt ?? Infinity)
    if (entry.put.person || entry.drop.person || entry.put.device || entry.put.standIn || entry.drop.standIn) {
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

  /** Notifies the other nodes outside the transactions: NOTIFY inside would serialise their commits. */
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
    // Lost if the database is down; the beat makes up for it.
    await ring(this.#options.sql, { node: this.#options.node, ...message }).catch(this.#options.failed)
  }

  #nudged(text: string): void {
    const { data } = nudge.safeParse(JSON.parse(text))
    if (!data || data.node === this.#options.node) return
    if (data.restored) this.#options.restored?.()
    if (data.keys) this.#options.keysReplaced(data.keys)
    for (const id of data.people ?? []) this.#options.peopleChanged?.(id)
    if (data.due !== undefined) this.#options.due?.(data.due)
    if (data.counts) this.#options.counted?.(data.counts)
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

  /** Tells every node that a workshop's people, or who is signed in at its screens, have changed. */
  async announcePeople(workshopId: string): Promise<void> {
    this.#options.peopleChanged?.(workshopId)
    await this.#notify({ people: [workshopId] })
  }

  /** Tells the other nodes what this one has counted for limits that hold over all of them. */
  async announceCounts(counts: Record<string, number>): Promise<void> {
    if (!this.#stopped) await this.#notify({ counts })
  }

  async #reread(): Promise<void> {
    this.#options.missed?.()
    try {
      for (const [id, feed] of this.#open) {
        const before = feed.place
        const head = await readHead(this.#options.sql, id)
        if (!head) continue
        if (head.epoch !== feed.epoch) await this.#beginAnew(feed)
        else await follow(feed, before, head)
      }
    } catch (error) {
      this.#options.failed(error)
    }
  }

  /** The journal is another one. */
  async #beginAnew(feed: Feed): Promise<void> {
    this.#options.restored?.()
    await feed.restart()
  }

  /**
   * Sends the beat and catches up on lost notifications. No beat without the database: a server that cannot know the
   * current state must not tell screens that all is well (S8).
   */
  async beat(): Promise<void> {
    if (this.#open.size === 0) return
    try {
      // Positions before the query: feeds may move on before the answer arrives.
      const mine = new Map([...this.#open].map(([id, feed]) => [id, feed.place]))
      const heads = await readPlaces(this.#options.sql, [...mine.keys()])
      for (const [id, feed] of this.#open) {
        const [before, head] = [mine.get(id), heads.get(id)]
        if (head && !feed.epoch.startsWith(`${head.epoch}.`)) await this.#beginAnew(feed)
        else if (before && head) await follow(feed, before, head)
        for (const _ of feed.beat({ clock: this.#options.now, ...this.#options })) {
          await sleep(BETWEEN_WAVES)
          if (this.#stopped) return
        }
      }
    } catch (error) {
      this.#options.failed(error)
    }
  }

  /** A workshop's feed, opened on first use; null if the workshop does not exist. */
  async feed(workshopId: string): Promise<Feed | null> {
    let opening = this.#feeds.get(workshopId)
    if (!opening) {
      const { sql, encode, failed, frameEvery = FRAME_EVERY, read = () => {} } = this.#options
      opening = Feed.open({ sql, workshopId, encode, frameEvery, failed, read })
      this.#feeds.set(workshopId, opening)
      const feed = await opening.catch((error: unknown) => {
        this.#feeds.delete(workshopId)
        throw error
      })
      if (feed) {
        this.#open.set(workshopId, feed)
        // Fetch commits made between the read and now.
        await feed.catchUp()
      } else this.#feeds.delete(workshopId)
    }
    return opening
  }

  /** Adds a screen (see Feed.join). False if the workshop does not exist. */
  async join(workshopId: string, audience: Audience, screen: Screen, since: Position | null): Promise<boolean> {
    const feed = await this.feed(workshopId)
    await feed?.join(audience, screen, since)
    return feed !== null
  }

  leave(workshopId: string, audience: Audience, screen: Screen): void {
    this.#open.get(workshopId)?.leave(audience, screen)
  }

  /** Everything an audience sees now; null if the workshop does not exist. */
  async snapshot(workshopId: string, audience: Audience): Promise<Snapshot | null> {
    const feed = await this.feed(workshopId)
    return feed && feed.snapshot(audience)
  }

  /** What an audience lacks since a position: a batch, or a snapshot if the position is no longer known. */
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

/**
 * Brings a feed to the journal's head. If the journal is no longer the one it followed, it begins again (S6).
 * @param before the feed's position before the head was read
 */
async function follow(feed: Feed, before: Place, head: Place): Promise<void> {
  const isAnother = head.seq < before.seq || (head.seq === before.seq && head.mark !== before.mark)
  // Several beats may wait for the database; the first one answered restarts the feed for all of them.
  if (isAnother && feed.place.mark === before.mark) await feed.restart()
  else if (head.seq > feed.seq) await feed.catchUp()
}
