/** What carries entries to the screens of the fuzz: our fan-out, or plain Socket.IO as a comparison. */
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { io, type Socket } from 'socket.io-client'
import { isEmpty, roomOf, viewOf, type Audience } from '#server/audience/audience.ts'
import { Fanout } from '#server/fanout/fanout.ts'
import { HeldState } from '#server/fanout/held.ts'
import type { Entry } from '#server/read/journal.ts'
import { readState } from '#server/read/state.ts'
import type { TestWorkshop } from '../support/testWorkshop.ts'
import { encodeInMemory, type MemoryLine, type MemoryScreen } from './memoryScreen.ts'

export interface Wire {
  /** Starts another node. */
  start(): Promise<Node>
  close(): Promise<void>
}

interface Node {
  /** Takes an entry this node has committed. */
  committed(entry: Entry): void
  /** Adds a screen on this connection: it gets the wire's catch-up, then everything sent. */
  join(screen: MemoryScreen, line: MemoryLine): Promise<unknown>
  leave(screen: MemoryScreen, line: MemoryLine): void
  stop(): Promise<void>
}

/** Journal, audience and fan-out, as every server has them. */
export function ours({ database: { sql }, workshopId }: TestWorkshop, failed: (error: unknown) => void): Wire {
  return {
    async start() {
      const fanout = await Fanout.start({
        ...{ sql, node: randomUUID(), encode: encodeInMemory, now: Date.now, speed: 1, beatEvery: 250 },
        ...{ keysReplaced: () => {}, failed },
      })
      return {
        committed: (entry) => fanout.committed(entry),
        join: ({ audience, replica }, line) => fanout.join(workshopId, audience, line, replica.position),
        leave: ({ audience }, line) => fanout.leave(workshopId, audience, line),
        stop: () => fanout.stop(),
      }
    },
    close: async () => {},
  }
}

/**
 * Plain Socket.IO: rooms and emits over real sockets, the whole state at the first connection, nothing kept for screens that
 * were away. All nodes share it, as they would with an adapter.
 */
export async function plainSocketIo({ database: { sql }, workshopId }: TestWorkshop): Promise<Wire> {
  const http = createServer()
  const server = new Server(http)
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  const clients = new WeakMap<MemoryLine, Socket>()
  const audiences = new Map<string, Audience>()
  const state = new HeldState((await readState(sql, workshopId))!)

  server.on('connection', async (socket) => {
    const { audience, isNew } = socket.handshake.auth as { audience: Audience; isNew: boolean }
    await socket.join(roomOf(audience))
    audiences.set(roomOf(audience), audience)
    const { epoch, seq, mark, at, put } = isNew ? (await readState(sql, workshopId))! : state
    if (isNew) socket.emit('snapshot', { epoch, seq, mark, at, put: viewOf(audience, put, {}, state.lookup).put })
    socket.emit('welcome')
  })

  const node: Node = {
    committed({ seq, mark, at, put, drop }) {
      for (const [room, audience] of audiences) {
        const view = viewOf(audience, put, drop, state.lookup)
        if (audience.view !== 'customer' || !isEmpty(view))
          server.to(room).emit('batch', { from: seq - 1, to: seq, mark, at, ...view })
      }
    },
    async join({ audience, replica }, line) {
      const auth = { audience, isNew: replica.position === null }
      const client = io(url, { transports: ['websocket'], forceNew: true, reconnection: false, auth })
      clients.set(line, client)
      for (const event of ['snapshot', 'batch'] as const)
        client.on(event, (message) => line.send(encodeInMemory(event, message)))
      await once(client as never, 'welcome')
    },
    leave: (_, line) => void clients.get(line)?.disconnect(),
    stop: async () => {},
  }
  return { start: async () => node, close: () => server.close() }
}
