/** A Socket.IO connection as the fan-out sees a screen: frames in, backlog out. */
import type { Socket } from 'socket.io'
import { Encoder, PacketType } from 'socket.io-parser'
import type { WebSocket } from 'ws'
import { NAMESPACE } from '#contract/wire.ts'
import type { Frame, Screen } from '#server/fanout/screen.ts'

/** A message as Socket.IO sends it: as text, and as the bytes of a WebSocket message, made once for all screens. */
interface SocketFrame extends Frame {
  text: string
  data: Buffer
}

const encoder = new Encoder()
const AS_TEXT = { binary: false, compress: false }

export function encode(event: string, message: unknown): SocketFrame {
  const [text] = encoder.encode({ type: PacketType.EVENT, nsp: NAMESPACE, data: [event, message] })
  if (typeof text !== 'string') throw new Error('A message with bytes in it')
  // "4" is Engine.IO's mark of a message.
  const data = Buffer.from(`4${text}`)
  return { text, data, bytes: data.length }
}

export class SocketScreen implements Screen {
  #connection: Socket['conn']
  /** Bytes handed to long polling since the screen last fetched some. */
  #waiting = 0

  constructor(socket: Socket) {
    this.#connection = socket.conn
    this.#connection.on('flush', () => (this.#waiting = 0))
  }

  send(frame: Frame): void {
    const { text, data, bytes } = frame as SocketFrame
    const webSocket = this.#webSocket
    // Straight to the WebSocket: Engine.IO would frame the same bytes again for every screen.
    if (webSocket) return webSocket.send(data, AS_TEXT)
    this.#waiting += bytes
    this.#connection.write(text)
  }

  get backlog(): number {
    return this.#webSocket?.bufferedAmount ?? this.#waiting
  }

  /** The WebSocket this screen is on; null while it polls. */
  get #webSocket(): WebSocket | null {
    const { transport } = this.#connection as unknown as { transport: { name: string; socket?: WebSocket } }
    return transport.name === 'websocket' ? (transport.socket ?? null) : null
  }
}
