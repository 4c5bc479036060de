/** A Socket.IO connection as the fan-out sees a screen: frames in, backlog out. */
import type { Socket } from 'socket.io'
import { Encoder, PacketType } from 'socket.io-parser'
import { Sender } from 'ws'
import { NAMESPACE } from '#contract/wire.ts'
import type { Frame, Screen } from '#server/fanout/screen.ts'

/** A message as Socket.IO sends it, and the same as a finished WebSocket frame, so that it is made once for all screens. */
export interface SocketFrame extends Frame {
  text: string
  frame: Buffer[]
}

const encoder = new Encoder()

export function encode(event: string, message: unknown): SocketFrame {
  const [text] = encoder.encode({ type: PacketType.EVENT, nsp: NAMESPACE, data: [event, message] })
  if (typeof text !== 'string') throw new Error('A message with bytes in it')
  // "4" is Engine.IO's mark of a message.
  const data = Buffer.from(`4${text}`)
  const frame = Sender.frame(data, { readOnly: false, mask: false, rsv1: false, opcode: 1, fin: true })
  return { text, frame, bytes: data.length }
}

export class SocketScreen implements Screen {
  #connection: Socket['conn']
  /** Bytes written since the connection last took what was waiting. */
  #waiting = 0
  #drained: (() => void) | null = null

  constructor(socket: Socket) {
    this.#connection = socket.conn
    this.#connection.on('flush', () => this.#flushed())
  }

  send(frame: Frame): void {
    const { text, frame: ready, bytes } = frame as SocketFrame
    this.#waiting += bytes
    this.#connection.write(text, { compress: false, wsPreEncodedFrame: ready } as object)
  }

  get backlog(): number {
    return this.#waiting
  }

  whenDrained(then: () => void): void {
    this.#drained = then
  }

  #flushed(): void {
    this.#waiting = 0
    const then = this.#drained
    this.#drained = null
    if (then) setImmediate(then)
  }
}

