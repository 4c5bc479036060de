/** Connections before their handshake is accepted: they are few per address, send little, and soon end. */
import type { IncomingMessage } from 'node:http'
import type { Server, Socket } from 'socket.io'
import { NAMESPACE } from '#contract/wire.ts'

/** Larger than any of our messages. A larger one closes the connection before it fills the memory. */
export const LARGEST_MESSAGE = 256_000
/** A handshake is a few hundred bytes. */
export const LARGEST_OF_A_STRANGER = 4096
/** All screens of a large workshop reconnect at once behind one address. */
export const STRANGERS_AT_AN_ADDRESS = 2000
const STRANGER_FOR = 10_000

type Connection = Socket['conn']

/** The limits where the transports keep them: both are read for each message. */
interface Transport {
  name: string
  /** Of polling. */
  maxHttpBufferSize?: number
  socket?: { _receiver?: { _maxPayload: number }; terminate(): void }
}

/** Another namespace than ours; the default one is answered with a refusal. */
const isElsewhere = (data: unknown): boolean =>
  typeof data === 'string' && data.startsWith('0/') && !data.startsWith(`0${NAMESPACE},`)

export interface Strangers {
  /** Whether one more may connect from this address. */
  mayCome(request: IncomingMessage): boolean
  /** The handshake of this connection has been accepted. */
  accepted(connection: Connection): void
}

export function watchStrangers(
  io: Server,
  addressOf: (request: IncomingMessage) => string,
  endAfter = STRANGER_FOR,
): Strangers {
  const perAddress = new Map<string, number>()
  const leave = new WeakMap<Connection, () => void>()

  io.engine.on('connection', (connection: Connection) => {
    const address = addressOf(connection.request)
    perAddress.set(address, (perAddress.get(address) ?? 0) + 1)
    limit(connection.transport as unknown as Transport, LARGEST_OF_A_STRANGER)
    // Closing politely would wait another half a minute for an answer.
    const timer = setTimeout(() => terminate(connection), endAfter)
    leave.set(connection, () => {
      leave.delete(connection)
      clearTimeout(timer)
      const left = perAddress.get(address)! - 1
      if (left > 0) perAddress.set(address, left)
      else perAddress.delete(address)
    })
    connection.once('close', () => leave.get(connection)?.())
    connection.on('upgrade', (transport: unknown) =>
      limit(transport as Transport, leave.has(connection) ? LARGEST_OF_A_STRANGER : LARGEST_MESSAGE),
    )
    connection.prependListener('data', (data: unknown) => {
      if (isElsewhere(data)) terminate(connection)
    })
  })
  return {
    mayCome: (request) => (perAddress.get(addressOf(request)) ?? 0) < STRANGERS_AT_AN_ADDRESS,
    accepted(connection) {
      limit(connection.transport as unknown as Transport, LARGEST_MESSAGE)
      leave.get(connection)?.()
    },
  }
}

function limit(transport: Transport, bytes: number): void {
  if (transport.name === 'polling') transport.maxHttpBufferSize = bytes
  else if (transport.socket?._receiver) transport.socket._receiver._maxPayload = bytes
}

function terminate(connection: Connection): void {
  const { socket } = connection.transport as unknown as Transport
  connection.close(true)
  socket?.terminate()
}
