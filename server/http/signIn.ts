/** Signing in and out, and setting PINs and passwords. They come by these routes alone, never in a command. */
import express, { type Request, type Response, type Router } from 'express'
import { newPassword, newPin, passwordSignIn, pinSignIn, type SecretSet } from '#contract/signIn.ts'
import type { Language } from '#contract/values.ts'
import { isWeakPin, LEAST_PASSWORD } from '#contract/weakSecrets.ts'
import type { Credentials } from '#server/access/credentials.ts'
import { isSecret } from '#server/access/passwords.ts'
import type { Sessions } from '#server/access/sessions.ts'
import type { WrongTries } from '#server/access/wrongTries.ts'
import { sessionOf, type Visitor } from '#server/edge/admit.ts'
import { createBuckets } from '#server/edge/limit.ts'
import type { Receiver } from '#server/edge/receive.ts'
import type { Cookies } from './cookies.ts'
import type { Asked, Handle } from './pairing.ts'
import { no, statusOf } from './refused.ts'

/** Each look at a password costs the processor a twentieth of a second. */
const LOOKS_PER_SECOND = 5
const LOOKS_AT_ONCE = 30

interface Options {
  credentials: Credentials
  sessions: Sessions
  wrongTries: WrongTries
  receiver: Receiver
  cookies: Cookies
  isOwnOrigin: (request: Request) => boolean
  languageAsked: (request: Request) => Language
  originOf: (request: Request) => string
  /** Tells all nodes that people have signed in or out. */
  announce: (workshopId: string) => Promise<void>
  answerSession: (visitor: Visitor, response: Response) => Promise<void>
  monotonic: (() => number) | undefined
}

const json = express.json({ limit: '4kb' })

export function signInRoutes(router: Router, asked: Asked, options: Options): void {
  const { credentials, sessions, wrongTries, receiver, cookies, announce, answerSession, monotonic } = options
  const { isOwnOrigin, languageAsked, originOf } = options
  const looks = createBuckets(LOOKS_PER_SECOND, LOOKS_AT_ONCE, monotonic)

  router.post(
    '/sign-in/pin',
    json,
    asked('signInByPin', looks, async (visitor, request, response, language) => {
      const given = pinSignIn.safeParse(request.body)
      if (!given.success) return no(response, 'bad_payload', language)
      const { personId, pin } = given.data
      const { workshopId, deviceId } = visitor
      if (deviceId === null) return no(response, 'not_allowed', language)
      // The same person can sign in elsewhere meanwhile.
      const subject = `pin ${personId} ${deviceId}`
      if (!(await wrongTries.take(workshopId, subject))) return no(response, 'too_many_requests', language)
      if (!(await credentials.isPin(workshopId, personId, pin))) return no(response, 'wrong_pin', language)
      await wrongTries.right(workshopId, subject)
      const sessionId = await sessions.signIn(visitor, personId, 'pin', request.get('User-Agent') ?? '')
      if (sessionId === null) return no(response, 'person_not_found', language)
      cookies.setSession(request, response, sessionId)
      await announce(workshopId)
      await answerSession({ ...visitor, sessionId }, response)
    }),
  )

  router.post('/sign-in', json, async (request: Request, response: Response) => {
    const language = languageAsked(request)
    if (!isOwnOrigin(request)) return no(response, 'wrong_origin', language)
    if (!looks.take(request.ip ?? '')) return no(response, 'too_many_requests', language)
    response.set('Cache-Control', 'no-store')
    const given = passwordSignIn.safeParse(request.body)
    if (!given.success) return no(response, 'bad_payload', language)
    const { email, password } = given.data
    const people = await credentials.peopleOf(email)
    // From elsewhere the same person can still sign in.
    const subject = `password ${email} ${request.ip ?? ''}`
    for (const { workshopId } of people)
      if (!(await wrongTries.take(workshopId, subject))) return no(response, 'too_many_requests', language)
    const rights = await Promise.all(people.map(({ hash }) => isSecret(password, hash)))
    // As long for an unknown address.
    if (people.length === 0) await isSecret(password, null)
    const person = people.find((_, i) => rights[i])
    if (!person) return no(response, 'wrong_password', language)
    const { workshopId, personId } = person
    for (const one of people) await wrongTries.right(one.workshopId, subject)
    const before = { workshopId, sessionId: sessionOf(request), deviceId: null }
    const sessionId = await sessions.signIn(before, personId, 'password', request.get('User-Agent') ?? '')
    if (sessionId === null) return no(response, 'wrong_password', language)
    cookies.setSession(request, response, sessionId)
    await announce(workshopId)
    const visitor: Visitor = {
      ...{ workshopId, device: 'staff', deviceId: null, orderId: null, sessionId },
      audience: { view: 'staff' },
    }
    await answerSession(visitor, response)
  })

  router.post(
    '/sign-out',
    asked('signOut', looks, async (visitor, request, response) => {
      await sessions.signOut(visitor)
      const sessionId = cookies.newSession(request, response)
      await announce(visitor.workshopId)
      await answerSession({ ...visitor, sessionId }, response)
    }),
  )

  /** First the journal says that it is set, by whom and for whom; if the command is refused, nothing is set. */
  const setAs = async (
    what: 'pin' | 'password',
    personId: string,
    set: (workshopId: string) => Promise<void>,
    [visitor, request, response, language]: Parameters<Handle>,
  ) => {
    const caller = { ...visitor, language, address: request.ip ?? '', origin: originOf(request) }
    const command = { id: crypto.randomUUID(), name: 'recordNewSecret', payload: { personId, what } }
    const reply = await receiver.receive(caller, command)
    if (!reply.ok) return void response.status(statusOf[reply.code] ?? 409).json(reply)
    await set(visitor.workshopId)
    await sessions.signOutPerson(visitor.workshopId, personId)
    await announce(visitor.workshopId)
    response.json({ isSet: true } satisfies SecretSet)
  }

  router.post(
    '/people/pin',
    json,
    asked('setPin', looks, async (...asking) => {
      const [, request, response, language] = asking
      const given = newPin.safeParse(request.body)
      if (!given.success || isWeakPin(given.data.pin)) return no(response, 'weak_pin', language)
      const { personId, pin } = given.data
      await setAs('pin', personId, (workshopId) => credentials.setPin(workshopId, personId, pin), asking)
    }),
  )

  router.post(
    '/people/password',
    json,
    asked('setPassword', looks, async (...asking) => {
      const [{ workshopId }, request, response, language] = asking
      const given = newPassword.safeParse(request.body)
      if (!given.success) return no(response, 'bad_payload', language)
      const { personId, email, password } = given.data
      if (password.length < LEAST_PASSWORD || password.toLowerCase().includes(email) || new Set(password).size < 4)
        return no(response, 'weak_password', language)
      if (await credentials.isTaken(workshopId, personId, email)) return no(response, 'email_taken', language)
      await setAs('password', personId, () => credentials.setPassword(workshopId, personId, email, password), asking)
    }),
  )
}
