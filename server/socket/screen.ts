/** A Socket.IO connection as the fan-out sees a screen: frames in, backlog out. */
import type { Socket } from 'socket.io'
import { Encoder, PacketType } from 'socket.io-parser'
import * as ws from 'ws'
import { NAMESPACE } from '#contract/wire.ts'
import type { Frame, Screen } from '#server/fanout/screen.ts'

/** A message as Socket.IO sends it: as text, and as a finished WebSocket frame, made once for all screens. */
interface SocketFrame extends Frame {
  text: string
  frame: Buffer
}

/** What of `ws` its types leave out, and Socket.IO's own broadcast uses too: frames made beforehand. */
interface FrameSender {
  frame(data: Buffer, options: object): Buffer[]
}
interface FramedSocket {
  readonly bufferedAmount: number
  readonly readyState: number
  readonly _sender: { sendFrame(parts: Buffer[], sent?: (error?: Error) => void): void }
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
  return { text, frame, bytes: frame.length }
}

export class SocketScreen implements Screen {
  #connection: Socket['conn']
  /** Characters that wait within Engine.IO, where no WebSocket counts them: answers, and everything while the screen polls. */
  #waiting = 0

  constructor(socket: Socket) {
    this.#connection = socket.conn
    this.#connection.on(
      'packetCreate',
      ({ data = '' }: { data?: { length: number } }) => (this.#waiting += data.length),
    )
    this.#connection.on('flush', () => (this.#waiting = 0))
  }

  send(frame: Frame): void {
    const { text, frame: whole } = frame as SocketFrame
    const webSocket = this.#webSocket
    // One write of one buffer: anybody else would frame the same bytes again for every screen.
    if (webSocket) return webSocket.readyState === OPEN ? webSocket._sender.sendFrame([whole]) : undefined
    this.#connection.write(text)
  }

  get backlog(): number {
    return (this.#webSocket?.bufferedAmount ?? 0) + this.#waiting
  }

  /** The WebSocket this screen is on; null while it polls. */
  get #webSocket(): FramedSocket | null {
    const { transport } = this.#connection as unknown as { transport: { name: string; socket?: FramedSocket } }
    return transport.name === 'websocket' ? (transport.socket ?? null) : null
  }
}
