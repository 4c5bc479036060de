import { randomUUID } from 'node:crypto'
import type { Server as HttpServer } from 'node:http'
import { Server } from 'socket.io'

/** Larger than any of our messages. A message above it closes the connection before it fills the memory. */
const LARGEST_MESSAGE = 2_000_000

/** Socket.IO on an HTTP server, used for transport only. */
export function openSockets(server: HttpServer): Server {
  const io = new Server(server, {
    serveClient: false,
    maxHttpBufferSize: LARGEST_MESSAGE,
    // The beat tells a screen that the server is alive; the ping only detects screens that are gone.
    pingInterval: 25_000,
    pingTimeout: 20_000,
    // Disconnect a client that does not join a namespace.
    connectTimeout: 10_000,
    perMessageDeflate: false,
    httpCompression: false,
    // Catch-up comes from the journal.
    connectionStateRecovery: undefined as never,
    cors: { origin: false },
  })
  // As random as the default but faster, since Node caches the entropy: after a restart a thousand screens connect at once.
  io.engine.generateId = () => randomUUID()
  return io
}
