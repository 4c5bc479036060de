/** A screen's line to the server: one connection, kept for ever, and the copy of what its audience sees (S4–S9). No runes, no page. */
import { io, type Socket } from 'socket.io-client'
import type { CommandName, PayloadInput, Reply } from '#contract/commands/index.ts'
import type { Refusal } from '#contract/errors.ts'
import { Replica } from '#contract/replica.ts'
import type { Batch, Beat, Farewell, Hello, Snapshot, Welcome } from '#contract/sync.ts'
import type { Door, Language } from '#contract/values.ts'
import { CONTRACT_VERSION } from '#contract/version.ts'
import { BEAT_EVERY, NAMESPACE } from '#contract/wire.ts'
import { HouseClock } from './houseClock.ts'
import { Outbox } from './outbox.ts'

export type Ended = Farewell['code'] | Refusal['code']

export interface Options {
  /** Door `customer` only: the token of the page's address. */
  token?: string
  language?: Language
  /** Where the server is, when it is not where the page came from. */
  url?: string
}

/** What the owner of a line is told. */
export interface Owner {
  /** What the copy holds is new. */
  changed(): void
  /** The server was heard, or the connection came, went or was refused. */
  heard(): void
  /** The server speaks another version of the contract; -1: it no longer understands the greeting. */
  otherVersion(version: number): void
  /** The server is there again after it was away: perhaps another one. */
  back(): void
}

/** A connection on which three beats in a row did not come is dead, whatever it says itself. */
const DEAD_AFTER = 3 * BEAT_EVERY + 2_000
/** An unanswered "what do I lack?" is asked again after this. */
const ASK_AGAIN_AFTER = 2 * BEAT_EVERY
/** How long to wait before knocking again (real ms, with as much again of jitter): at a door that was shut, and at any other. */
const KNOCK_AGAIN = { shut: 5_000, open: 400 }
/** Reasons that no mere waiting mends; all others (a busy or stopping server) pass. */
const shut: readonly Ended[] = ['no_key', 'keys_replaced', 'link_ended', 'wrong_origin', 'not_allowed']

export class Line<D extends Door> {
  readonly replica = new Replica<D>()
  readonly clock = new HouseClock()
  /** Why the server ended or refused the connection; null while it lives or is merely lost. */
  ended: Ended | null = null
  /** Monotonic time (ms) at which the server was last heard. */
  heardAt = performance.now()

  #door: D
  #socket: Socket
  #outbox: Outbox
  #owner: Owner
  #connectedAt = -Infinity
  #askedAt = -Infinity
  #wasIn = false
  #knock: ReturnType<typeof setTimeout> | undefined

  constructor(door: D, options: Options, owner: Owner) {
    const { token, language, url = '' } = options
    this.#door = door
    this.#owner = owner
    this.#socket = io(url + NAMESPACE, {
      auth: (give) => {
        const hello: Hello = { door, contract: CONTRACT_VERSION, since: this.replica.position }
        give({ ...hello, ...(token === undefined ? {} : { token }), ...(language === undefined ? {} : { language }) })
      },
      forceNew: true,
      withCredentials: true,
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
  }

  get connected(): boolean {
    return this.#socket.connected
  }

  /** Sends a command and waits for its answer, also across reconnects (S1). */
  send<N extends CommandName>(name: N, payload: PayloadInput<N>): Promise<Reply<N>> {
    return this.#outbox.send(name, payload, this.connected, performance.now())
  }

  /** To be called every second or so: finds dead connections and unanswered commands. */
  tick(): void {
    if (!this.connected) return
    const mono = performance.now()
    this.#outbox.resend(mono, false)
    if (mono - Math.max(this.heardAt, this.#connectedAt) > DEAD_AFTER) this.#socket.io.engine.close()
  }

  /** The network is said to be back: no need to wait for the next try. */
  reconnect(): void {
    if (!this.connected && this.ended === null) this.#socket.disconnect().connect()
  }

  close(): void {
    clearTimeout(this.#knock)
    this.#socket.disconnect()
  }

  #listen(): void {
    this.#socket
      .on('connect', () => {
        this.ended = null
        this.#connectedAt = performance.now()
        this.#askedAt = -Infinity
        this.#outbox.resend(this.#connectedAt, true)
        this.#owner.heard()
      })
      .on('disconnect', (reason) => {
        this.#owner.heard()
        // Ended by the server's hand Socket.IO stays away of itself.
        if (reason === 'io server disconnect') this.#knockAgain()
      })
      .on('connect_error', (error: Error & { data?: Refusal }) => {
        if (this.#socket.active) return
        // Refused at the door, not merely lost: Socket.IO does not try again by itself.
        const code = error.data?.code
        if (code === 'bad_payload') this.#owner.otherVersion(-1)
        if (error.data && code !== undefined && shut.includes(code)) this.#end(this.#truer(code), error.data.message)
        this.#knockAgain()
      })
      .on('welcome', ({ contract, at, speed }: Welcome) => {
        this.clock.set(at, performance.now(), speed)
        this.#hear()
        if (contract !== CONTRACT_VERSION) this.#owner.otherVersion(contract)
        else if (this.#wasIn) this.#owner.back()
        this.#wasIn = true
      })
      .on('snapshot', (snapshot: Snapshot<D>) => {
        this.replica.reset(snapshot)
        this.#took(snapshot.at)
        this.#owner.changed()
      })
      .on('batch', (batch: Batch<D>) => {
        const applied = this.replica.apply(batch)
        if (applied === 'gap') {
          this.#hear()
          this.#ask()
          return
        }
        this.#took(batch.at)
        if (applied === 'applied') this.#owner.changed()
      })
      .on('beat', (beat: Beat) => {
        this.clock.set(beat.at, performance.now(), beat.speed)
        this.#hear()
        if (beat.epoch !== this.replica.epoch || beat.seq > this.replica.seq) this.#ask()
      })
      .on('farewell', ({ code }: Farewell) => {
        if (shut.includes(code)) this.#end(code, '')
      })
  }

  #hear(): void {
    this.heardAt = performance.now()
    this.#owner.heard()
  }

  #took(at: number): void {
    this.#askedAt = -Infinity
    this.clock.atLeast(at, performance.now())
    this.#hear()
  }

  /** S4: asks for what is missing; once, until something comes or long enough has passed. */
  #ask(): void {
    const mono = performance.now()
    if (mono - this.#askedAt < ASK_AGAIN_AFTER) return
    this.#askedAt = mono
    this.#socket.emit('ask', this.replica.position)
  }

  #end(code: Ended, message: string): void {
    this.ended = code
    this.#outbox.refuseAll(code === 'link_ended' ? code : 'no_key', message)
    this.#owner.heard()
  }

  /** A screen that was let in before had a key, whatever it is told at the door now: it is the key that is no longer good. */
  #truer(code: Ended): Ended {
    const hadKey = this.#door !== 'customer' && this.#connectedAt > -Infinity
    return code === 'no_key' && hadKey ? 'keys_replaced' : code
  }

  /** S9, where the door was shut: the key may be back with the next start. A link that has ended stays ended. */
  #knockAgain(): void {
    if (this.ended === 'link_ended') return
    clearTimeout(this.#knock)
    const wait = this.ended === null ? KNOCK_AGAIN.open : KNOCK_AGAIN.shut
    this.#knock = setTimeout(() => this.#socket.connect(), wait * (1 + Math.random()))
  }
}
