/** Serves one authenticated screen: its commands come in, the snapshot and every batch go out, until it leaves. */
import type { Socket } from 'socket.io'
import type { Logger } from 'pino'
import { position, type Welcome } from '#contract/sync.ts'
import { CONTRACT_VERSION } from '#contract/version.ts'
import { BEAT_EVERY } from '#contract/wire.ts'
import type { HouseTime } from '#server/clock/houseTime.ts'
import { createBucket } from '#server/edge/limit.ts'
import { COMMANDS_AT_ONCE, COMMANDS_PER_SECOND, type Rates } from '#server/edge/rates.ts'
import type { Receiver } from '#server/edge/receive.ts'
import { refusalOf } from '#server/edge/sentences.ts'
import type { Fanout } from '#server/fanout/fanout.ts'
import { BACKLOG_LIMIT } from '#server/fanout/room.ts'
import { dismiss } from './dismiss.ts'
import type { Introduced } from './introduce.ts'
import { encode, SocketScreen } from './screen.ts'

/** A sender that exceeds the limit this many times is disconnected; one excess a second is forgiven. */
export const PATIENCE = 1000
/** A sender with this many unread bytes of answers is disconnected. */
export const MOST_UNREAD = 4 * BACKLOG_LIMIT

export interface ServeOptions {
  fanout: Fanout
  receiver: Receiver
  rates: Rates
  /** The client's address. */
  addressOf: (request: Socket['request']) => string
  /** The origin under which a request sees this server. */
  originOf: (request: Socket['request']) => string
  /** House time. */
  time: Pick<HouseTime, 'now' | 'speed'>
  log: Logger
  commandsPerSecond?: number
  /** Real time for the limits, in milliseconds; monotonic. */
  monotonic?: () => number
}

export async function serve(socket: Socket & { data: Introduced }, options: ServeOptions): Promise<void> {
  const {
    fanout,
    receiver,
    rates,
    log,
    addressOf,
    originOf,
    time,
    commandsPerSecond = COMMANDS_PER_SECOND,
    monotonic,
  } = options
  const { visitor, language, since } = socket.data
  const { workshopId, audience } = visitor
  const address = addressOf(socket.request)
  const screen = new SocketScreen(socket)
  const atOnce = commandsPerSecond * (COMMANDS_AT_ONCE / COMMANDS_PER_SECOND)
  const bucket = createBucket(commandsPerSecond, atOnce, monotonic)
  const patience = createBucket(1, PATIENCE, monotonic)

  const allowed = (what: 'command' | 'other'): boolean => {
    if (screen.unreadAnswers > MOST_UNREAD) socket.conn.close(true)
    if (bucket.take() && (what === 'other' || rates.take(visitor, address))) return true
    if (!patience.take()) dismiss(socket, 'too_many_requests')
    return false
  }

  socket.on('command', (...sent: unknown[]) => {
    const reply = answerTo(sent)
    if (!allowed('command')) return reply(refusalOf('too_many_requests', language))
    const [raw] = sent
    const caller = { ...visitor, language, address, origin: originOf(socket.request) }
    // `receive` always answers; it never throws.
    void receiver.receive(caller, raw, () => !socket.connected).then(reply)
  })

  socket.on('ask', (raw: unknown) => {
    const asked = position.safeParse(raw)
    if (!allowed('other')) return
    fanout.leave(workshopId, audience, screen)
    join(asked.success ? asked.data : null)
  })

  const join = (from: Introduced['since']) =>
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
    answerTo(sent)(refusalOf(allowed('other') ? 'unknown_command' : 'too_many_requests', language))
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
