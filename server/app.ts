/** Puts the house together: one process that serves screens, commands and reads on one port. */
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server as HttpServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import express, { type ErrorRequestHandler } from 'express'
import helmet from 'helmet'
import type { Logger } from 'pino'
import { Server } from 'socket.io'
import type { Database } from '#db/database.ts'
import { Keyring } from './access/keys.ts'
import { Links } from './access/links.ts'
import { startClock } from './clock/clock.ts'
import { startHouseTime, type HouseTime } from './clock/houseTime.ts'
import { createDeliverer, patience, type Patience } from './delivery/deliver.ts'
import { PushKeys } from './delivery/pushKeys.ts'
import { readChannels, type ChannelSettings } from './terminal/channels.ts'
import { createSendTest } from './delivery/sendTest.ts'
import { openWays } from './delivery/ways.ts'
import { createDoorkeeper } from './edge/admit.ts'
import { createGuesses } from './edge/guesses.ts'
import { createReceiver } from './edge/receive.ts'
import { refusalOf } from './edge/sentences.ts'
import { createWrongKeys } from './edge/wrongKeys.ts'
import { Fanout } from './fanout/fanout.ts'
import { api, languageAsked, statusOf } from './http/api.ts'
import { doors, doorsStyle } from './http/doors.ts'
import { createMetrics } from './http/metrics.ts'
import { createPlanning } from './planning/planning.ts'
import { createSuggester } from './planning/suggester.ts'
import { createIdentify } from './read/identify.ts'
import { Persons } from './read/persons.ts'
import { COMMANDS_PER_SECOND, openLive } from './socket/live.ts'
import { encode } from './socket/screen.ts'
import { createWriter, type Writer } from './write/write.ts'

/** What no message of ours reaches; a larger one ends the connection before it fills the memory. */
const LARGEST_MESSAGE = 2_000_000
/** Connections that may wait to be taken: all screens of a house come back at once, and one turned away tries again only a second later. */
const BACKLOG = 4096
const dist = fileURLToPath(new URL('../dist/', import.meta.url))

export interface AppOptions {
  database: Database
  log: Logger
  host: string
  /** 0 takes a free one. */
  port: number
  /** The address under which the world sees the server: for links and QR codes. */
  publicUrl?: string | null
  /** Believe X-Forwarded-* of this many proxies in front, or of those with these addresses. */
  trustProxy?: false | number | string[]
  tls?: { cert: string; key: string } | null
  /** The demo: this workshop's doors stand open, without keys. Only ever on loopback. */
  openTo?: string | null
  speed?: number
  startAt?: number
  /** See startHouseTime. */
  held?: boolean
  skew?: () => number
  resampleEvery?: number
  framePerChange?: boolean
  beatEvery?: number
  commandsPerSecond?: number
  /** How often, at most, forecasts and suggestions are worked out (real ms). */
  plansApart?: number
  readsPerSecond?: number
  wrongKeysPerSecond?: number
  /** How often open customers' pages are looked at for links that have ended (real ms). */
  lookAtLinksEvery?: number
  /** Real time for the limits (ms); it only goes forward. */
  monotonic?: () => number
  /** The ways to customers; without it every notice falls to the telephone list. */
  channels?: ChannelSettings
  patience?: Patience
  /** For tests: push services may be on this machine. */
  pushAnywhere?: boolean
}

export interface App {
  url: string
  writer: Writer
  fanout: Fanout
  keyring: Keyring
  links: Links
  now: () => number
  time: HouseTime
  /** House time has jumped: deadlines are looked at and the screens' clocks set at once. */
  timeMoved(): void
  /** House time has jumped: waits until everything that has fallen due by it is done. */
  meetDeadlines(): Promise<void>
  /** Waits until better plans have been looked for. */
  suggestionsSettled(): Promise<void>
  close(): Promise<void>
}

export async function startApp(options: AppOptions): Promise<App> {
  const { database, log, publicUrl = null, trustProxy = false, tls = null, openTo = null } = options
  const { monotonic = () => performance.now(), commandsPerSecond = COMMANDS_PER_SECOND } = options
  const { sql } = database
  const failed = (error: unknown) => log.error({ err: error }, 'Following the journal failed; it is tried again')
  const time = await startHouseTime(sql, {
    ...(options.speed !== undefined && { speed: options.speed }),
    ...(options.startAt !== undefined && { startAt: options.startAt }),
    ...(options.held !== undefined && { held: options.held }),
    ...(options.skew !== undefined && { skew: options.skew }),
    ...(options.resampleEvery !== undefined && { resampleEvery: options.resampleEvery }),
  })
  const keyring = new Keyring(sql)
  const links = new Links(sql)
  const persons = new Persons(sql)
  let dropKeyed: (workshopId: string) => void = () => {}
  let expect: (at: number) => void = () => {}

  const fanout = await Fanout.start({
    sql,
    node: randomUUID(),
    encode,
    now: time.now,
    speed: time.speed,
    failed,
    framePerChange: options.framePerChange ?? false,
    ...(options.beatEvery !== undefined && { beatEvery: options.beatEvery }),
    due: (at) => expect(at),
    keysReplaced(workshopId) {
      keyring.forget(workshopId)
      dropKeyed(workshopId)
    },
  })
  const writer = createWriter({
    sql,
    now: time.now,
    committed(entry, dueAt) {
      if (entry.put.person || entry.drop.person) persons.forget(entry.workshopId)
      if (dueAt !== null) expect(dueAt)
      fanout.committed(entry, dueAt)
    },
  })
  const publicOrigin = publicUrl === null ? null : new URL(publicUrl).origin
  const pushKeys = new PushKeys(sql)
  const settings = options.channels ?? readChannels({}, publicUrl)
  const ways = openWays({ settings, sql, writer, pushKeys, pushAnywhere: options.pushAnywhere ?? false })
  // A port of the system's choice is known only once it is listened on.
  const listening = Promise.withResolvers<string>()
  const origin = publicOrigin === null ? listening.promise : Promise.resolve(publicOrigin)
  const howLong = options.patience ?? patience
  const deliverer = createDeliverer({ sql, writer, time, links, ways, origin, patience: howLong })
  const planning = createPlanning({ fanout, now: time.now })
  const suggester = createSuggester({
    ...{ planning, writer, log },
    ...(options.plansApart !== undefined && { apart: options.plansApart }),
  })
  const clock = startClock({
    ...{ sql, writer, time, log },
    forecast: planning.forecast,
    foreseen: suggester.look,
    ...(options.plansApart !== undefined && { forecastsApart: options.plansApart }),
    deliver: deliverer.deliver,
  })
  expect = clock.expect
  const metrics = createMetrics(() => fanout.screens)
  const guesses = createGuesses()
  const receiver = createReceiver({ writer, links, persons, guesses, log, observed: metrics.observed })
  const app = express()
  app.set('trust proxy', trustProxy)
  app.disable('x-powered-by')
  /** The address a request comes from, past the proxies that are believed; of sockets too, which do not come by express. */
  const addressOf = ({ headers, socket }: IncomingMessage): string =>
    Object.assign(Object.create(app.request) as express.Request, { headers, socket }).ip ?? ''
  const wrongKeys = createWrongKeys(options.wrongKeysPerSecond, monotonic)
  const doorkeeper = createDoorkeeper({
    ...{ keyring, links, now: time.now, openTo, publicOrigin, wrongKeys, addressOf },
  })

  const isSecure = (request: IncomingMessage) =>
    tls !== null ||
    (trustProxy !== false && request.headers['x-forwarded-proto'] === 'https') ||
    publicUrl?.startsWith('https:') === true
  const originOf = (request: IncomingMessage) =>
    publicOrigin ?? `${isSecure(request) ? 'https' : 'http'}://${request.headers.host ?? 'localhost'}`

  const server = tls ? createTlsServer(tls, app) : createServer(app)
  let stopping = false

  app.get('/healthz', (_, response) => void response.type('text').send('ok'))
  app.get('/readyz', async (_, response) => {
    const ready =
      !stopping &&
      (await sql`select 1`.then(
        () => true,
        () => false,
      ))
    response
      .status(ready ? 200 : 503)
      .type('text')
      .send(ready ? 'ready' : 'not ready')
  })
  app.get(
    '/metrics',
    async (_, response) => void response.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  )
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          imgSrc: ["'self'", 'data:'],
          styleSrc: ["'self'", "'unsafe-inline'"],
          objectSrc: ["'none'"],
          baseUri: ["'none'"],
          frameAncestors: ["'none'"],
        },
      },
      // Whether all of a host is reached by TLS is for its owner to say, not for one program on it.
      strictTransportSecurity: false,
      referrerPolicy: { policy: 'no-referrer' },
    }),
  )
  app.use(
    '/api',
    api({
      ...{
        receiver,
        fanout,
        doorkeeper,
        links,
        planning,
        identify: createIdentify(sql),
        guesses,
        originOf,
        commandsPerSecond,
      },
      ...(options.readsPerSecond !== undefined && { readsPerSecond: options.readsPerSecond }),
      monotonic,
      ...{ pushKeys, ways, sendTest: createSendTest({ sql, ways, links, origin, within: howLong.within }) },
    }),
  )
  app.get('/doors.css', (_, response) => void response.type('css').send(doorsStyle))
  app.use(doors({ keyring, wrongKeys, addressOf, isSecure }))
  app.use('/assets', express.static(`${dist}assets`, { immutable: true, maxAge: '1y', fallthrough: false }))
  app.get(['/board', '/board/*screen'], (_, response) => page(response, 'board'))
  app.get('/pushes.js', (_, response) => response.set('Cache-Control', 'no-cache').sendFile(`${dist}pushes.js`))
  app.get(['/kiosk', '/t/:token'], (_, response) => page(response, 'kiosk'))

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
  const live = openLive({
    ...{ io, fanout, receiver, doorkeeper, originOf, time, log, commandsPerSecond, monotonic },
    ...(options.lookAtLinksEvery !== undefined && { lookAtLinksEvery: options.lookAtLinksEvery }),
  })
  dropKeyed = live.dropKeyed

  const result: App = {
    url: '',
    writer,
    fanout,
    keyring,
    links,
    now: time.now,
    time,
    timeMoved() {
      clock.wake()
      void fanout.beat()
    },
    meetDeadlines: clock.meet,
    suggestionsSettled: suggester.settled,
    async close() {
      stopping = true
      live.farewell()
      live.stop()
      deliverer.stop()
      await Promise.all([clock.stop(), suggester.stop(), planning.close(), fanout.stop(), io.close()])
      time.stop()
    },
  }
  app.use((request, response) => refuse(response, 'not_found', request))
  app.use(onError(log))

  try {
    await listen(server, options)
  } catch (error) {
    // Nothing may go on asking a database that whoever called closes next.
    await result.close()
    throw error
  }
  const { port } = server.address() as AddressInfo
  const shownHost = options.host === '0.0.0.0' || options.host === '::' ? 'localhost' : options.host
  result.url =
    publicOrigin ?? `${tls ? 'https' : 'http'}://${shownHost.includes(':') ? `[${shownHost}]` : shownHost}:${port}`
  listening.resolve(result.url)
  return result
}

/** @throws the system's error, with its code, when the port cannot be had. */
async function listen(server: HttpServer, { port, host }: AppOptions): Promise<void> {
  server.listen({ port, host, backlog: BACKLOG })
  await once(server, 'listening')
}

/** A screen's page; never cached, so that a new version is there at the next load. */
function page(response: express.Response, app: 'board' | 'kiosk'): void {
  response.set('Cache-Control', 'no-cache').sendFile(`${dist}${app}/index.html`)
}

function refuse(response: express.Response, code: keyof typeof statusOf, request: express.Request): void {
  response.status(statusOf[code] ?? 500).json(refusalOf(code, languageAsked(request)))
}

/** The last resort of HTTP: what went wrong goes into the log, a code and a sentence to the sender. */
function onError(log: Logger): ErrorRequestHandler {
  return (error: { status?: number; type?: string }, request, response, next) => {
    if (response.headersSent) return next(error)
    if (error.type === 'entity.too.large') return refuse(response, 'too_large', request)
    if (error.status === 404) return refuse(response, 'not_found', request)
    if (error.status !== undefined && error.status < 500) return refuse(response, 'bad_payload', request)
    log.error({ err: error }, 'A request failed')
    refuse(response, 'server_error', request)
  }
}
