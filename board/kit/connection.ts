/** A screen's connection to the server and its copy of what its view shows; it reconnects for ever (S4–S9). No runes, no DOM. */
import { io, type Socket } from 'socket.io-client'
import type { CommandName, PayloadInput, Reply } from '#contract/commands/index.ts'
import type { Refusal } from '#contract/errors.ts'
import { Replica } from '#contract/replica.ts'
import type { Batch, Beat, Farewell, Hello, Snapshot, Welcome } from '#contract/sync.ts'
import type { ViewName, Language } from '#contract/values.ts'
import { CONTRACT_VERSION } from '#contract/version.ts'
import { BEAT_EVERY, NAMESPACE } from '#contract/wire.ts'
import { HouseClock } from './houseClock.ts'
import { Outbox } from './outbox.ts'

export type Ended = Farewell['code'] | Refusal['code']

export interface Options {
  /** Customer view only: the token in the page's address. */
  token?: string
  language?: Language
  /** The server's address, if the page came from elsewhere. */
  url?: string
}

/** Callbacks of a connection. */
export interface Callbacks {
  /** The copy has changed. */
  changed(): void
  /** The server was heard, or the connection opened, closed or was refused. */
  heard(): void
  /** The server has another contract version; -1: it could not parse our greeting. */
  otherVersion(version: number): void
  /** This device is to show another page, or to reload its own. */
  moved(): void
  /** The server is back after a disconnect, perhaps as a new process. */
  back(): void
}

/** After three missed beats the connection is dead, even if the socket says otherwise. */
const DEAD_AFTER = 3 * BEAT_EVERY + 2_000
/** When to repeat an unanswered catch-up request. */
const ASK_AGAIN_AFTER = 2 * BEAT_EVERY
/** Wait before reconnecting (real ms, plus up to as much again of jitter): after a lasting refusal, and otherwise. */
const RETRY_AFTER = { lasting: 5_000, passing: 400 }
/** Refusals that waiting does not cure. All others pass, such as a busy or stopping server. */
const lasting: readonly Ended[] = [
  'no_key',
  'keys_replaced',
  'device_revoked',
  'link_ended',
  'wrong_origin',
  'not_allowed',
]

export class Connection<V extends ViewName> {
  readonly replica = new Replica<V>()
  readonly clock = new HouseClock()
  /** Why the server ended or refused the connection; null while connected or merely cut off. */
  ended: Ended | null = null
  /** By how much the database's clock is ahead of house time (ms); 0 unless it has jumped. */
  clockAhead = 0
  /** Monotonic time (ms) of the last message from the server. */
  heardAt = performance.now()

  #socket: Socket
  #outbox: Outbox
  #callbacks: Callbacks
  #connectedAt = -Infinity
  #askedAt = -Infinity
  #wasIn = false
  #retry: ReturnType<typeof setTimeout> | undefined

  constructor(view: V, options: Options, callbacks: Callbacks) {
    const { token, language, url = '' } = options
    this.#callbacks = callbacks
    this.#socket = io(url + NAMESPACE, {
      auth: (give) => {
        const hello: Hello = { view, contract: CONTRACT_VERSION, since: this.replica.position }
        give({ ...hello, ...(token === undefined ? {} : { token }), ...(language === undefined ? {} : { language }) })
      },
      forceNew: true,
      withCredentials: true,
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      // S9: retry for ever, soon after the server is back, and not on all screens at once.
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

  /** Sends a command and waits for its answer, across reconnects too (S1). */
  send<N extends CommandName>(name: N, payload: PayloadInput<N>, id?: string): Promise<Reply<N>> {
    return this.#outbox.send(name, payload, this.connected, performance.now(), id)
  }

  /** Call about once a second: finds dead connections and unanswered commands. */
  tick(): void {
    if (!this.connected) return
    const mono = performance.now()
    this.#outbox.resend(mono, false)
    if (mono - Math.max(this.heardAt, this.#connectedAt) > DEAD_AFTER) this.#socket.io.engine.close()
  }

  /** The browser reports the network is back: reconnect now. */
  reconnect(): void {
    if (!this.connected && this.ended === null) this.#socket.disconnect().connect()
  }

  /** The browser has another session: its new cookie comes with a new connection. Unanswered commands are sent again. */
  renew(): void {
    clearTimeout(this.#retry)
    this.#socket.disconnect().connect()
  }

  close(): void {
    clearTimeout(this.#retry)
    this.#socket.disconnect()
  }

  #listen(): void {
    this.#socket
      .on('connect', () => {
        this.ended = null
        this.#connectedAt = performance.now()
        this.#askedAt = -Infinity
        this.#outbox.resend(this.#connectedAt, true)
        this.#callbacks.heard()
      })
      .on('disconnect', (reason) => {
        this.#callbacks.heard()
        // Socket.IO does not reconnect by itself after the server disconnects.
        if (reason === 'io server disconnect') this.#retryLater()
      })
      .on('connect_error', (error: Error & { data?: Refusal }) => {
        if (this.#socket.active) return
        // Refused, not merely lost: Socket.IO does not retry by itself.
        const code = error.data?.code
        if (code === 'bad_payload') this.#callbacks.otherVersion(-1)
        if (error.data && code !== undefined && lasting.includes(code))
          this.#end(this.#preciseCode(code), error.data.message)
        this.#retryLater()
      })
      .on('welcome', ({ contract, at, speed }: Welcome) => {
        this.clock.set(at, performance.now(), speed)
        this.#hear()
        if (contract !== CONTRACT_VERSION) this.#callbacks.otherVersion(contract)
        else if (this.#wasIn) this.#callbacks.back()
        this.#wasIn = true
      })
      .on('snapshot', (snapshot: Snapshot<V>) => {
        this.replica.reset(snapshot)
        this.#took(snapshot.at)
        this.#callbacks.changed()
      })
      .on('batch', (batch: Batch<V>) => {
        const applied = this.replica.apply(batch)
        if (applied === 'gap') {
          this.#hear()
          this.#ask()
          return
        }
        this.#took(batch.at)
        if (applied === 'applied') this.#callbacks.changed()
      })
      .on('beat', (beat: Beat) => {
        this.clock.set(beat.at, performance.now(), beat.speed)
        this.clockAhead = beat.clock === undefined ? 0 : beat.clock - beat.at
        this.#hear()
        if (this.replica.isBehind(beat)) this.#ask()
      })
      .on('farewell', ({ code }: Farewell) => {
        if (code === 'device_changed') this.#callbacks.moved()
        if (lasting.includes(code)) this.#end(code, '')
      })
  }

  #hear(): void {
    this.heardAt = performance.now()
    this.#callbacks.heard()
  }

  #took(at: number): void {
    this.#askedAt = -Infinity
    this.clock.atLeast(at, performance.now())
    this.#hear()
  }

  /** S4: requests what is missing; not again until data arrives or the wait is over. */
  #ask(): void {
    const mono = performance.now()
    if (mono - this.#askedAt < ASK_AGAIN_AFTER) return
    this.#askedAt = mono
    this.#socket.emit('ask', this.replica.position)
  }

  #end(code: Ended, message: string): void {
    this.ended = code
    this.#outbox.refuseAll(code === 'link_ended' ? code : 'no_key', message)
    this.#callbacks.heard()
  }

  /** A screen told of new keys still knows why its own is refused. Without being told, its cookie may be what has ended. */
  #preciseCode(code: Ended): Ended {
    const wasTold = this.ended === 'keys_replaced' || this.ended === 'device_revoked'
    return code === 'no_key' && wasTold ? this.ended! : code
  }

  /** S9: after a lasting refusal, the key may work again after a restart. A customer's link that has ended stays ended. */
  #retryLater(): void {
    if (this.ended === 'link_ended') return
    clearTimeout(this.#retry)
    const wait = this.ended === null ? RETRY_AFTER.passing : RETRY_AFTER.lasting
    this.#retry = setTimeout(() => this.#socket.connect(), wait * (1 + Math.random()))
  }
}
