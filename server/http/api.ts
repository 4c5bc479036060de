/** Commands and reads over HTTP, for programs and for the kiosk's lookups. Every answer is JSON as the contract defines it. */
import express, { Router, type Request, type Response } from 'express'
import { id as idField } from '#contract/fields.ts'
import {
  channelTest,
  identifyQuestion,
  moveQuestion,
  promiseQuestion,
  type ChannelsSetUp,
  type PageLink,
  type PromiseQuote,
  type PushKey,
  type WechatLogin as WechatLoginAnswer,
} from '#contract/questions.ts'
import type { ReadName } from '#contract/reads.ts'
import { personChoice, type Session } from '#contract/session.ts'
import { position } from '#contract/sync.ts'
import { viewNames, type ViewName, type Language } from '#contract/values.ts'
import type { Credentials } from '#server/access/credentials.ts'
import type { DeviceReports } from '#server/access/deviceReports.ts'
import type { Devices } from '#server/access/devices.ts'
import type { Links } from '#server/access/links.ts'
import type { Pairings } from '#server/access/pairings.ts'
import { quoteIdOf } from '#server/access/quotes.ts'
import type { Secrets } from '#server/access/secrets.ts'
import { workshopOfSession, type Sessions } from '#server/access/sessions.ts'
import type { WrongTries } from '#server/access/wrongTries.ts'
import type { PushKeys } from '#server/delivery/pushKeys.ts'
import { receiptsUnder } from '#server/delivery/receiptId.ts'
import type { SendTest } from '#server/delivery/sendTest.ts'
import type { Ways } from '#server/delivery/way.ts'
import type { WechatLogin } from '#server/delivery/wechatLogin.ts'
import { languageFor } from '#words/languages.ts'
import { languageOf, type Doorkeeper, type Visitor } from '#server/edge/admit.ts'
import type { Guesses } from '#server/edge/guesses.ts'
import { createBuckets, type Buckets } from '#server/edge/limit.ts'
import { linkFor } from '#server/edge/answer.ts'
import type { Rates } from '#server/edge/rates.ts'
import type { Receiver } from '#server/edge/receive.ts'
import type { Fanout } from '#server/fanout/fanout.ts'
import type { Planning } from '#server/planning/planning.ts'
import { allowedFor, mayRead } from '#server/policy/permit.ts'
import { staffRolesOf } from '#server/policy/roles.ts'
import type { Identify } from '#server/read/identify.ts'
import type { JournalSearch } from '#server/read/journalSearch.ts'
import type { Reports } from '#server/read/reports/reports.ts'
import { asyncApi } from './asyncapi.ts'
import type { Cookies } from './cookies.ts'
import { document } from './document.ts'
import { journalReads } from './journalReads.ts'
import { figureReads, REPORTS_AT_ONCE, REPORTS_PER_SECOND } from './figureReads.ts'
import { openApi } from './openapi.ts'
import { pairingRoutes } from './pairing.ts'
import { no, statusOf } from './refused.ts'
import { signInRoutes } from './signIn.ts'

export const BODY_LIMIT = '256kb'
/** Read limit per address and view: twice what all programs of a large workshop ask for at once. */
export const READS_PER_SECOND = 50
export const READS_AT_ONCE = 3000
/** Limit on trying moves per address and view: each runs the whole shop forward twice. Dragging by hand stays below it. */
export const TRIES_PER_SECOND = 20
export const TRIES_AT_ONCE = 60

interface Options {
  receiver: Receiver
  rates: Rates
  fanout: Fanout
  doorkeeper: Doorkeeper
  links: Links
  planning: Planning
  identify: Identify
  reports: Reports
  journalSearch: JournalSearch
  guesses: Guesses
  pushKeys: PushKeys
  ways: Ways
  wechatLogin: WechatLogin | null
  sendTest: SendTest
  /** The origin of links in notices; null if phones cannot reach this server. */
  originForLinks: Promise<string | null>
  originOf: (request: Request) => string
  sessions: Sessions
  secrets: Secrets
  credentials: Credentials
  pairings: Pairings
  devices: Devices
  deviceReports: DeviceReports
  wrongTries: WrongTries
  cookies: Cookies
  commandsPerSecond: number
  readsPerSecond?: number
  /** Real time for the limits, in milliseconds. */
  monotonic?: () => number
}

type Handle = (visitor: Visitor, request: Request, response: Response, language: Language) => Promise<unknown>

/** Test messages per workshop: five at once, then one every ten seconds. They cost money and may go to any address. */
const TESTS_AT_ONCE = 5
const TESTS_PER_SECOND = 1 / 10

export function api(options: Options): Router {
  const {
    receiver,
    rates,
    fanout,
    doorkeeper,
    links,
    planning,
    identify,
    guesses,
    originOf,
    commandsPerSecond,
    monotonic,
  } = options
  const {
    sessions,
    secrets,
    cookies,
    pushKeys,
    ways,
    wechatLogin,
    sendTest,
    reports,
    journalSearch,
    originForLinks,
    readsPerSecond = READS_PER_SECOND,
  } = options
  const router = Router()
  const commandLimit = createBuckets(commandsPerSecond, commandsPerSecond * 3, monotonic)
  const readLimit = createBuckets(readsPerSecond, readsPerSecond * (READS_AT_ONCE / READS_PER_SECOND), monotonic)
  const tryLimit = createBuckets(TRIES_PER_SECOND, TRIES_AT_ONCE, monotonic)
  const testLimit = createBuckets(TESTS_PER_SECOND, TESTS_AT_ONCE, monotonic)

  router.get('/openapi.json', document(openApi))
  router.get('/asyncapi.json', document(asyncApi))

  /** Runs a handler once the cookie or token has been checked. */
  const asVisitor = (handle: Handle) => async (request: Request, response: Response) => {
    const language = languageAsked(request)
    if (!doorkeeper.isOwnOrigin(request)) return no(response, 'wrong_origin', language)
    const view = viewOf(request)
    if (!view) return no(response, 'no_key', language)
    const token = request.get('Authorization')?.replace(/^Bearer /, '')
    const visitor = await doorkeeper.admit(request, view, token)
    if (typeof visitor === 'string') return no(response, visitor, language)
    response.set('Cache-Control', 'no-store')
    await handle(visitor, request, response, language)
  }

  /** Runs a handler if the policy allows this read and the sender is within `limit`; null: no limit. */
  const asked = (name: ReadName, limit: Buckets | null, handle: Handle) =>
    asVisitor(async (visitor, request, response, language) => {
      const person = await sessions.of(visitor)
      if (!mayRead(visitor.device, name, person?.roles)) return no(response, 'not_allowed', language)
      if (limit?.take(senderOf(visitor, request)) === false) return no(response, 'too_many_requests', language)
      await handle(visitor, request, response, language)
    })

  router.post(
    '/commands',
    express.json({ limit: BODY_LIMIT }),
    asVisitor(async (visitor, request, response, language) => {
      if (!commandLimit.take(senderOf(visitor, request)) || !rates.take(visitor, request.ip ?? ''))
        return no(response, 'too_many_requests', language)
      const caller = { ...visitor, language, address: request.ip ?? '', origin: originOf(request) }
      const reply = await receiver.receive(caller, request.body, () => response.closed)
      response.status(reply.ok ? 200 : (statusOf[reply.code] ?? 409)).json(reply)
    }),
  )

  router.get(
    '/state',
    asked('readState', readLimit, async ({ workshopId, audience }, _, response, language) => {
      const snapshot = await fanout.snapshot(workshopId, audience)
      if (snapshot) response.json(snapshot)
      else no(response, 'not_found', language)
    }),
  )

  router.get(
    '/changes',
    asked('readChanges', readLimit, async ({ workshopId, audience }, request, response, language) => {
      const { epoch, seq, mark } = request.query
      const since = position.safeParse({ epoch, seq: Number(seq), mark })
      if (!since.success) return no(response, 'bad_payload', language)
      const changes = await fanout.changesSince(workshopId, audience, since.data)
      if (changes) response.json(changes)
      else no(response, 'not_found', language)
    }),
  )

  router.get(
    '/orders/:id/link',
    asked('readLink', readLimit, async ({ workshopId }, request, response, language) => {
      const orderId = idField.safeParse(request.params['id'])
      if (!orderId.success || !(await identify.hasOrder(workshopId, orderId.data)))
        return no(response, 'order_not_found', language)
      response.json({
        url: await linkFor(links, { workshopId, origin: originOf(request) }, orderId.data),
      } satisfies PageLink)
    }),
  )

  router.get(
    '/orders/:id/promise',
    asked('readPromise', commandLimit, async ({ workshopId }, request, response, language) => {
      const orderId = idField.safeParse(request.params['id'])
      if (!orderId.success) return no(response, 'order_not_found', language)
      const asked = promiseQuestion.safeParse(request.query)
      if (!asked.success) return no(response, 'bad_payload', language)
      const quote = await planning.promise(workshopId, orderId.data, asked.data.items?.split(','))
      if (quote === null) return no(response, 'not_found', language)
      if ('code' in quote) return no(response, quote.code, language)
      const { promiseAt: earliestAt, at } = quote
      const secret = await secrets.of(workshopId)
      if (secret === null) return no(response, 'not_found', language)
      const quoteId = quoteIdOf(secret, orderId.data, { earliestAt, at })
      response.json({ ...quote, quoteId } satisfies PromiseQuote)
    }),
  )

  router.post(
    '/plan/try',
    express.json({ limit: '4kb' }),
    asked('tryMove', tryLimit, async ({ workshopId }, request, response, language) => {
      const asked = moveQuestion.safeParse(request.body)
      if (!asked.success) return no(response, 'bad_payload', language)
      const answer = await planning.tryMove(workshopId, asked.data)
      if (answer === null) return no(response, 'not_found', language)
      if ('ok' in answer) return no(response, answer.code, language)
      response.json(answer)
    }),
  )

  const reportLimit = createBuckets(REPORTS_PER_SECOND, REPORTS_AT_ONCE, monotonic)
  figureReads(router, asked, reports, reportLimit)
  journalReads(router, asked, journalSearch, reportLimit)

  const { pairings, devices, deviceReports, wrongTries } = options
  pairingRoutes(router, asked, {
    ...{ pairings, devices, deviceReports, wrongTries, cookies, languageAsked, readLimit, monotonic },
    isOwnOrigin: (request) => doorkeeper.isOwnOrigin(request),
    personOf: async (visitor) => (await sessions.of(visitor))?.personId ?? null,
  })

  router.post(
    '/kiosk/identify',
    express.json({ limit: '4kb' }),
    asked('identify', commandLimit, async ({ workshopId, device }, request, response, language) => {
      const asked = identifyQuestion.safeParse(request.body)
      if (!asked.success) return no(response, 'bad_payload', language)
      const { last4: digits, ...by } = asked.data
      const guesser = { workshopId, address: request.ip ?? '' }
      const isGuess = digits !== undefined && device !== 'staff'
      if (isGuess && !guesses.take(guesser, by)) return no(response, 'too_many_requests', language)
      const identified = await identify.ask(workshopId, by, digits ?? null, device === 'staff')
      if (identified === 'which_plate') {
        if (isGuess) guesses.giveBack(guesser, by)
        return no(response, identified, language)
      }
      const isUnknownCar = 'plate' in by && !identified.known
      if (isGuess && (identified.confirmed || isUnknownCar)) guesses.giveBack(guesser, by)
      response.json(identified)
    }),
  )

  router.get(
    '/push-key',
    asked('readPushKey', null, async ({ workshopId }, _, response) => {
      const publicKey = ways.push && (await pushKeys.of(workshopId)).publicKey
      response.json({ publicKey } satisfies PushKey)
    }),
  )

  router.get(
    '/wechat-login',
    asked('readWechatLogin', readLimit, async ({ workshopId, orderId }, request, response) => {
      const chosen = request.get('X-Pitboard-Language')
      const language = chosen === undefined ? null : languageFor(chosen)
      const url =
        wechatLogin && orderId !== null
          ? await wechatLogin.urlFor({ workshopId, orderId }, originOf(request), language)
          : null
      response.json({ url } satisfies WechatLoginAnswer)
    }),
  )

  router.get(
    '/channels',
    asked('readChannels', null, async (_, request, response) => {
      const canGetReceipts = receiptsUnder(await originForLinks) !== null
      response.json({
        push: ways.push !== null && originOf(request).startsWith('https:'),
        wechat: ways.wechat !== null,
        sms: ways.sms !== null,
        email: ways.email !== null,
        links: await originForLinks,
        receipts: ways.sms?.receipts !== undefined && canGetReceipts,
        wechatReceipts: ways.wechat?.receipts !== undefined && canGetReceipts,
      } satisfies ChannelsSetUp)
    }),
  )

  router.post(
    '/channels/test',
    express.json({ limit: '4kb' }),
    asked('testChannel', null, async ({ workshopId }, request, response, language) => {
      const asked = channelTest.safeParse(request.body)
      if (!asked.success) return no(response, 'bad_payload', language)
      if (!testLimit.take(workshopId)) return no(response, 'too_many_requests', language)
      response.json(await sendTest(workshopId, asked.data, language))
    }),
  )

  const answerSession = async (visitor: Visitor, response: Response) => {
    const person = await sessions.of(visitor)
    const { device } = visitor
    response.json({
      ...{ device, personId: person?.personId ?? null, signIn: signInAt(visitor) },
      ...{ roles: staffRolesOf(device, person?.roles), commands: allowedFor(device, person?.roles) },
    } satisfies Session)
  }

  router.get(
    '/session',
    asked('readSession', readLimit, async (visitor, request, response) => {
      const sessionId = visitor.device === 'staff' ? cookies.keepSession(request, response) : null
      await answerSession({ ...visitor, sessionId }, response)
    }),
  )

  router.put(
    '/session/person',
    express.json({ limit: '4kb' }),
    asked('choosePerson', commandLimit, async (visitor, request, response, language) => {
      const chosen = personChoice.safeParse(request.body)
      if (!chosen.success) return no(response, 'bad_payload', language)
      const { workshopId } = visitor
      if (signInAt(visitor) !== 'name') return no(response, 'not_allowed', language)
      const sessionId = cookies.keepSession(request, response)
      if (!(await sessions.choose(workshopId, sessionId, chosen.data.personId)))
        return no(response, 'person_not_found', language)
      await fanout.announcePeople(workshopId)
      await answerSession({ ...visitor, sessionId }, response)
    }),
  )

  const { credentials } = options
  signInRoutes(router, asked, {
    ...{ credentials, sessions, wrongTries, receiver, cookies, languageAsked, originOf, answerSession, monotonic },
    isOwnOrigin: (request) => doorkeeper.isOwnOrigin(request),
    announce: (workshopId) => fanout.announcePeople(workshopId),
  })

  router.use((request, response) => no(response, 'not_found', languageAsked(request)))
  return router
}

/** The language for the answer: our own header, or else the browser's. */
export const languageAsked = (request: Request): Language =>
  languageOf(request.get('X-Pitboard-Language'), request.get('Accept-Language'))

/** How a person signs in there: by PIN on a paired device, by password on their own browser, else by choosing a name. */
const signInAt = ({ deviceId, sessionId }: Visitor): Session['signIn'] =>
  deviceId !== null ? 'pin' : workshopOfSession(sessionId) !== null ? 'password' : 'name'

/** The key for rate limits: devices of one kind at one address share them. */
const senderOf = ({ workshopId, device }: Visitor, request: Request) => `${workshopId} ${device} ${request.ip}`

/** The view a request asks for. It comes in a header, because a browser may hold the cookies of several. */
function viewOf(request: Request): ViewName | null {
  const named = request.get('X-Pitboard-View')
  return viewNames.find((view) => view === named) ?? null
}
