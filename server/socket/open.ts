import { randomUUID } from 'node:crypto'
import type { IncomingMessage, Server as HttpServer } from 'node:http'
import { Server } from 'socket.io'
import { LARGEST_MESSAGE, watchStrangers, type Strangers } from './strangers.ts'

interface Sockets {
  io: Server
  strangers: Strangers
}

/**
 * Socket.IO on an HTTP server, used for transport only.
 * @param addressOf the client's address
 * @param endAfter when a connection without an accepted handshake ends, in real milliseconds
 */
export function openSockets(
  server: HttpServer,
  addressOf: (request: IncomingMessage) => string,
  endAfter?: number,
): Sockets {
  const io = new Server(server, {
    serveClient: false,
    maxHttpBufferSize: LARGEST_MESSAGE,
    // The beat tells a screen that the server is alive; the ping only detects screens that are gone.
    pingInterval: 25_000,
    pingTimeout: 20_000,
    allowRequest: (request, done) => done(null, strangers.mayCome(request)),
    perMessageDeflate: false,
    httpCompression: false,
    // Catch-up comes from the journal.
    connectionStateRecovery: undefined as never,
    cors: { origin: false },
  })
  // As random as the default but faster, since Node caches the entropy: after a restart a thousand screens connect at once.
  io.engine.generateId = () => randomUUID()
  io.engine.on('headers', (headers: Record<string, string>) => (headers['X-Content-Type-Options'] = 'nosniff'))
  const strangers = watchStrangers(io, addressOf, endAfter)
  return { io, strangers }
}
