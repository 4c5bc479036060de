/** A Socket.IO connection as the fan-out sees a screen: frames in, backlog out. */
import type { Socket } from 'socket.io'
import { Encoder, PacketType } from 'socket.io-parser'
import * as ws from 'ws'
import { NAMESPACE } from '#contract/wire.ts'
import type { Frame, Screen } from '#server/fanout/screen.ts'

/** A message as Socket.IO sends it: as text, and as a finished WebSocket frame, made once for all screens. */
interface SocketFrame extends Frame {
  text: string
  parts: [Buffer]
}

/** What of `ws` its types leave out, and Socket.IO's own broadcast uses too: frames made beforehand. */
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
/** The state of a WebSocket that takes data. */
const OPEN = 1
const sender = (ws as unknown as { Sender: FrameSender }).Sender
const WHOLE_TEXT = { readOnly: false, mask: false, rsv1: false, opcode: 1, fin: true }

export function encode(event: string, message: unknown): SocketFrame {
  const [text] = encoder.encode({ type: PacketType.EVENT, nsp: NAMESPACE, data: [event, message] })
  if (typeof text !== 'string') throw new Error('A message with bytes in it')
  // "4" is Engine.IO's mark of a message.
  const frame = Buffer.concat(sender.frame(Buffer.from(`4${text}`), WHOLE_TEXT))
  return { text, parts: [frame], bytes: frame.length }
}

export class SocketScreen implements Screen {
  #connection: Socket['conn']
  /** The WebSocket this screen is on; null while it polls. Kept, because every frame to every screen asks for it. */
  #webSocket: FramedSocket | null
  /** Characters that wait within Engine.IO, where no WebSocket counts them: answers, and everything while the screen polls. */
  #waiting = 0

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
    const webSocket = this.#webSocket
    if (webSocket === null) this.#connection.write(text)
    // One write of one buffer: anybody else would frame the same bytes again for every screen.
    else if (webSocket.readyState === OPEN) webSocket._sender.sendFrame(parts)
  }

  get backlog(): number {
    return this.#waiting + (this.#webSocket?.bufferedAmount ?? 0)
  }
}

function webSocketOf({ name, socket }: Transport): FramedSocket | null {
  return name === 'websocket' ? (socket ?? null) : null
}
