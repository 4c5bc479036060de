/** The namespace `/live`: the server identifies each connection and puts it into a room (S12); commands come in, batches go out. */
import type { Server, Socket } from 'socket.io'
import type { PairedDevice } from '#contract/entities/index.ts'
import { BEAT_EVERY, NAMESPACE } from '#contract/wire.ts'
import type { Devices } from '#server/access/devices.ts'
import type { Doorkeeper } from '#server/edge/admit.ts'
import { createBucket, type Bucket } from '#server/edge/limit.ts'
import { dismiss } from './dismiss.ts'
import { introduce, Turned, type Introduced } from './introduce.ts'
import type { Strangers } from './strangers.ts'
import { serve, type ServeOptions } from './serve.ts'

/** Handshakes per connection: each costs a lookup. */
const INTRODUCTIONS_AT_ONCE = 5
/** Links end days after the car has left, so minutes do not matter, and each open page costs a query. */
export const LINKS_CHECKED_EVERY = 600_000

/** A family on its telephones, with tabs left open. Each page costs a copy of every change. */
export const PAGES_OF_AN_ORDER = 20

interface Options extends ServeOptions {
  io: Server
  strangers: Strangers
  doorkeeper: Doorkeeper
  devices: Devices
  /** How often the links of open customers' pages are checked for expiry, in real milliseconds. */
  checkLinksEvery?: number
}

/** What the journal says of devices. */
interface DeviceEntry {
  workshopId: string
  command: string
  put: { device?: readonly PairedDevice[] }
}

export interface Live {
  /** Disconnects every screen that used an access key of this workshop. */
  dropKeyed(workshopId: string): void
  /** Disconnects devices that a journal entry has shut out, moved or told to load their page again. */
  followDevices(entry: DeviceEntry): void
  /** Disconnects all screens; they reconnect to the next server. */
  farewell(): void
  stop(): void
}

export function openLive(options: Options): Live {
  const { io, strangers, doorkeeper, devices, log, monotonic, checkLinksEvery = LINKS_CHECKED_EVERY } = options
  const live = io.of(NAMESPACE)

  // Nothing is served outside the namespace; a connection that does not join it is ended.
  io.use((_, next) => next(new Turned('not_found', 'en')))
  const introductions = new WeakMap<object, Bucket>()
  live.use((socket, next) => {
    const tries = introductions.get(socket.conn) ?? createBucket(1, INTRODUCTIONS_AT_ONCE, monotonic)
    introductions.set(socket.conn, tries)
    if (!tries.take()) return socket.conn.close()
    introduce(socket, doorkeeper).then(
      () => next(),
      (reason: unknown) => next(reason instanceof Turned ? reason : new Turned('server_error', 'en')),
    )
  })
  const pages = new Map<string, number>()
  live.on('connection', (socket) => {
    strangers.accepted(socket.conn)
    if (isCrowded(socket as Socket & { data: Introduced }, pages)) return dismiss(socket, 'too_many_requests')
    serve(socket as Socket & { data: Introduced }, options).catch((error: unknown) => {
      log.error({ err: error }, 'Could not serve a screen')
      socket.disconnect(true)
    })
  })

  const timer = setInterval(() => {
    // If the database is away, the next run checks them.
    checkLinks().catch((error: unknown) => log.error({ err: error }, 'Could not check customers’ links'))
  }, checkLinksEvery)
  timer.unref()
  // A device may be shut out while its screen is being let in, and a database may be put back.
  const everyBeat = setInterval(() => {
    checkDevices().catch((error: unknown) => log.error({ err: error }, 'Could not check devices'))
  }, BEAT_EVERY)
  everyBeat.unref()
  async function checkDevices() {
    const paired = [...live.sockets.values()].filter(({ data }) => (data as Introduced).visitor.deviceId !== null)
    if (paired.length === 0) return
    const idOf = (socket: Socket) => (socket.data as Introduced).visitor.deviceId!
    const revoked = await devices.revoked([...new Set(paired.map(idOf))])
    for (const socket of paired) if (revoked.has(idOf(socket))) dismiss(socket, 'device_revoked')
  }
  async function checkLinks() {
    for (const socket of await live.local.fetchSockets()) {
      const connected = live.sockets.get(socket.id)
      if (!connected || (connected.data as Introduced).visitor.device !== 'customer') continue
      const token = (connected.handshake.auth as { token?: string }).token
      if ((await doorkeeper.admit(connected.request, 'customer', token)) === 'link_ended')
        dismiss(connected, 'link_ended')
    }
  }

  return {
    dropKeyed(workshopId) {
      for (const socket of live.sockets.values()) {
        const { visitor } = socket.data as Introduced
        if (visitor.workshopId === workshopId && visitor.device !== 'customer') dismiss(socket, 'keys_replaced')
      }
    },
    followDevices({ workshopId, command, put }) {
      for (const { id, revokedAt } of put.device ?? []) {
        if (revokedAt === null && command !== 'moveDevice' && command !== 'reloadDevice') continue
        for (const socket of live.sockets.values()) {
          const { visitor } = socket.data as Introduced
          if (visitor.workshopId === workshopId && visitor.deviceId === id)
            dismiss(socket, revokedAt === null ? 'device_changed' : 'device_revoked')
        }
      }
    },
    farewell() {
      for (const socket of live.sockets.values()) dismiss(socket, 'server_stopping')
    },
    stop() {
      clearInterval(timer)
      clearInterval(everyBeat)
    },
  }
}

/** Counts a customer's page until it disconnects. Returns whether its order has more than enough of them on this node. */
function isCrowded(socket: Socket & { data: Introduced }, pages: Map<string, number>): boolean {
  const { workshopId, orderId } = socket.data.visitor
  if (orderId === null) return false
  const key = `${workshopId} ${orderId}`
  const count = pages.get(key) ?? 0
  if (count >= PAGES_OF_AN_ORDER) return true
  pages.set(key, count + 1)
  socket.on('disconnect', () => {
    const left = pages.get(key)! - 1
    if (left > 0) pages.set(key, left)
    else pages.delete(key)
  })
  return false
}
