/**
 * Receives a command from a socket or by HTTP: parses it, checks it against the contract and the policy, executes it, answers.
 * It always answers and never throws.
 */
import type { Logger } from 'pino'
import { commands, envelope, type CommandName, type Payload, type Reply } from '#contract/commands/index.ts'
import type { ErrorCode, Refusal } from '#contract/errors.ts'
import type { Links } from '#server/access/links.ts'
import type { Sessions } from '#server/access/sessions.ts'
import { maySend, permit, rolesFor, type Permitted } from '#server/policy/permit.ts'
import type { Sender } from '#server/policy/roles.ts'
import type { Outcome, Writer } from '#server/write/write.ts'
import type { Visitor } from './admit.ts'
import { codeOfFailure, replyTo, type Asking } from './answer.ts'
import type { Guesses } from './guesses.ts'
import { refusalOf } from './sentences.ts'
import { isTooLarge } from './size.ts'

/** The sender as the server knows it, never as it describes itself. */
type Caller = Visitor & Asking & { address: string }

export interface Receiver {
  /** @param isGone whether the sender has left; then a command still waiting for its turn is dropped */
  receive(caller: Caller, raw: unknown, isGone?: () => boolean): Promise<Reply>
}

interface Options {
  writer: Writer
  links: Links
  sessions: Sessions
  guesses: Guesses
  knowsPlate: (workshopId: string, plate: string) => Promise<boolean>
  log: Logger
  observed: (name: CommandName | 'unknown', result: 'accepted' | ErrorCode, milliseconds: number) => void
}

type Named = CommandName | 'unknown'
type No = { code: ErrorCode } & Pick<Refusal, 'field' | 'roles'>

export function createReceiver({ writer, links, sessions, guesses, knowsPlate, log, observed }: Options): Receiver {
  async function read(caller: Caller, raw: unknown, named: (name: CommandName) => void): Promise<Permitted | No> {
    if (isTooLarge(raw)) return { code: 'too_large' }
    const sent = envelope.safeParse(raw)
    if (!sent.success) return badPayload(sent.error)
    const { id, name } = sent.data
    if (!isCommand(name)) return { code: 'unknown_command' }
    named(name)
    const { workshopId, device: sender, deviceId, orderId } = caller
    const person = await sessions.of(caller)
    const roles = person?.roles ?? null
    if (!maySend(sender, name, roles)) return notAllowed(sender, name)
    const payload = commands[name].payload.safeParse(sent.data.payload)
    if (!payload.success) return badPayload(payload.error)
    const asker = { workshopId, sender, deviceId, orderId, roles, personId: person?.personId ?? null }
    const permitted = permit(asker, { id, name, payload: payload.data as Payload<CommandName> })
    if (permitted === 'not_allowed') return notAllowed(sender, name)
    return typeof permitted === 'string' ? { code: permitted } : permitted
  }

  async function answer(
    caller: Caller,
    raw: unknown,
    isGone: (() => boolean) | undefined,
    named: (name: CommandName) => void,
  ): Promise<Reply> {
    const command = await read(caller, raw, named)
    if ('code' in command) {
      const { code, ...more } = command
      return refusalOf(code, caller.language, more)
    }
    const guess = guesses.of(command, caller.address)
    if (guess && !guess.take()) return refusalOf('too_many_requests', caller.language)
    const outcome = await writer.execute(command, isGone)
    if (guess && !(await wasWrong(outcome, command.workshopId, guess.plate))) guess.giveBack()
    return replyTo(caller, outcome, links)
  }

  /** Whether digits were wrong, of a car that the workshop knows. */
  const wasWrong = async (outcome: Outcome, workshopId: string, plate: string | null) =>
    !outcome.ok && outcome.code === 'identity_not_matched' && (plate === null || (await knowsPlate(workshopId, plate)))

  return {
    async receive(caller, raw, isGone) {
      const begun = performance.now()
      let name: Named = 'unknown'
      const reply = await answer(caller, raw, isGone, (known) => (name = known)).catch((error: unknown) => {
        log.error({ err: error }, 'A command failed')
        return refusalOf(codeOfFailure(error), caller.language)
      })
      observed(name, reply.ok ? 'accepted' : reply.code, performance.now() - begun)
      return reply
    },
  }
}

const isCommand = (name: string): name is CommandName => Object.hasOwn(commands, name)

/** Staff are told who could do it. */
const notAllowed = (sender: Sender, name: CommandName): No => {
  const roles = rolesFor(name)
  return { code: 'not_allowed', ...(sender === 'staff' && roles.length > 0 && { roles }) }
}

const badPayload = (error: { issues: readonly { path: PropertyKey[] }[] }): No => ({
  code: 'bad_payload',
  field: error.issues[0]?.path.map(String).join('.') ?? '',
})
