import { randomUUID } from 'node:crypto'
import type { Server as HttpServer } from 'node:http'
import { Server } from 'socket.io'

/** What no message of ours reaches; a larger one ends the connection before it fills the memory. */
const LARGEST_MESSAGE = 2_000_000

/** Socket.IO on a server, as the screens need it: no more than a way for messages. */
export function openSockets(server: HttpServer): Server {
  const io = new Server(server, {
    serveClient: false,
    maxHttpBufferSize: LARGEST_MESSAGE,
    // The beat tells a screen that its server lives; the ping only finds screens that are gone.
    pingInterval: 25_000,
    pingTimeout: 20_000,
    // Who connects and does not say who it is is put out.
    connectTimeout: 10_000,
    perMessageDeflate: false,
    httpCompression: false,
    // Rooms, catch-up and what a screen lacks are the journal's matter.
    connectionStateRecovery: undefined as never,
    cors: { origin: false },
  })
  // As random as its own, and from a store made beforehand: after a restart a thousand screens come at once.
  io.engine.generateId = () => randomUUID()
  return io
}
