/** A Socket.IO connection as a screen of the fan-out: it takes frames and reports its backlog. */
import type { Socket } from 'socket.io'
import { Encoder, PacketType } from 'socket.io-parser'
import * as ws from 'ws'
import { NAMESPACE } from '#contract/wire.ts'
import type { Frame, Screen } from '#server/fanout/screen.ts'

/** A message encoded for Socket.IO, as text and as a finished WebSocket frame; encoded once for all screens. */
interface SocketFrame extends Frame {
  text: string
  parts: [Buffer]
}

/** Prepared frames: missing from the types of `ws`, but Socket.IO's own broadcast uses them too. */
interface FrameSender {
  frame(data: Buffer, options: object): Buffer[]
}
interface FramedSocket {
  readonly bufferedAmount: number
  readonly readyState: number
  readonly _sender: { sendFrame(parts: Buffer[]): void }
}
interface Transport {
  name: string
  socket?: FramedSocket
}

const encoder = new Encoder()
/** `readyState` of an open WebSocket. */
const OPEN = 1
const sender = (ws as unknown as { Sender: FrameSender }).Sender
const WHOLE_TEXT = { readOnly: false, mask: false, rsv1: false, opcode: 1, fin: true }

export function encode(event: string, message: unknown): SocketFrame {
  const [text] = encoder.encode({ type: PacketType.EVENT, nsp: NAMESPACE, data: [event, message] })
  if (typeof text !== 'string') throw new Error('A message must not contain binary data')
  // Engine.IO's packet type "4" is a message.
  const frame = Buffer.concat(sender.frame(Buffer.from(`4${text}`), WHOLE_TEXT))
  return { text, parts: [frame], bytes: frame.length }
}

export class SocketScreen implements Screen {
  #connection: Socket['conn']
  /** The screen's WebSocket; null while it polls. Cached, because every frame to every screen needs it. */
  #webSocket: FramedSocket | null
  /** Characters queued in Engine.IO, which the WebSocket does not count: answers, and everything while the screen polls. */
  #waiting = 0

  /** Bytes of frames in the backlog, at most: those sent since it was last empty. */
  #frames = 0

  constructor(socket: Socket) {
    this.#connection = socket.conn
    this.#webSocket = webSocketOf(socket.conn.transport as Transport)
    this.#connection.on('upgrade', (transport: Transport) => (this.#webSocket = webSocketOf(transport)))
    this.#connection.on(
      'packetCreate',
      ({ data = '' }: { data?: { length: number } }) => (this.#waiting += data.length),
    )
    this.#connection.on('flush', () => (this.#waiting = 0))
  }

  send(frame: Frame): void {
    const { text, parts } = frame as SocketFrame
    if (this.backlog === 0) this.#frames = 0
    this.#frames += frame.bytes
    const webSocket = this.#webSocket
    if (webSocket === null) this.#connection.write(text)
    // One write of one buffer; the regular API would frame the same bytes again for every screen.
    else if (webSocket.readyState === OPEN) webSocket._sender.sendFrame(parts)
  }

  /** Bytes of answers to this sender that it has not read, at least: frames such as the snapshot are not its doing. */
  get unreadAnswers(): number {
    return Math.max(0, this.backlog - this.#frames)
  }

  get backlog(): number {
    return this.#waiting + (this.#webSocket?.bufferedAmount ?? 0)
  }
}

function webSocketOf({ name, socket }: Transport): FramedSocket | null {
  return name === 'websocket' ? (socket ?? null) : null
}
