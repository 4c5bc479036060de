/**
 * Follows one workshop's journal: takes entries in order without gaps and sends batches to the rooms. Entries come directly
 * from this node's commits or are read after a notification; the notification itself carries no data.
 */
import type { Sql } from 'postgres'
import type { Position, Snapshot } from '#contract/sync.ts'
import { CLOCK_LEEWAY } from '#contract/wire.ts'
import { roomOf, viewOf, type Audience } from '#server/audience/audience.ts'
import type { Changes } from '#server/domain/rule.ts'
import { entriesAfter, type Entry } from '#server/read/journal.ts'
import { readState } from '#server/read/state.ts'
import { ClosedOrders } from './closedOrders.ts'
import { HeldState } from './held.ts'
import { batchOf } from './merge.ts'
import { BACKLOG_LIMIT, Room, type Place } from './room.ts'
import type { Encode, Screen } from './screen.ts'

/** Entries kept in memory for screens that were away briefly; a screen that lacks more gets a snapshot (S6). */
const RECENT = 1000
/** Real milliseconds to wait for a missing entry before reading it: another commit of this node is usually just behind. */
const PATIENCE = 20
/** Real milliseconds between two frames: changes that come faster than a display draws share one. */
export const FRAME_EVERY = 16

interface Options {
  sql: Sql
  workshopId: string
  encode: Encode
  /** Real milliseconds between two frames, at least; 0: one frame per change. */
  frameEvery: number
  failed: (error: unknown) => void
  /** Called with each entry that another node committed. */
  read: (entry: Entry) => void
}

/** House time, the database's clock (ms since 1970), and house seconds per real second. */
export interface BeatTimes {
  now: () => number
  clock: () => number
  speed: number
}

/** A part of the server that keeps its own copy of a workshop. */
export interface Follower {
  /** Called for each entry, in journal order without gaps. */
  took(entry: Entry): void
  /** The journal has been replaced: take the whole state again. */
  restarted(): void
}

export class Feed {
  #options: Options
  #state: HeldState
  /** The entries up to `#state.seq`, without gaps, oldest first. */
  #recent: Entry[] = []
  #early = new Map<number, Entry>()
  #rooms = new Map<string, Room>()
  #unpublished: Entry[] = []
  /** When the latest frame went out, on the monotonic clock. */
  #publishedAt = -Infinity
  #followers = new Set<Follower>()
  #reading: Promise<void> | null = null
  #reaching: Promise<void> | null = null
  #restarting: Promise<void> | null = null
  #heal: NodeJS.Timeout | null = null
  #closed = new ClosedOrders((orderId) => readState(this.#options.sql, this.#options.workshopId, orderId))

  private constructor(options: Options, state: HeldState) {
    this.#options = options
    this.#state = state
  }

  /** Opens a workshop's feed at the journal's current position; null if the workshop does not exist. */
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
  get place(): Place {
    const { seq, mark } = this.#state
    return { seq, mark }
  }
  get screens(): number {
    let sum = 0
    for (const room of this.#rooms.values()) sum += room.screens.size
    return sum
  }

  /** The whole live state now, unmasked. */
  get put(): Changes {
    return this.#state.put
  }

  /** From now on, passes every entry to the follower. */
  follow(follower: Follower): void {
    this.#followers.add(follower)
  }

  unfollow(follower: Follower): void {
    this.#followers.delete(follower)
  }

  /** Takes entries in any order. One that does not follow the entry held belongs to another history: begins again (S6). */
  deliver(entry: Entry): void {
    if (entry.seq <= this.seq) return
    this.#early.set(entry.seq, entry)
    for (let next = this.#early.get(this.seq + 1); next; next = this.#early.get(this.seq + 1)) {
      if (next.previous !== this.#state.mark) return void this.restart().catch(this.#options.failed)
      this.#take(next)
    }
    if (this.#early.size > 0) this.#heal ??= setTimeout(() => void this.catchUp(), PATIENCE)
  }

  #take(entry: Entry): void {
    this.#early.delete(entry.seq)
    this.#state.apply(entry)
    for (const follower of this.#followers) follower.took(entry)
    this.#recent.push(entry)
    if (this.#recent.length > RECENT * 1.25) this.#recent.splice(0, this.#recent.length - RECENT)
    const { frameEvery } = this.#options
    if (frameEvery === 0) return this.#publish([entry])
    if (this.#unpublished.push(entry) > 1) return
    const wait = this.#publishedAt + frameEvery - performance.now()
    // A change that comes alone goes out at once.
    if (wait <= 0) setImmediate(() => this.#flush())
    else setTimeout(() => this.#flush(), wait)
  }

  #flush(): void {
    const entries = this.#unpublished
    this.#unpublished = []
    if (entries.length === 0) return
    this.#publishedAt = performance.now()
    this.#publish(entries)
  }

  #publish(entries: Entry[]): void {
    for (const [name, room] of this.#rooms) {
      room.publish(entries, this.#state)
      if (room.screens.size === 0 && room.audience.view === 'customer') this.#rooms.delete(name)
    }
  }

  /** A screen that was too slow has drained: send what it missed, or a snapshot (S10). */
  #resume(room: Room, screen: Screen): void {
    if (room.audience.view === 'customer') void this.join(room.audience, screen, null).catch(this.#options.failed)
    else screen.send(room.entry.snapshot(this.#state))
  }

  /** Reads missing entries from the journal. Concurrent calls share one read. */
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
      for (const entry of entries) {
        if (entry.seq > this.seq && !this.#early.has(entry.seq)) this.#options.read(entry)
        this.deliver(entry)
      }
      if (this.#restarting) return this.#restarting
      if (entries.length < RECENT) return
    }
  }

  /**
   * Adds a screen: sends what it lacks since `since`, or a snapshot if that position is no longer known (S6), then every
   * batch. The last step is synchronous, so that no entry is lost between the two.
   */
  async join(audience: Audience, screen: Screen, since: Position | null): Promise<void> {
    // A screen coming from another node may be ahead of this one.
    if (since && since.epoch === this.epoch && since.seq > this.seq) await this.catchUp()
    if (since) await this.#reach(since)
    const closed = await this.#closedFor(audience)
    this.#flush()
    const room = this.#room(audience)
    if (screen.backlog > BACKLOG_LIMIT) return room.leaveBehind(screen)
    if (since && this.#knows(since)) {
      if (since.seq < this.seq) screen.send(room.entry.catchUp(since.seq, this.#after(since.seq), this.#state))
    } else
      screen.send(
        closed ? this.#options.encode('snapshot', this.#view(audience, closed)) : room.entry.snapshot(this.#state),
      )
    room.screens.add(screen)
  }

  leave(audience: Audience, screen: Screen): void {
    this.#rooms.get(roomOf(audience))?.leave(screen)
  }

  /** What a screen at `since` lacks, as `join` would send it. Catches up with the journal first. */
  async changesSince(audience: Audience, since: Position): Promise<object> {
    await this.catchUp()
    await this.#reach(since)
    if (!this.#knows(since)) return this.snapshot(audience)
    const { seq, mark, at, lookup } = this.#state
    if (since.seq === seq) return { from: seq, to: seq, mark, at, put: {}, drop: {} }
    return batchOf(this.#after(since.seq), since.seq, audience, lookup)
  }

  /** Everything an audience sees now. */
  async snapshot(audience: Audience): Promise<Snapshot> {
    await this.catchUp()
    return this.#view(audience, (await this.#closedFor(audience)) ?? this.#state)
  }

  /** What a customer's page shows if its order is no longer live. */
  async #closedFor(audience: Audience): Promise<HeldState | null> {
    if (audience.view !== 'customer' || this.#state.order(audience.orderId)) return null
    return this.#closed.of(audience.orderId, this.seq)
  }

  #view(audience: Audience, state: HeldState): Snapshot {
    return {
      epoch: state.epoch,
      seq: state.seq,
      mark: state.mark,
      at: state.at,
      put: viewOf(audience, state.put, {}, this.#state.lookup).put,
    } as Snapshot
  }

  /** True if the position is one of this journal, and all entries after it are at hand. */
  #knows({ epoch, seq, mark }: Position): boolean {
    if (epoch !== this.epoch || seq > this.seq || !this.#covers(seq)) return false
    return mark === (seq === this.seq ? this.#state.mark : this.#after(seq)[0]!.previous)
  }

  #covers(since: number): boolean {
    return since === this.seq || (this.#recent[0]?.seq ?? Infinity) <= since + 1
  }

  #after(since: number): Entry[] {
    return this.#recent.slice(since + 1 - this.#recent[0]!.seq)
  }

  /** Extends the kept entries back to a position that is not too old; concurrent callers share one read. */
  async #reach({ epoch, seq }: Position): Promise<void> {
    if (epoch !== this.epoch || this.seq - seq >= RECENT) return
    while (seq < this.seq && !this.#covers(seq)) {
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
    if (!room) this.#rooms.set(name, (room = new Room(audience, this.#state, this.#options.encode)))
    return room
  }

  /** Sends every screen the beat with its expected position (S5, S8). Yields between waves. */
  *beat({ now, clock, speed }: BeatTimes): Generator<undefined> {
    for (const room of [...this.#rooms.values()]) {
      for (const screen of room.drained()) this.#resume(room, screen)
      yield* room.beat(() => {
        // Flush first: a beat ahead of its batch would make every screen ask for the gap.
        this.#flush()
        const { seq, mark } = room.audience.view === 'customer' ? room.last : this.#state
        // The journal may be ahead of the clock.
        const at = Math.max(Math.round(now()), this.#state.at)
        const isOff = Math.abs(clock() - at) > CLOCK_LEEWAY
        return { epoch: this.epoch, seq, mark, at, speed, ...(isOff && { clock: Math.round(clock()) }) }
      })
    }
  }

  /** The journal has been replaced (a restored database): every screen gets a snapshot (S6). Concurrent calls share one restart. */
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
    this.#closed.forget()
    this.#unpublished = []
    for (const follower of this.#followers) follower.restarted()
    for (const room of this.#rooms.values()) {
      room.restart(state)
      for (const screen of room.screens) this.#resume(room, screen)
    }
  }
}
