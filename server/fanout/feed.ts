/**
 * One workshop's journal, followed: entries in, in order and without a gap, batches out to the rooms. Entries come straight
 * from this node's own commits or are read after a nudge; the journal is the message, everything else only a bell.
 */
import type { Sql } from 'postgres'
import type { Position, Snapshot } from '#contract/sync.ts'
import { roomOf, viewOf, type Audience } from '#server/audience/audience.ts'
import type { Changes } from '#server/domain/rule.ts'
import { entriesAfter, type Entry } from '#server/read/journal.ts'
import { readState } from '#server/read/state.ts'
import { HeldState } from './held.ts'
import { batchOf } from './merge.ts'
import { BACKLOG_LIMIT, Room } from './room.ts'
import type { Encode, Screen } from './screen.ts'

/** Entries kept in memory for screens that were away a moment; who lacks more gets a snapshot (S6). */
const RECENT = 1000
/** How long an entry may be missing, in real milliseconds, before it is read: another of this node's commits is usually just behind. */
const PATIENCE = 20

interface Options {
  sql: Sql
  workshopId: string
  encode: Encode
  /** One frame a change instead of one a tick: what the benchmarks compare with a bare broadcast. */
  framePerChange: boolean
  failed: (error: unknown) => void
}

/** Somebody in the house who keeps a copy of his own. */
export interface Follower {
  /** An entry, in the order of the journal and without a gap. */
  took(entry: Entry): void
  /** Another history has begun: all of it is to be taken anew. */
  restarted(): void
}

export class Feed {
  #options: Options
  #state: HeldState
  /** The entries before `#state.seq`, without a gap, oldest first. */
  #recent: Entry[] = []
  #early = new Map<number, Entry>()
  #rooms = new Map<string, Room>()
  #unpublished: Entry[] = []
  #followers = new Set<Follower>()
  #reading: Promise<void> | null = null
  #reaching: Promise<void> | null = null
  #restarting: Promise<void> | null = null
  #heal: NodeJS.Timeout | null = null

  private constructor(options: Options, state: HeldState) {
    this.#options = options
    this.#state = state
  }

  /** Opens a workshop's feed where its journal stands; null when there is no such workshop. */
  static async open(options: Options): Promise<Feed | null> {
    const state = await readState(options.sql, options.workshopId)
    return state && new Feed(options, new HeldState(state))
  }

  get epoch(): string {
    return this.#state.epoch
  }
  get seq(): number {
    return this.#state.seq
  }
  get screens(): number {
    let sum = 0
    for (const room of this.#rooms.values()) sum += room.screens.size
    return sum
  }

  /** All of the live state at this moment, unmasked. */
  get put(): Changes {
    return this.#state.put
  }

  /** From this moment on, tells of every entry; until it is told to stop. */
  follow(follower: Follower): void {
    this.#followers.add(follower)
  }

  unfollow(follower: Follower): void {
    this.#followers.delete(follower)
  }

  /** Takes an entry, in whatever order they come. */
  deliver(entry: Entry): void {
    if (entry.seq <= this.seq) return
    this.#early.set(entry.seq, entry)
    for (let next = this.#early.get(this.seq + 1); next; next = this.#early.get(this.seq + 1)) this.#take(next)
    if (this.#early.size > 0) this.#heal ??= setTimeout(() => void this.catchUp(), PATIENCE)
  }

  #take(entry: Entry): void {
    this.#early.delete(entry.seq)
    this.#state.apply(entry)
    for (const follower of this.#followers) follower.took(entry)
    this.#recent.push(entry)
    if (this.#recent.length > RECENT * 1.25) this.#recent.splice(0, this.#recent.length - RECENT)
    if (this.#options.framePerChange) return this.#publish([entry])
    if (this.#unpublished.push(entry) === 1) setImmediate(() => this.#flush())
  }

  #flush(): void {
    const entries = this.#unpublished
    this.#unpublished = []
    if (entries.length) this.#publish(entries)
  }

  #publish(entries: Entry[]): void {
    for (const [name, room] of this.#rooms) {
      room.publish(entries, this.#state)
      if (room.screens.size === 0 && room.audience.door === 'customer') this.#rooms.delete(name)
    }
  }

  /** A screen that was too slow and has drained: what it missed lies at most a snapshot away (S10). */
  #resume(room: Room, screen: Screen): void {
    if (room.audience.door === 'customer') void this.join(room.audience, screen, null).catch(this.#options.failed)
    else screen.send(room.entry.snapshot(this.#state))
  }

  /** Reads what is missing from the journal. Calls while one is under way share it. */
  catchUp(): Promise<void> {
    if (this.#heal) clearTimeout(this.#heal)
    this.#heal = null
    this.#reading ??= this.#read()
      .catch(this.#options.failed)
      .finally(() => (this.#reading = null))
    return this.#reading
  }

  async #read(): Promise<void> {
    for (;;) {
      const entries = await entriesAfter(this.#options.sql, this.#options.workshopId, this.seq, RECENT)
      for (const entry of entries) this.deliver(entry)
      if (entries.length < RECENT) return
    }
  }

  /**
   * Lets a screen in: what it lacks since `since`, or a snapshot where that is not known any more (S6), and from then on
   * every batch. The last step is one piece, so that nothing falls between what it is told and what follows.
   */
  async join(audience: Audience, screen: Screen, since: Position | null): Promise<void> {
    // A screen that comes from another node may know more than this one has read yet.
    if (since && since.epoch === this.epoch && since.seq > this.seq) await this.catchUp()
    const mine =
      since && since.epoch === this.epoch && since.seq <= this.seq && this.seq - since.seq < RECENT ? since.seq : null
    if (mine !== null) await this.#reach(mine)
    const closed =
      audience.door === 'customer' && !this.#state.order(audience.orderId) ? await this.#closed(audience.orderId) : null
    this.#flush()
    const room = this.#room(audience)
    if (screen.backlog > BACKLOG_LIMIT) return room.leaveBehind(screen)
    if (mine !== null && this.#covers(mine)) {
      if (mine < this.seq) screen.send(room.entry.catchUp(mine, this.#after(mine), this.#state))
    } else
      screen.send(
        closed ? this.#options.encode('snapshot', this.#view(audience, closed)) : room.entry.snapshot(this.#state),
      )
    room.screens.add(screen)
  }

  leave(audience: Audience, screen: Screen): void {
    this.#rooms.get(roomOf(audience))?.leave(screen)
  }

  /** What a screen at `since` lacks, as `join` would send it; for callers that ask once, so read up to this moment. */
  async changesSince(audience: Audience, since: Position): Promise<object> {
    await this.catchUp()
    if (since.epoch === this.epoch && since.seq <= this.seq && this.seq - since.seq < RECENT) {
      await this.#reach(since.seq)
      if (since.seq === this.seq) return { from: since.seq, to: since.seq, at: this.#state.at, put: {}, drop: {} }
      if (this.#covers(since.seq)) return batchOf(this.#after(since.seq), since.seq, audience, this.#state.house)
    }
    return this.snapshot(audience)
  }

  /** Everything an audience sees at this moment. */
  async snapshot(audience: Audience): Promise<Snapshot> {
    await this.catchUp()
    const closed =
      audience.door === 'customer' && !this.#state.order(audience.orderId) ? await this.#closed(audience.orderId) : null
    return this.#view(audience, closed ?? this.#state)
  }

  #view(audience: Audience, state: HeldState): Snapshot {
    return {
      epoch: state.epoch,
      seq: state.seq,
      at: state.at,
      put: viewOf(audience, state.put, {}, this.#state.house).put,
    } as Snapshot
  }

  /** One order that is not live any more, for its customer's page. */
  async #closed(orderId: string): Promise<HeldState | null> {
    const state = await readState(this.#options.sql, this.#options.workshopId, orderId)
    return state && new HeldState(state)
  }

  #covers(since: number): boolean {
    return since === this.seq || (this.#recent[0]?.seq ?? Infinity) <= since + 1
  }

  #after(since: number): Entry[] {
    return this.#recent.slice(since + 1 - this.#recent[0]!.seq)
  }

  /** Brings the kept entries back to `since`, by one read for all who wait for it. */
  async #reach(since: number): Promise<void> {
    while (!this.#covers(since)) {
      const before = this.#recent[0]?.seq ?? this.seq + 1
      this.#reaching ??= this.#readBack(Math.max(0, this.seq - RECENT)).finally(() => (this.#reaching = null))
      await this.#reaching
      if ((this.#recent[0]?.seq ?? this.seq + 1) >= before) return
    }
  }

  async #readBack(after: number): Promise<void> {
    const entries = await entriesAfter(this.#options.sql, this.#options.workshopId, after, RECENT)
    const first = this.#recent[0]?.seq ?? this.seq + 1
    const older = entries.filter((entry) => entry.seq < first)
    if (older.at(-1)?.seq === first - 1) this.#recent = [...older, ...this.#recent]
  }

  #room(audience: Audience): Room {
    const name = roomOf(audience)
    let room = this.#rooms.get(name)
    if (!room) this.#rooms.set(name, (room = new Room(audience, this.seq, this.#options.encode)))
    return room
  }

  /** Tells every screen that all is well, and where it should be (S5, S8); it rests where others may go first. */
  *beat(now: () => number, speed: number): Generator<undefined> {
    for (const room of [...this.#rooms.values()]) {
      for (const screen of room.drained()) this.#resume(room, screen)
      yield* room.beat(() => {
        // What it says must not come before what it speaks of: every screen would ask for that.
        this.#flush()
        const seq = room.audience.door === 'customer' ? room.last : this.seq
        return { epoch: this.epoch, at: Math.round(now()), speed, seq }
      })
    }
  }

  /** Another history begins (a restored database): everybody gets a snapshot of it (S6). Calls while one is under way share it. */
  restart(): Promise<void> {
    this.#restarting ??= this.#begin().finally(() => (this.#restarting = null))
    return this.#restarting
  }

  async #begin(): Promise<void> {
    const state = await readState(this.#options.sql, this.#options.workshopId)
    if (!state) return
    this.#state = new HeldState(state)
    this.#recent = []
    this.#early.clear()
    this.#unpublished = []
    for (const follower of this.#followers) follower.restarted()
    for (const room of this.#rooms.values()) {
      room.restart(state.seq)
      for (const screen of room.screens) this.#resume(room, screen)
    }
  }
}
