/** A screen's living copy of what its audience sees, kept in step with the server for ever (S4–S11). */
import { io, type Socket } from 'socket.io-client'
import type { CommandName, PayloadInput, Reply } from '#contract/commands/index.ts'
import type { Refusal } from '#contract/errors.ts'
import { Replica, type Held } from '#contract/replica.ts'
import type { Batch, Beat, Farewell, Hello, Snapshot } from '#contract/sync.ts'
import { BEAT_EVERY, DIM_AFTER, NAMESPACE, SAY_AGE_AFTER } from '#contract/wire.ts'
import { kinds, type Door, type Kind, type Language } from '#contract/values.ts'
import { CONTRACT_VERSION } from '#contract/version.ts'
import type { ViewEntities } from '#contract/views/index.ts'
import { HouseClock } from './houseClock.ts'
import { Outbox } from './outbox.ts'
import { reloadForVersion } from './reload.ts'

export type Ended = Farewell['code'] | Refusal['code']

export interface Options {
  /** Door `customer` only: the token of the page's address. */
  token?: string
  language?: Language
  /** Where the server is, when it is not where the page came from. */
  url?: string
}

/** What the server says first; `at` and `speed` when it says them. */
interface Welcome {
  contract: number
  at?: number
  speed?: number
}

const ACTOR = 'pitboard.actor'
/** A connection on which three beats in a row did not come is dead, whatever it says itself. */
const DEAD_AFTER = 3 * BEAT_EVERY + 2_000
/** How long to wait before knocking again at a door that was shut (real ms, with as much again of jitter). */
const KNOCK_AGAIN = 5_000
/** Reasons that no mere waiting mends; all others (a busy or stopping server) pass. */
const shut: readonly Ended[] = ['no_key', 'keys_replaced', 'link_ended', 'wrong_origin', 'not_allowed']
const none: ReadonlyMap<string, never> = new Map<string, never>()

export class Live<D extends Door> {
  #replica = new Replica<D>()
  #clock = new HouseClock()
  #outbox: Outbox
  #socket: Socket
  #heardAt = performance.now()
  #askedAt = -Infinity
  #frame: (() => void) | null = null
  #knock: ReturnType<typeof setTimeout> | undefined
  #ticker: ReturnType<typeof setInterval>

  #held = $state.raw<Partial<Held<D>>>({})
  #ready = $state(false)
  #connected = $state(false)
  #age = $state(0)
  #now = $state(Date.now())
  #speed = $state(1)
  #ended = $state.raw<Ended | null>(null)
  #actorId = $state<string | null>(stored(ACTOR))

  constructor(door: D, options: Options = {}) {
    const { token, language, url = '' } = options
    this.#socket = io(url + NAMESPACE, {
      auth: (give) => {
        const hello: Hello = { door, contract: CONTRACT_VERSION, since: this.#replica.position }
        give({ ...hello, ...(token === undefined ? {} : { token }), ...(language === undefined ? {} : { language }) })
      },
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      // S9: for ever, soon after the server is back, and not all screens in the same moment.
      reconnectionDelay: 400,
      reconnectionDelayMax: 3_000,
      randomizationFactor: 0.5,
      timeout: 8_000,
    })
    this.#outbox = new Outbox((envelope, answer) => this.#socket.emit('command', envelope, answer))
    this.#listen()
    this.#ticker = setInterval(() => this.#tick(), 1_000)
    if (typeof window !== 'undefined') window.addEventListener('online', this.#reconnect)
  }

  /** The entities of one kind by id; a new map whenever one of them changes, at most once a frame. */
  of<K extends keyof ViewEntities<D> & Kind>(kind: K): ReadonlyMap<string, ViewEntities<D>[K]> {
    return this.#held[kind] ?? none
  }

  /** True from the first snapshot on. */
  get ready(): boolean {
    return this.#ready
  }

  get connected(): boolean {
    return this.#connected
  }

  /** Real milliseconds since the server was last heard, to the second. */
  get age(): number {
    return this.#age
  }

  /** S8: after 10 s a screen says how old it is, after 30 s it dims. */
  get stale(): 'fresh' | 'say' | 'dim' {
    if (this.#age < SAY_AGE_AFTER) return 'fresh'
    return this.#age < DIM_AFTER ? 'say' : 'dim'
  }

  /** House time in ms (S11), moving on once a second. */
  get now(): number {
    return this.#now
  }

  /** House seconds a real second: 1, but in the demo. */
  get speed(): number {
    return this.#speed
  }

  /** Why the server ended or refused the connection; null while it lives or is merely lost. */
  get ended(): Ended | null {
    return this.#ended
  }

  /** Staff screens: the person who acts, kept for this tab. */
  get actorId(): string | null {
    return this.#actorId
  }

  set actorId(id: string | null) {
    this.#actorId = id
    store(ACTOR, id)
  }

  /**
   * Sends a command and waits for its answer, also across reconnects (S1). Refusals are answers, nothing is thrown.
   * The answer may come a moment before the change it made is on the screen.
   */
  send<N extends CommandName>(name: N, payload: PayloadInput<N>): Promise<Reply<N>> {
    return this.#outbox.send(name, payload, this.#actorId, this.#socket.connected, performance.now())
  }

  /** Lets go of the connection and of every timer. */
  close(): void {
    clearInterval(this.#ticker)
    clearTimeout(this.#knock)
    if (typeof window !== 'undefined') window.removeEventListener('online', this.#reconnect)
    this.#socket.disconnect()
  }

  #listen(): void {
    this.#socket
      .on('connect', () => {
        this.#connected = true
        this.#ended = null
        this.#outbox.resend(performance.now(), true)
      })
      .on('disconnect', (reason) => {
        this.#connected = false
        this.#askedAt = -Infinity
        // Ended by the server's hand Socket.IO stays away; unless that was meant (a farewell), come back.
        if (reason === 'io server disconnect') this.#knockAgain()
      })
      .on('connect_error', (error: Error & { data?: Refusal }) => {
        this.#connected = false
        if (this.#socket.active) return
        // Refused at the door, not merely lost: Socket.IO does not try again by itself.
        if (error.data && shut.includes(error.data.code)) this.#end(error.data.code, error.data.message)
        this.#knockAgain()
      })
      .on('welcome', (welcome: Welcome) => {
        this.#heard()
        if (welcome.at !== undefined) this.#setClock(welcome.at, welcome.speed ?? 1)
        if (welcome.contract !== CONTRACT_VERSION) void reloadForVersion(welcome.contract)
      })
      .on('snapshot', (snapshot: Snapshot<D>) => {
        this.#heard()
        this.#askedAt = -Infinity
        this.#replica.reset(snapshot)
        this.#clock.atLeast(snapshot.at, performance.now())
        this.#show()
      })
      .on('batch', (batch: Batch<D>) => {
        this.#heard()
        const applied = this.#replica.apply(batch)
        if (applied === 'gap') return this.#ask()
        this.#askedAt = -Infinity
        this.#clock.atLeast(batch.at, performance.now())
        if (applied === 'applied') this.#show()
      })
      .on('beat', (beat: Beat) => {
        this.#heard()
        this.#setClock(beat.at, beat.speed)
        if (beat.epoch !== this.#replica.epoch || beat.seq > this.#replica.seq) this.#ask()
      })
      .on('farewell', ({ code }: Farewell) => {
        if (shut.includes(code)) this.#end(code, '')
      })
  }

  /** S4: asks for what is missing, once until something comes or ten seconds have passed. */
  #ask(): void {
    const mono = performance.now()
    if (mono - this.#askedAt < 2 * BEAT_EVERY) return
    this.#askedAt = mono
    this.#socket.emit('ask', this.#replica.position ?? { epoch: '', seq: 0 })
  }

  #end(code: Ended, message: string): void {
    this.#ended = code
    this.#outbox.refuseAll(code === 'link_ended' ? code : 'no_key', message)
  }

  /** S9, where the door was shut: the key may be back with the next start. A link that has ended stays ended. */
  #knockAgain(): void {
    if (this.#ended === 'link_ended') return
    clearTimeout(this.#knock)
    const wait = this.#ended === null ? 400 : KNOCK_AGAIN
    this.#knock = setTimeout(() => this.#socket.connect(), wait * (1 + Math.random()))
  }

  #reconnect = (): void => {
    if (!this.#socket.connected && this.#ended === null) this.#socket.disconnect().connect()
  }

  #setClock(at: number, speed: number): void {
    this.#clock.set(at, performance.now(), speed)
    this.#speed = speed
  }

  #heard(): void {
    this.#heardAt = performance.now()
    if (this.#age > 0) this.#age = 0
  }

  #tick(): void {
    const mono = performance.now()
    this.#age = mono - this.#heardAt
    this.#now = this.#clock.now(mono) ?? Date.now()
    if (!this.#socket.connected) return
    this.#outbox.resend(mono, false)
    if (this.#age > DEAD_AFTER) this.#socket.io.engine.close()
  }

  /** Applied at once, shown once a frame: a hundred changes a second are sixty pictures, not a hundred. */
  #show(): void {
    if (this.#frame) return
    const show = () => {
      if (this.#frame !== show) return
      this.#frame = null
      this.#held = Object.fromEntries(kinds.map((kind) => [kind, this.#replica.of(kind as never)])) as Partial<Held<D>>
      this.#now = this.#clock.now(performance.now()) ?? this.#now
      this.#ready = true
    }
    this.#frame = show
    // A hidden page gets no frames; it must not stop nor gather changes without end.
    setTimeout(show, 100)
    if (typeof requestAnimationFrame !== 'undefined') requestAnimationFrame(show)
  }
}

/** Opens the connection of a screen by its door. */
export const connect = <D extends Door>(door: D, options: Options = {}): Live<D> => new Live(door, options)

// Storage may be forbidden; a screen without a memory is still a screen.
function stored(key: string): string | null {
  try {
    return sessionStorage.getItem(key)
  } catch {
    return null
  }
}

function store(key: string, value: string | null): void {
  try {
    if (value === null) sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, value)
  } catch {
    // As above.
  }
}
