/** The namespace `/live`: the server identifies each connection and puts it into a room (S12); commands come in, batches go out. */
import type { Server, Socket } from 'socket.io'
import type { Logger } from 'pino'
import { hello, position, type Farewell, type Welcome } from '#contract/sync.ts'
import { NAMESPACE, BEAT_EVERY } from '#contract/wire.ts'
import type { ErrorCode } from '#contract/errors.ts'
import type { Language } from '#contract/values.ts'
import { CONTRACT_VERSION } from '#contract/version.ts'
import type { HouseTime } from '#server/clock/houseTime.ts'
import type { Doorkeeper, Visitor } from '#server/edge/admit.ts'
import { languageOf } from '#server/edge/admit.ts'
import { createBucket, type Bucket } from '#server/edge/limit.ts'
import type { Receiver } from '#server/edge/receive.ts'
import { refusalOf } from '#server/edge/sentences.ts'
import type { Fanout } from '#server/fanout/fanout.ts'
import { BACKLOG_LIMIT } from '#server/fanout/room.ts'
import { encode, SocketScreen } from './screen.ts'

/** Rate limit per screen: far more than a person can send, far less than would hurt. */
export const COMMANDS_PER_SECOND = 30
export const COMMANDS_AT_ONCE = 90
/** A sender that exceeds the limit this many times is disconnected; one excess a second is forgiven. */
export const PATIENCE = 1000
/** Handshakes per connection: each costs a lookup. */
const INTRODUCTIONS_AT_ONCE = 5
/** A sender with this many unread bytes of answers is disconnected. */
export const MOST_UNREAD = 4 * BACKLOG_LIMIT
/** Links end days after the car has left, so minutes do not matter, and each open page costs a query. */
const LINKS_CHECKED_EVERY = 600_000

interface Options {
  io: Server
  fanout: Fanout
  receiver: Receiver
  doorkeeper: Doorkeeper
  /** The origin under which a request sees this server. */
  originOf: (request: Socket['request']) => string
  /** House time. */
  time: Pick<HouseTime, 'now' | 'speed'>
  log: Logger
  commandsPerSecond?: number
  /** How often the links of open customers' pages are checked for expiry, in real milliseconds. */
  checkLinksEvery?: number
  /** Real time for the limits, in milliseconds; monotonic. */
  monotonic?: () => number
}

interface Data {
  visitor: Visitor
  language: Language
  since: { epoch: string; seq: number } | null
}

export interface Live {
  /** Disconnects every screen that used an access key of this workshop. */
  dropKeyed(workshopId: string): void
  /** Disconnects all screens; they reconnect to the next server. */
  farewell(): void
  stop(): void
}

export function openLive(options: Options): Live {
  const { io, doorkeeper, log, monotonic, checkLinksEvery = LINKS_CHECKED_EVERY } = options
  const live = io.of(NAMESPACE)

  // Nothing is served outside the namespace; connections that do not join it time out.
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
  live.on('connection', (socket) => {
    serve(socket as Socket & { data: Data }, options).catch((error: unknown) => {
      log.error({ err: error }, 'Could not serve a screen')
      socket.disconnect(true)
    })
  })

  const timer = setInterval(() => {
    // If the database is away, the next run checks them.
    checkLinks().catch((error: unknown) => log.error({ err: error }, 'Could not check customers’ links'))
  }, checkLinksEvery)
  timer.unref()
  async function checkLinks() {
    for (const socket of await live.local.fetchSockets()) {
      const connected = live.sockets.get(socket.id)
      if (!connected || (connected.data as Data).visitor.audience.door !== 'customer') continue
      const token = (connected.handshake.auth as { token?: string }).token
      if ((await doorkeeper.admit(connected.request, 'customer', token)) === 'link_ended')
        dismiss(connected, 'link_ended')
    }
  }

  return {
    dropKeyed(workshopId) {
      for (const socket of live.sockets.values()) {
        const { visitor } = socket.data as Data
        if (visitor.workshopId === workshopId && visitor.audience.door !== 'customer') dismiss(socket, 'keys_replaced')
      }
    },
    farewell() {
      for (const socket of live.sockets.values()) dismiss(socket, 'server_stopping')
    },
    stop: () => clearInterval(timer),
  }
}

/** A handshake that was refused; Socket.IO passes `data` to the screen. */
class Turned extends Error {
  readonly data: object
  constructor(code: ErrorCode, language: Language) {
    super(code)
    this.data = refusalOf(code, language)
  }
}

async function introduce(socket: Socket, doorkeeper: Doorkeeper): Promise<void> {
  const accepted = socket.handshake.headers['accept-language']
  const sent = hello.safeParse(socket.handshake.auth)
  if (!sent.success) throw new Turned('bad_payload', languageOf(undefined, accepted))
  const language = languageOf(sent.data.language, accepted)
  if (!doorkeeper.isOwnOrigin(socket.request)) throw new Turned('wrong_origin', language)
  const visitor = await doorkeeper.admit(socket.request, sent.data.door, sent.data.token)
  if (typeof visitor === 'string') throw new Turned(visitor, language)
  // A screen with another contract version cannot use what it holds (S6).
  const since = sent.data.contract === CONTRACT_VERSION ? (sent.data.since ?? null) : null
  socket.data = { visitor, language, since } satisfies Data
}

async function serve(socket: Socket & { data: Data }, options: Options): Promise<void> {
  const { fanout, receiver, log, originOf, time, commandsPerSecond = COMMANDS_PER_SECOND, monotonic } = options
  const { visitor, language, since } = socket.data
  const { workshopId, audience, sessionId } = visitor
  const screen = new SocketScreen(socket)
  const atOnce = commandsPerSecond * (COMMANDS_AT_ONCE / COMMANDS_PER_SECOND)
  const bucket = createBucket(commandsPerSecond, atOnce, monotonic)
  const patience = createBucket(1, PATIENCE, monotonic)

  const allowed = (): boolean => {
    if (screen.backlog > MOST_UNREAD) socket.conn.close(true)
    if (bucket.take()) return true
    if (!patience.take()) dismiss(socket, 'too_many_requests')
    return false
  }

  socket.on('command', (...sent: unknown[]) => {
    const reply = answerTo(sent)
    if (!allowed()) return reply(refusalOf('too_many_requests', language))
    const [raw] = sent
    const caller = { workshopId, audience, sessionId, language, origin: originOf(socket.request) }
    // `receive` always answers; it never throws.
    void receiver.receive(caller, raw).then(reply)
  })

  socket.on('ask', (raw: unknown) => {
    const asked = position.safeParse(raw)
    if (!allowed()) return
    fanout.leave(workshopId, audience, screen)
    join(asked.success ? asked.data : null)
  })

  const join = (from: Data['since']) =>
    fanout
      .join(workshopId, audience, screen, from)
      .then((exists) => {
        // It disconnected while joining, or its order no longer exists.
        if (!socket.connected) fanout.leave(workshopId, audience, screen)
        else if (!exists) socket.disconnect(true)
      })
      .catch((error: unknown) => {
        log.error({ err: error }, 'Could not let a screen join')
        socket.disconnect(true)
      })

  socket.onAny((event, ...sent: unknown[]) => {
    if (event === 'command' || event === 'ask') return
    answerTo(sent)(refusalOf(allowed() ? 'unknown_command' : 'too_many_requests', language))
  })

  socket.on('disconnect', () => fanout.leave(workshopId, audience, screen))
  // A malformed packet is worth a warning. An event that a sender names `error` is not.
  socket.on('error', (error: unknown) => {
    if (error instanceof Error) log.warn({ err: error }, 'A screen sent a malformed packet')
  })
  const welcome: Welcome = {
    contract: CONTRACT_VERSION,
    workshopId,
    beatEvery: BEAT_EVERY,
    at: time.now(),
    speed: time.speed,
  }
  // Sent like all frames, bypassing Engine.IO's queue, so that later frames do not wait behind it.
  screen.send(encode('welcome', welcome))
  await join(since)
}

/** The acknowledgement callback, which Socket.IO passes last if the sender wants an answer. */
function answerTo(sent: readonly unknown[]): (reply: unknown) => void {
  const last = sent.at(-1)
  return typeof last === 'function' ? (last as (reply: unknown) => void) : () => {}
}

function dismiss(socket: Socket, code: Farewell['code']): void {
  socket.emit('farewell', { code } satisfies Farewell)
  socket.disconnect(true)
}
