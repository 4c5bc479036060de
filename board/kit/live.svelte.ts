/** The live copy of a screen's view, as Svelte state (S8, S11). `connection.ts` speaks to the server. */
import type { CommandName, PayloadInput, Reply } from '#contract/commands/index.ts'
import type { Held } from '#contract/replica.ts'
import type { Kind } from '#contract/entities/index.ts'
import type { ViewName } from '#contract/values.ts'
import type { ViewEntities } from '#contract/views/index.ts'
import { tellOffsets } from '#contract/zone.ts'
import { DIM_AFTER, SAY_AGE_AFTER } from '#contract/wire.ts'
import { Connection, type Ended, type Options } from './connection.ts'
import { Session } from './session.svelte.ts'
import { reportDevice } from './report.ts'
import { watchTouches, reloadForScreens, reloadForVersion } from './reload.ts'

export type { Ended, Options }

/** Hidden pages get no animation frames; show changes within this time anyway (ms). */
const SHOW_WITHIN = 100
const none: ReadonlyMap<string, never> = new Map<string, never>()

export class Live<V extends ViewName> {
  #connection: Connection<V>
  #frame: (() => void) | null = null
  #ticker: ReturnType<typeof setInterval>
  #stopReporting = (): void => undefined

  #held = $state.raw<Partial<Held<V>>>({})
  #ready = $state(false)
  #connected = $state(false)
  #age = $state(0)
  #now = $state(Date.now())
  #speed = $state(1)
  #clockAhead = $state(0)
  #ended = $state.raw<Ended | null>(null)
  /** Staff view only. */
  readonly session: Session | null

  constructor(view: V, options: Options = {}) {
    this.session = view === 'staff' ? new Session(() => this.#connection.renew()) : null
    this.#connection = new Connection(view, options, {
      changed: () => this.#show(),
      heard: () => this.#heard(),
      otherVersion: (version) => void reloadForVersion(version),
      moved: () => location.replace('/pair'),
      back: () => void reloadForScreens(),
    })
    if (view !== 'customer')
      this.#stopReporting = reportDevice(view, () =>
        this.#connected ? { seq: this.#connection.replica.seq, age: Math.round(this.#age / 1_000) } : null,
      )
    watchTouches()
    this.#ticker = setInterval(() => {
      this.#connection.tick()
      this.#update()
      this.#now = this.#houseTime()
    }, 1_000)
    window.addEventListener('online', this.#reconnect)
  }

  /** All entities of one kind by id; a new map after each change, at most once per frame. */
  of<K extends keyof ViewEntities<V> & Kind>(kind: K): ReadonlyMap<string, ViewEntities<V>[K]> {
    return this.#held[kind] ?? none
  }

  /** True after the first snapshot; on staff screens, once the session is known as well. */
  get ready(): boolean {
    return this.#ready && this.session?.isKnown !== false
  }

  get connected(): boolean {
    return this.#connected
  }

  /** Real milliseconds since the last message from the server, in whole seconds. */
  get age(): number {
    return this.#age
  }

  /** S8: after 10 s a screen shows the age of its data, after 30 s it dims. */
  get stale(): 'fresh' | 'aging' | 'dim' {
    if (this.#age < SAY_AGE_AFTER) return 'fresh'
    return this.#age < DIM_AFTER ? 'aging' : 'dim'
  }

  /** House time in ms (S11); updates once a second. */
  get now(): number {
    return this.#now
  }

  /** House seconds per real second: 1, except in the demo. */
  get speed(): number {
    return this.#speed
  }

  /** By how much the database's clock is ahead of house time (ms); 0 unless it has jumped and messages to customers wait. */
  get clockAhead(): number {
    return this.#clockAhead
  }

  /** Why the server ended or refused the connection; null while connected or merely cut off. */
  get ended(): Ended | null {
    return this.#ended
  }

  /** Staff screens: the person signed in here. */
  get actorId(): string | null {
    return this.session?.personId ?? null
  }

  /**
   * Sends a command and waits for its answer, across reconnects too (S1). Never throws: a refusal is an answer. The answer may arrive
   * just before the change shows on the screen.
   * @param id of the command; by default a new one
   */
  async send<N extends CommandName>(name: N, payload: PayloadInput<N>, id?: string): Promise<Reply<N>> {
    const reply = await this.#connection.send(name, payload, id)
    // The person no longer works here.
    if (!reply.ok && reply.code === 'actor_required') void this.session?.load()
    return reply
  }

  /** Closes the connection and stops all timers. */
  close(): void {
    clearInterval(this.#ticker)
    this.#stopReporting()
    window.removeEventListener('online', this.#reconnect)
    this.#connection.close()
    this.session?.close()
  }

  #reconnect = (): void => this.#connection.reconnect()

  #houseTime(): number {
    return this.#connection.clock.now(performance.now()) ?? Date.now()
  }

  #heard(): void {
    if (this.session?.isKnown === false) void this.session.load()
    this.#update()
  }

  /** Whole seconds, so that a hundred batches a second do not make a hundred updates. */
  #update(): void {
    this.#age = Math.floor((performance.now() - this.#connection.heardAt) / 1_000) * 1_000
    this.#connected = this.#connection.connected
    this.#ended = this.#connection.ended
    this.#speed = this.#connection.clock.speed
    this.#clockAhead = this.#connection.clockAhead
  }

  /** Data is applied at once but shown once per frame: a hundred changes a second cause sixty redraws at most. */
  #show(): void {
    if (this.#frame) return
    const show = () => {
      if (this.#frame !== show) return
      this.#frame = null
      this.#held = this.#connection.replica.all
      for (const { timeZone, zoneOffsets } of this.#held.workshop?.values() ?? []) tellOffsets(timeZone, zoneOffsets)
      if (!this.#ready) this.#now = this.#houseTime()
      this.#ready = true
    }
    this.#frame = show
    setTimeout(show, SHOW_WITHIN)
    requestAnimationFrame(show)
  }
}

/** Opens the connection of a screen for its view. */
export const connect = <V extends ViewName>(view: V, options: Options = {}): Live<V> => new Live(view, options)
