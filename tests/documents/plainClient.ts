/** A client written from SYNC.md alone: a bare WebSocket, without Socket.IO and without our code. */
import WebSocket from 'ws'

export interface Entity {
  id: string
  [field: string]: unknown
}
type ByKind<T> = Record<string, T[]>
export interface Snapshot {
  epoch: string
  seq: number
  mark: string
  put: ByKind<Entity>
}
export interface Batch {
  from: number
  to: number
  mark: string
  put: ByKind<Entity>
  drop: ByKind<string>
}
export interface Answer {
  ok: boolean
  seq: number
  answer: Record<string, string>
  code?: string
  message?: string
}

export class PlainClient {
  epoch = ''
  seq = -1
  mark = ''
  held = new Map<string, Map<string, Entity>>()
  /** All events in order with their messages; includes `open`, `refused`, `put out` and `closed`. */
  heard: { event: string; message: unknown }[] = []
  #socket: WebSocket
  #waiting = new Set<() => void>()
  #answers = new Map<number, (answer: Answer) => void>()
  #lastAck = 0

  constructor(url: string, hello: unknown, headers: Record<string, string> = {}) {
    this.#socket = new WebSocket(`${url.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`, { headers })
    this.#socket.on('message', (data: Buffer) => this.#receive(String(data), hello))
    this.#socket.on('close', () => this.#note('closed', null))
    this.#socket.on('error', () => {})
  }

  #receive(frame: string, hello: unknown): void {
    if (frame.startsWith('0')) {
      this.#note('open', JSON.parse(frame.slice(1)))
      return this.#socket.send(`40/live,${JSON.stringify(hello)}`)
    }
    if (frame === '2') return this.#socket.send('3')
    if (frame.startsWith('41/live,')) return this.#note('put out', null)
    const refused = /^44\/live,(.*)$/s.exec(frame)
    if (refused) return this.#note('refused', JSON.parse(refused[1]!))
    const acknowledged = /^43\/live,(\d+)(.*)$/s.exec(frame)
    if (acknowledged) return this.#answers.get(Number(acknowledged[1]))!((JSON.parse(acknowledged[2]!) as [Answer])[0])
    const event = /^42\/live,(.*)$/s.exec(frame)
    if (!event) return
    const [name, message] = JSON.parse(event[1]!) as [string, unknown]
    if (name === 'snapshot') this.#replace(message as Snapshot)
    if (name === 'batch') this.#fold(message as Batch)
    if (name === 'beat') {
      const { epoch, seq, mark } = message as { epoch: string; seq: number; mark: string }
      if (epoch !== this.epoch || seq > this.seq || (seq === this.seq && mark !== this.mark)) this.ask()
    }
    this.#note(name, message)
  }

  #replace({ epoch, seq, mark, put }: Snapshot): void {
    this.epoch = epoch
    this.seq = seq
    this.mark = mark
    this.held = new Map(Object.entries(put).map(([kind, list]) => [kind, new Map(list.map((one) => [one.id, one]))]))
  }

  #fold({ from, to, mark, put, drop }: Batch): void {
    if (this.epoch === '' || from > this.seq) return this.ask()
    if (to <= this.seq) return
    for (const [kind, ids] of Object.entries(drop)) for (const id of ids) this.held.get(kind)?.delete(id)
    for (const [kind, list] of Object.entries(put)) {
      const entities = this.held.get(kind) ?? new Map<string, Entity>()
      this.held.set(kind, entities)
      for (const one of list) entities.set(one.id, one)
    }
    this.seq = to
    this.mark = mark
  }

  #note(event: string, message: unknown): void {
    this.heard.push({ event, message })
    for (const check of this.#waiting) check()
  }

  ask(): void {
    const position = { epoch: this.epoch, seq: Math.max(0, this.seq), mark: this.mark }
    this.#socket.send(`42/live,${JSON.stringify(['ask', position])}`)
  }

  command(command: unknown): Promise<Answer> {
    const ack = ++this.#lastAck
    return new Promise((resolve) => {
      this.#answers.set(ack, resolve)
      this.#socket.send(`42/live,${ack}${JSON.stringify(['command', command])}`)
    })
  }

  raw(frame: string | Buffer): void {
    this.#socket.send(frame)
  }

  /** The first message of an event, already received or still to come. */
  async first<T>(event: string): Promise<T> {
    await this.until(() => this.heard.some((one) => one.event === event))
    return this.heard.find((one) => one.event === event)!.message as T
  }

  until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = () => {
        if (!condition()) return
        this.#waiting.delete(check)
        resolve()
      }
      this.#waiting.add(check)
      check()
    })
  }

  close(): void {
    this.#socket.close()
  }
}
