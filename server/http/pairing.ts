/** Pairing screens with a workshop (RFC 8628): what the screen asks, what the manager asks, and what devices say of themselves. */
import express, { type Request, type RequestHandler, type Response, type Router } from 'express'
import { deviceReport, devicesQuestion, type DeviceReported } from '#contract/deviceReport.ts'
import { pageOfDevice } from '#contract/devices.ts'
import { pairingQuestion, type PairingBegun, type PairingState } from '#contract/pairing.ts'
import type { ReadName } from '#contract/reads.ts'
import type { Language } from '#contract/values.ts'
import type { DeviceReports } from '#server/access/deviceReports.ts'
import type { Devices } from '#server/access/devices.ts'
import { CODE_LIVES, isPairingSecret, PAIRING_COOKIE, type Pairings } from '#server/access/pairings.ts'
import type { WrongTries } from '#server/access/wrongTries.ts'
import { cookiesOf, type Visitor } from '#server/edge/admit.ts'
import { createBuckets, type Buckets } from '#server/edge/limit.ts'
import type { Cookies } from './cookies.ts'
import { no } from './refused.ts'

/** New codes per address: a screen shows one for ten minutes, and a whole workshop is hung up in a morning. */
const CODES_PER_SECOND = 1 / 10
const CODES_AT_ONCE = 30
/** Polls per address: thirty screens that ask every three seconds. */
const POLLS_PER_SECOND = 10
const POLLS_AT_ONCE = 100

interface Options {
  pairings: Pairings
  devices: Devices
  deviceReports: DeviceReports
  wrongTries: WrongTries
  cookies: Cookies
  isOwnOrigin: (request: Request) => boolean
  languageAsked: (request: Request) => Language
  personOf: (visitor: Visitor) => Promise<string | null>
  readLimit: Buckets
  monotonic: (() => number) | undefined
}

export type Handle = (visitor: Visitor, request: Request, response: Response, language: Language) => Promise<unknown>
export type Asked = (name: ReadName, limit: Buckets | null, handle: Handle) => RequestHandler

export function pairingRoutes(router: Router, asked: Asked, options: Options): void {
  const { pairings, devices, deviceReports, wrongTries, cookies, isOwnOrigin, languageAsked, readLimit } = options
  const { personOf, monotonic } = options
  const codes = createBuckets(CODES_PER_SECOND, CODES_AT_ONCE, monotonic)
  const polls = createBuckets(POLLS_PER_SECOND, POLLS_AT_ONCE, monotonic)

  /** Anybody on the network may ask, with their own pages, but not too often. */
  const open =
    (limit: Buckets, handle: (request: Request, response: Response, language: Language) => Promise<unknown>) =>
    async (request: Request, response: Response) => {
      const language = languageAsked(request)
      if (!isOwnOrigin(request)) return no(response, 'wrong_origin', language)
      if (!limit.take(request.ip ?? '')) return no(response, 'too_many_requests', language)
      response.set('Cache-Control', 'no-store')
      await handle(request, response, language)
    }

  router.post(
    '/pair',
    open(codes, async (request, response, language) => {
      const begun = await pairings.begin({ address: request.ip ?? '', browser: request.get('User-Agent') ?? '' })
      if (begun === null) return no(response, 'too_many_requests', language)
      cookies.setPairing(request, response, begun.secret, CODE_LIVES)
      response.json({ code: begun.code, lives: CODE_LIVES } satisfies PairingBegun)
    }),
  )

  router.get(
    '/pair',
    open(polls, async (request, response) => {
      const secret = cookiesOf(request)[PAIRING_COOKIE]
      const pairing = isPairingSecret(secret) ? await pairings.state(secret) : { state: 'ended' as const }
      const say = (state: PairingState['state'], page: string | null = null) =>
        void response.json({ state, page } satisfies PairingState)
      if (pairing.state !== 'approved') return say(pairing.state)
      const { workshopId, deviceId, ...device } = pairing
      const token = await devices.first(workshopId, deviceId)
      if (token === null) return say('ended')
      cookies.setDevice(request, response, token)
      say('paired', pageOfDevice(device))
    }),
  )

  router.post(
    '/pair/find',
    express.json({ limit: '4kb' }),
    asked('findPairing', readLimit, async (visitor, request, response, language) => {
      const question = pairingQuestion.safeParse(request.body)
      if (!question.success) return no(response, 'bad_payload', language)
      const { workshopId } = visitor
      const subject = `pairing ${(await personOf(visitor)) ?? ''}`
      if (!(await wrongTries.take(workshopId, subject))) return no(response, 'too_many_requests', language)
      const found = await pairings.find(workshopId, question.data.code)
      if (found === null) return no(response, 'pairing_not_found', language)
      await wrongTries.right(workshopId, subject)
      response.json(found)
    }),
  )

  router.post(
    '/device',
    express.json({ limit: '4kb' }),
    asked('reportDevice', readLimit, async ({ workshopId, deviceId, audience }, request, response, language) => {
      const told = deviceReport.safeParse(request.body)
      if (!told.success) return no(response, 'bad_payload', language)
      if (deviceId !== null) {
        const browser = request.get('User-Agent') ?? ''
        await deviceReports.add(workshopId, deviceId, { ...told.data, view: audience.view, browser })
        await cookies.renewDevice(request, response)
      }
      response.json({ isDevice: deviceId !== null } satisfies DeviceReported)
    }),
  )

  router.get(
    '/devices',
    asked('readDevices', readLimit, async ({ workshopId }, request, response, language) => {
      const question = devicesQuestion.safeParse(request.query)
      if (!question.success) return no(response, 'bad_payload', language)
      response.json(await deviceReports.read(workshopId, question.data.at))
    }),
  )
}
