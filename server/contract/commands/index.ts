/** All commands, by name. Only these can change the live state. */
import { z } from 'zod'
import { refusal } from '../errors.ts'
import { id } from '../fields.ts'
import { seq } from '../sync.ts'
import { adminCommands } from './admin.ts'
import { alertCommands } from './alert.ts'
import { arrivalCommands } from './arrival.ts'
import { bayCommands } from './bay.ts'
import { clockCommands } from './clock.ts'
import { correctionCommands } from './correction.ts'
import { attemptCommands, noticeCommands } from './notice.ts'
import { deviceCommands } from './device.ts'
import { operationCommands } from './operation.ts'
import { orderCommands } from './order.ts'
import { pageCommands } from './page.ts'
import { peopleCommands } from './people.ts'
import { priceCommands } from './prices.ts'
import { premisesCommands } from './premises.ts'
import { setupCommands } from './setup.ts'
import { shiftCommands } from './shift.ts'
import { undoCommands } from './undo.ts'

export const commands = {
  ...arrivalCommands,
  ...orderCommands,
  ...operationCommands,
  ...correctionCommands,
  ...bayCommands,
  ...alertCommands,
  ...undoCommands,
  ...noticeCommands,
  ...peopleCommands,
  ...shiftCommands,
  ...priceCommands,
  ...premisesCommands,
  ...setupCommands,
  ...deviceCommands,
  ...pageCommands,
  ...adminCommands,
  ...clockCommands,
  ...attemptCommands,
}
export type CommandName = keyof typeof commands
export type Payload<N extends CommandName> = z.output<(typeof commands)[N]['payload']>
export type PayloadInput<N extends CommandName> = z.input<(typeof commands)[N]['payload']>
export type Answer<N extends CommandName> = z.output<(typeof commands)[N]['answer']>

export const commandNames = Object.keys(commands) as [CommandName, ...CommandName[]]

/** A command as sent: the sender's id, the name, the payload. The server knows who is acting. */
export const envelope = z
  .strictObject({
    id: id.meta({
      description: 'Chosen by the sender. Retries with the same id have one effect and get one answer (S1).',
    }),
    name: z.string().max(60),
    payload: z.unknown(),
  })
  .meta({ id: 'Command' })
export type Envelope = z.infer<typeof envelope>

/** The answer to a command. */
export type Reply<N extends CommandName = CommandName> =
  { ok: true; seq: number; answer: Answer<N> } | z.infer<typeof refusal>
export const accepted = z.object({ ok: z.literal(true), seq, answer: z.unknown() }).meta({ id: 'Accepted' })
