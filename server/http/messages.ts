/** Every message on the wire with its schema. OpenAPI, AsyncAPI and the tests of SYNC.md are generated from this. */
import { z } from 'zod'
import { accepted, commandNames, commands, envelope, type CommandName } from '#contract/commands/index.ts'
import { refusal } from '#contract/errors.ts'
import { journalChange, journalPage } from '#contract/journal.ts'
import { figureOrders, figures } from '#contract/figures.ts'
import {
  channelsSetUp,
  channelTest,
  channelTested,
  identified,
  identifyQuestion,
  moveAnswer,
  moveQuestion,
  pageLink,
  promiseQuote,
  pushKey,
  wechatLogin,
} from '#contract/questions.ts'
import { deviceReport, deviceReported, devicesSeen } from '#contract/deviceReport.ts'
import { pairingBegun, pairingFound, pairingQuestion, pairingState } from '#contract/pairing.ts'
import { newPassword, newPin, passwordSignIn, pinSignIn, secretSet } from '#contract/signIn.ts'
import { personChoice, session } from '#contract/session.ts'
import { batchOf, beat, farewell, hello, position, snapshotOf, welcome } from '#contract/sync.ts'
import { devices, viewNames } from '#contract/values.ts'
import { maySend } from '#server/policy/permit.ts'

const capital = (text: string) => text[0]!.toUpperCase() + text.slice(1)

/** The views that may send a command. */
export const devicesOf = (name: CommandName) => devices.filter((device) => maySend(device, name))

/** The commands that screens and programs may send. The administrator's and the clock's never come over the wire. */
export const wireCommands = commandNames.filter((name) => devicesOf(name).length > 0)

/** A command with its envelope. */
const commandMessage = (name: CommandName) =>
  envelope
    .extend({ name: z.literal(name), payload: commands[name].payload })
    .meta({ id: capital(name), description: summaryOf(name) })

/** The answer to an accepted command. Checking a car in also returns the address of the customer's page. */
function acceptedMessage(name: CommandName) {
  const { answer } = commands[name]
  const { shape } = answer
  const whole =
    'ticket' in shape && 'orderId' in shape
      ? answer.extend({ link: z.url().meta({ description: 'The address of the customer’s page (B7).' }) })
      : answer
  return accepted.extend({ answer: whole }).meta({ id: `${capital(name)}Accepted` })
}

/** What the command does and which views may send it. */
export const summaryOf = (name: CommandName) => `${commands[name].summary} Devices: ${devicesOf(name).join(', ')}.`

const each = <K extends string>(names: readonly K[], make: (name: K) => [string, z.ZodType]) =>
  Object.fromEntries(names.map(make))

export const commandMessages: Record<string, z.ZodType> = each(wireCommands, (name) => [
  capital(name),
  commandMessage(name),
])
export const acceptedMessages: Record<string, z.ZodType> = each(wireCommands, (name) => [
  `${capital(name)}Accepted`,
  acceptedMessage(name),
])
export const snapshotMessages: Record<string, z.ZodType> = each(viewNames, (view) => [
  `${view}Snapshot`,
  snapshotOf(view),
])
export const batchMessages: Record<string, z.ZodType> = each(viewNames, (view) => [`${view}Batch`, batchOf(view)])

export const messages: Record<string, z.ZodType> = {
  Hello: hello,
  Welcome: welcome,
  ...snapshotMessages,
  ...batchMessages,
  Beat: beat,
  Farewell: farewell,
  Position: position,
  ...commandMessages,
  ...acceptedMessages,
  Refusal: refusal,
  IdentifyQuestion: identifyQuestion,
  Identified: identified,
  PageLink: pageLink,
  PromiseQuote: promiseQuote,
  MoveQuestion: moveQuestion,
  MoveAnswer: moveAnswer,
  Figures: figures,
  FigureOrders: figureOrders,
  JournalPage: journalPage,
  JournalChange: journalChange,
  Session: session,
  PersonChoice: personChoice,
  PinSignIn: pinSignIn,
  PasswordSignIn: passwordSignIn,
  NewPin: newPin,
  NewPassword: newPassword,
  SecretSet: secretSet,
  PairingBegun: pairingBegun,
  PairingState: pairingState,
  PairingQuestion: pairingQuestion,
  PairingFound: pairingFound,
  DeviceReport: deviceReport,
  DeviceReported: deviceReported,
  DevicesSeen: devicesSeen,
  PushKey: pushKey,
  WechatLogin: wechatLogin,
  ChannelsSetUp: channelsSetUp,
  ChannelTest: channelTest,
  ChannelTested: channelTested,
}

/** The name of a command's message. */
export const messageOf = capital

/** The parts of a JSON schema that the documents use. */
export interface Schema {
  $ref?: string
  anyOf?: Schema[]
  title?: string
  description?: string
  type?: string
  format?: string
  enum?: unknown[]
  const?: unknown
  examples?: unknown[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  minimum?: number
  maximum?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
}

/**
 * All messages and their parts as JSON schemas by name, for `components.schemas`. They describe the input: a text that the
 * server trims or normalises is a string.
 */
export function jsonSchemas(target: 'draft-2020-12' | 'draft-7'): Record<string, Schema> {
  const all = z.toJSONSchema(z.object(messages), { target, io: 'input', override: plain }) as Record<string, unknown>
  const section = target === 'draft-7' ? 'definitions' : '$defs'
  const text = JSON.stringify(all[section]).replaceAll(`"#/${section}/`, '"#/components/schemas/')
  return JSON.parse(text) as Record<string, Schema>
}

/** Removes noise: the schema's own name, the pattern behind `format: uuid`, the bounds of safe integers. */
function plain({ jsonSchema }: { jsonSchema: Record<string, unknown> }): void {
  delete jsonSchema['id']
  if (jsonSchema['format'] === 'uuid') delete jsonSchema['pattern']
  if (jsonSchema['minimum'] === Number.MIN_SAFE_INTEGER) delete jsonSchema['minimum']
  if (jsonSchema['maximum'] === Number.MAX_SAFE_INTEGER) delete jsonSchema['maximum']
  if ('example' in jsonSchema) {
    jsonSchema['examples'] = [jsonSchema['example']]
    delete jsonSchema['example']
  }
}

export const schemaRef = (name: string) => ({ $ref: `#/components/schemas/${name}` })
