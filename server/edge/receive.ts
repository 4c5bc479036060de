/**
 * Where a command enters, from a socket or by HTTP: read, checked against the contract and the policy, carried out, answered.
 * Whatever comes in, what goes out is an answer of the contract with nothing of the inside in it.
 */
import type { Logger } from 'pino'
import { commands, envelope, type CommandName, type Payload, type Reply } from '#contract/commands/index.ts'
import type { ErrorCode, Refusal } from '#contract/errors.ts'
import type { Language } from '#contract/values.ts'
import type { Links } from '#server/access/links.ts'
import { viewOf, type Audience } from '#server/audience/audience.ts'
import { mayCommand } from '#server/policy/policy.ts'
import type { Persons } from '#server/read/persons.ts'
import type { Outcome, Writer } from '#server/write/write.ts'
import type { Guesses } from './guesses.ts'
import { refusalOf } from './sentences.ts'
import { isTooLarge } from './size.ts'

/** Who speaks, as the server knows it; never as the speaker says. */
export interface Caller {
  workshopId: string
  audience: Audience
  language: Language
  /** The address under which the caller sees this server, for links it is given. */
  origin: string
}

export interface Receiver {
  receive(caller: Caller, raw: unknown): Promise<Reply>
}

interface Options {
  writer: Writer
  links: Links
  persons: Persons
  guesses: Guesses
  log: Logger
  observed: (name: CommandName | 'unknown', result: 'accepted' | ErrorCode, milliseconds: number) => void
}

export function createReceiver({ writer, links, persons, guesses, log, observed }: Options): Receiver {
  async function answer(caller: Caller, raw: unknown): Promise<{ name: CommandName | 'unknown'; reply: Reply }> {
    const refuse = (code: ErrorCode, more?: Partial<Refusal>) => refusalOf(code, caller.language, more)
    if (isTooLarge(raw)) return { name: 'unknown', reply: refuse('too_large') }
    const sent = envelope.safeParse(raw)
    if (!sent.success) return { name: 'unknown', reply: refuse('bad_payload', { field: fieldOf(sent.error) }) }
    const { id, name, actorId = null } = sent.data
    if (!isCommand(name)) return { name: 'unknown', reply: refuse('unknown_command') }
    const { door } = caller.audience
    if (!mayCommand(door, name)) return { name, reply: refuse('not_allowed') }
    const payload = commands[name].payload.safeParse(sent.data.payload)
    if (!payload.success) return { name, reply: refuse('bad_payload', { field: fieldOf(payload.error) }) }
    // A customer's page speaks for its own order and for no other.
    if (caller.audience.door === 'customer' && orderIdIn(payload.data) !== caller.audience.orderId)
      return { name, reply: refuse('not_allowed') }
    if (door === 'staff' && (actorId === null || !(await persons.has(caller.workshopId, actorId))))
      return { name, reply: refuse('actor_required') }
    const actor = { door, personId: door === 'staff' ? actorId : null }
    // Checking in by appointment at the kiosk is one more way to try the last four digits.
    const guessed =
      door === 'kiosk' && name === 'checkInAppointment' ? (payload.data as Payload<'checkInAppointment'>) : null
    if (guessed && !guesses.take(caller.workshopId, guessed)) return { name, reply: refuse('too_many_requests') }
    const outcome = await writer.execute(caller.workshopId, {
      id,
      name,
      payload: payload.data as Payload<CommandName>,
      actor,
      sender: door,
    })
    if (guessed && (outcome.ok || outcome.code !== 'identity_not_matched')) guesses.giveBack(caller.workshopId, guessed)
    return { name, reply: await replyTo(caller, outcome) }
  }

  async function replyTo(caller: Caller, outcome: Outcome): Promise<Reply> {
    if (outcome.ok) return { ok: true, seq: outcome.seq, answer: await withLink(caller, outcome.answer) } as Reply
    if (!outcome.now) return refusalOf(outcome.code, caller.language)
    const { workshop, put: changes } = outcome.now
    const { put } = viewOf(caller.audience, changes, {}, { workshop, bays: new Map() })
    return refusalOf(outcome.code, caller.language, {
      now: { put: put as Record<string, unknown[]>, seq: outcome.seq },
    })
  }

  /** Who checks a car in is given the address of its page (B7). It is worked out, not stored: the same each time (S1). */
  async function withLink(caller: Caller, answer: object): Promise<object> {
    if (!('ticket' in answer && 'orderId' in answer)) return answer
    return { ...answer, link: await linkFor(links, caller, answer.orderId as string) }
  }

  return {
    async receive(caller, raw) {
      const begun = performance.now()
      let name: CommandName | 'unknown' = 'unknown'
      let reply: Reply
      try {
        ;({ name, reply } = await answer(caller, raw))
      } catch (error) {
        const code = isAway(error) ? 'database_unavailable' : 'server_error'
        log.error({ err: error }, 'A command failed')
        reply = refusalOf(code, caller.language)
      }
      observed(name, reply.ok ? 'accepted' : reply.code, performance.now() - begun)
      return reply
    },
  }
}

/** The address of an order's page for a caller. */
export async function linkFor(
  links: Links,
  caller: Pick<Caller, 'workshopId' | 'origin'>,
  orderId: string,
): Promise<string> {
  return `${caller.origin}/t/${await links.tokenFor({ workshopId: caller.workshopId, orderId })}`
}

const orderIdIn = (payload: object): unknown => ('orderId' in payload ? payload.orderId : null)

const isCommand = (name: string): name is CommandName => Object.hasOwn(commands, name)

const fieldOf = (error: { issues: readonly { path: PropertyKey[] }[] }) =>
  error.issues[0]?.path.map(String).join('.') ?? ''

const away = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  '57P01',
  '57P03',
  '53300',
])

/** The database is not there at the moment; sending the command again, with the same id, is safe (S1). */
function isAway(error: unknown): boolean {
  return error instanceof Error && 'code' in error && away.has(String(error.code))
}
