/** The handshake: reads what the screen wants and authenticates it by what it brings. */
import type { Socket } from 'socket.io'
import type { ErrorCode } from '#contract/errors.ts'
import { hello, type Position } from '#contract/sync.ts'
import type { Language } from '#contract/values.ts'
import { CONTRACT_VERSION } from '#contract/version.ts'
import { languageOf, type Doorkeeper, type Visitor } from '#server/edge/admit.ts'
import { refusalOf } from '#server/edge/sentences.ts'

/** What is known of a connection after its handshake. */
export interface Introduced {
  visitor: Visitor
  language: Language
  /** The position the screen holds; null if it needs a snapshot. */
  since: Position | null
}

/** A handshake that was refused; Socket.IO passes `data` to the screen. */
export class Turned extends Error {
  readonly data: object
  constructor(code: ErrorCode, language: Language) {
    super(code)
    this.data = refusalOf(code, language)
  }
}

/** @throws Turned when the connection is refused */
export async function introduce(socket: Socket, doorkeeper: Doorkeeper): Promise<void> {
  const accepted = socket.handshake.headers['accept-language']
  const { auth } = socket.handshake
  // A screen with another contract version cannot use what it holds, whatever a position looked like there (S6).
  const sent = hello.safeParse(auth['contract'] === CONTRACT_VERSION ? auth : { ...auth, since: null })
  if (!sent.success) throw new Turned('bad_payload', languageOf(undefined, accepted))
  const language = languageOf(sent.data.language, accepted)
  if (!doorkeeper.isOwnOrigin(socket.request)) throw new Turned('wrong_origin', language)
  const visitor = await doorkeeper.admit(socket.request, sent.data.view, sent.data.token)
  if (typeof visitor === 'string') throw new Turned(visitor, language)
  socket.data = { visitor, language, since: sent.data.since ?? null } satisfies Introduced
}
