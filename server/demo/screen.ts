/** A screen for programs: a real socket, and a replica of what the audience sees. The demo's people see nothing else. */
import { io, type Socket } from 'socket.io-client'
import type { CommandName, PayloadInput, Reply } from '#contract/commands/index.ts'
import type { Refusal } from '#contract/errors.ts'
import { Replica } from '#contract/replica.ts'
import type { Batch, Beat, Snapshot } from '#contract/sync.ts'
import type { ViewName } from '#contract/values.ts'
import { CONTRACT_VERSION } from '#contract/version.ts'
import { NAMESPACE } from '#contract/wire.ts'
import { newId } from '#server/write/ids.ts'
import { Hand, openSession, selectPerson } from './session.ts'

const ANSWER_WITHIN = 10_000

interface Options<V extends ViewName> {
  url: string
  view: V
  /** The access key's cookie; not needed if the workshop needs no keys. */
  cookie?: string
  /** For the view `customer` only. */
  token?: string
}

export class Screen<V extends ViewName> {
  readonly replica = new Replica<V>()
  #socket: Socket
  #options: Options<V>
  /** The key's cookie without this screen's session: people who act beside it have sessions of their own. */
  #key: string | undefined
  #waiting: { seq: number; done: () => void }[] = []
  #ended = new AbortController()

  private constructor(options: Options<V>) {
    const { url, view, cookie, token } = (this.#options = options)
    this.#socket = io(url + NAMESPACE, {
      transports: ['websocket'],
      forceNew: true,
      auth: (give) => give({ view, contract: CONTRACT_VERSION, since: this.replica.position, ...(token && { token }) }),
      ...(cookie && { extraHeaders: { cookie } }),
    })
    this.#socket.on('snapshot', (snapshot: Snapshot<V>) => {
      this.replica.reset(snapshot)
      this.#settle()
    })
    this.#socket.on('batch', (batch: Batch<V>) => {
      if (this.replica.apply(batch) === 'gap') this.#ask()
      else this.#settle()
    })
    this.#socket.on('beat', (beat: Beat) => {
      if (this.replica.isBehind(beat)) this.#ask()
    })
  }

  /** Connects, and resolves when it shows something. Throws the refusal's sentence if it is refused. */
  static async open<V extends ViewName>(options: Options<V>): Promise<Screen<V>> {
    const cookie = options.view === 'staff' ? await openSession(options) : options.cookie
    const screen = new Screen({ ...options, ...(cookie && { cookie }) })
    screen.#key = options.cookie
    await new Promise<void>((resolve, reject) => {
      screen.#socket.once('snapshot', () => resolve())
      screen.#socket.once('connect_error', (error: Error & { data?: Refusal }) => {
        if (!error.data) return
        screen.close()
        reject(new Error(error.data.message))
      })
    })
    return screen
  }

  /**
   * Sends a command and resolves when this screen shows its effect. If the answer is lost, it sends the command again with
   * the same id, so that it is carried out once (S1).
   */
  async send<N extends CommandName>(name: N, payload: PayloadInput<N>): Promise<Reply<N>> {
    const envelope = { id: newId(), name, payload }
    for (;;) {
      const reply = await this.#emit<N>(envelope)
      if (!reply) continue
      if (reply.ok) await this.shows(reply.seq)
      return reply
    }
  }

  /** Staff screens: signs a person in. */
  select(personId: string): Promise<void> {
    return selectPerson(this.#options, personId)
  }

  /** Signs a member of staff in, in a session beside this screen, until it is closed. */
  handOf(personId: string): Promise<Hand> {
    return Hand.open({ url: this.#options.url, cookie: this.#key }, personId, this.#ended.signal)
  }

  /** Sends without waiting for the screen: for measuring. Throws if there is no answer. */
  async emit<N extends CommandName>(name: N, payload: PayloadInput<N>): Promise<Reply<N>> {
    const reply = await this.#emit<N>({ id: newId(), name, payload })
    if (!reply) throw new Error(`No answer to ${name}`)
    return reply
  }

  /** Reads from the server over HTTP; null if refused. */
  async ask<A>(path: string): Promise<A | null> {
    const { url, view, cookie } = this.#options
    const response = await fetch(url + path, { headers: { 'X-Pitboard-View': view, ...(cookie && { cookie }) } })
    return response.ok ? ((await response.json()) as A) : null
  }

  async #emit<N extends CommandName>(envelope: object): Promise<Reply<N> | null> {
    try {
      return (await this.#socket.timeout(ANSWER_WITHIN).emitWithAck('command', envelope)) as Reply<N>
    } catch {
      if (this.#ended.signal.aborted) throw new Error('The screen was closed')
      return null
    }
  }

  #ask(): void {
    const { position } = this.replica
    if (position) this.#socket.emit('ask', position)
  }

  /** Resolves when this screen shows the change. */
  shows(seq: number): Promise<void> {
    if (this.replica.seq >= seq) return Promise.resolve()
    return new Promise((done) => this.#waiting.push({ seq, done }))
  }

  #settle(): void {
    const ready = this.#waiting.filter(({ seq }) => seq <= this.replica.seq)
    if (ready.length === 0) return
    this.#waiting = this.#waiting.filter(({ seq }) => seq > this.replica.seq)
    for (const { done } of ready) done()
  }

  close(): void {
    this.#ended.abort()
    this.#socket.disconnect()
    for (const { done } of this.#waiting) done()
  }
}
