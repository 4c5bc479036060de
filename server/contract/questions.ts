/**
 * What is asked and answered over HTTP only: who is at the kiosk, the address of a customer's page, what can be promised, the
 * ways to customers.
 */
import { z } from 'zod'
import { effect, plannedWork } from './entities/index.ts'
import { email, id, instant, language, last4, phone, plate, quoteId, typedCode } from './fields.ts'
import { attemptResults, unschedulableReasons, moveBlockers, promiseFacts } from './values.ts'

/** By plate or by the code of an appointment; with the last four digits of the telephone number, what they unlock. */
export const identifyQuestion = z
  .union([
    z.strictObject({ plate, last4: last4.optional() }),
    z.strictObject({ code: typedCode, last4: last4.optional() }),
  ])
  .meta({ id: 'IdentifyQuestion' })
export type IdentifyQuestion = z.infer<typeof identifyQuestion>

export const identified = z
  .object({
    known: z
      .boolean()
      .meta({ description: 'Whether the workshop has seen this car. By code: only once the digits match.' }),
    appointment: z.boolean().meta({ description: 'Whether it has an appointment. Only once the digits match.' }),
    confirmed: z.boolean().meta({ description: 'Whether the digits match. Without that nothing personal is told.' }),
    vehicle: z
      .object({ plate: z.string(), model: z.string().nullable(), name: z.string().nullable(), language })
      .optional()
      .meta({ description: 'Only when confirmed.' }),
    appointmentAt: instant.nullable().optional().meta({ description: 'Only when confirmed.' }),
  })
  .meta({ id: 'Identified' })
export type Identified = z.infer<typeof identified>

export const pageLink = z
  .object({ url: z.url().meta({ description: 'The address of the customer’s page; its last part is the token.' }) })
  .meta({ id: 'PageLink' })
export type PageLink = z.infer<typeof pageLink>

/** Work of the price list that may be done besides, for a promise with it in mind. */
export const promiseQuestion = z.strictObject({
  items: z
    .string()
    .refine((text) => text.split(',').length <= 20 && text.split(',').every((one) => id.safeParse(one).success))
    .optional(),
})

/** One thing a promise rests on; the instant is when it is so. */
const promiseFact = z
  .object({
    kind: z.enum(promiseFacts),
    at: instant.meta({ description: 'When the bay or the person is free, the part comes, the workshop opens again.' }),
    from: instant.nullable().meta({ description: 'With `closed`: since when.' }),
    bayId: id.nullable(),
    technicianId: id.nullable(),
    partId: id.nullable(),
  })
  .meta({ id: 'PromiseFact' })
export type PromiseFact = z.infer<typeof promiseFact>

/** Somebody else’s promise that would turn from kept to broken. */
const promiseRisk = z
  .object({
    orderId: id,
    promiseAt: instant,
    from: instant.meta({ description: 'When that car is ready without this order …' }),
    to: instant.nullable().meta({ description: '… and with it; null: nobody can say.' }),
  })
  .meta({ id: 'PromiseRisk' })
export type PromiseRisk = z.infer<typeof promiseRisk>

/** B5: the earliest time that can honestly be promised for an order, as the shop stands. */
export const promiseQuote = z
  .object({
    orderId: id,
    quoteId: quoteId.meta({ description: 'Names this quote in `quoteOrder`; it counts for an hour of house time.' }),
    at: instant.meta({ description: 'House time for which it holds.' }),
    promiseAt: instant
      .nullable()
      .meta({ description: 'The finish and the margin, up to a full quarter of an hour; null: none, see `reason`.' }),
    finishAt: instant
      .nullable()
      .meta({ description: 'When the work is done, if all of it in the shop takes its safe minutes (P80).' }),
    marginMinutes: z.int().meta({ description: 'Kept in hand, in working time: a setting.' }),
    reason: z.enum(unschedulableReasons).nullable().meta({ description: 'Why nothing can be promised.' }),
    restsOn: z.array(promiseFact),
    risks: z.array(promiseRisk),
  })
  .meta({ id: 'PromiseQuote' })
export type PromiseQuote = z.infer<typeof promiseQuote>

/** Tries a move before it is made (C2): what would it do? */
export const moveQuestion = z
  .strictObject({
    orderId: id,
    operationId: id,
    bayId: id.nullable().meta({ description: 'Null: wherever it fits.' }),
    technicianId: id.nullable().meta({ description: 'Null: whoever can.' }),
    startAt: instant.nullable().meta({ description: 'Not before then; null: as soon as its turn comes.' }),
  })
  .meta({ id: 'MoveQuestion' })
export type MoveQuestion = z.infer<typeof moveQuestion>

/** What stands in the way of a move, and until when. */
const moveBlocker = z
  .object({
    kind: z.enum(moveBlockers),
    until: instant.nullable().meta({ description: 'From then on it no longer blocks; null: always, or unknown.' }),
    orderId: id.nullable().meta({ description: 'Whose car or work it is, where another is in the way.' }),
    partId: id.nullable(),
  })
  .meta({ id: 'MoveBlocker' })

/** What a move does to every promise, from the server's planner. Nothing has been changed by asking. */
export const moveAnswer = z
  .object({
    at: instant.meta({ description: 'House time for which it holds.' }),
    isRefused: z.boolean().meta({ description: 'The move cannot be made at all, see `blockers`.' }),
    blockers: z.array(moveBlocker),
    work: plannedWork.nullable().meta({ description: 'Where, by whom and when the operation would be done.' }),
    effects: z
      .array(effect)
      .meta({ description: 'Every order whose time changes by a minute or more, the own first.' }),
    savedMinutes: z
      .int()
      .meta({ description: 'Lateness saved, in minutes weighted by who waits; below 0: that it costs.' }),
  })
  .meta({ id: 'MoveAnswer' })
export type MoveAnswer = z.infer<typeof moveAnswer>

export const pushKey = z
  .object({
    publicKey: z.string().meta({ description: 'For `PushManager.subscribe`: an uncompressed P-256 point, base64url.' }),
  })
  .meta({ id: 'PushKey' })
export type PushKey = z.infer<typeof pushKey>

/** Which ways to customers this server has (B11.3); what it has not falls to the telephone list. */
export const channelsSetUp = z
  .object({
    push: z
      .boolean()
      .meta({ description: 'Customers’ pages are served by TLS, without which no telephone shows pushes.' }),
    sms: z.boolean(),
    email: z.boolean(),
  })
  .meta({ id: 'ChannelsSetUp' })
export type ChannelsSetUp = z.infer<typeof channelsSetUp>

/** One test message, to somebody of the workshop's own. */
export const channelTest = z
  .discriminatedUnion('channel', [
    z.strictObject({ channel: z.literal('email'), to: email }),
    z.strictObject({ channel: z.literal('sms'), to: phone }),
    z.strictObject({
      channel: z.literal('push'),
      to: id.meta({ description: 'An order whose page shows notices on a telephone.' }),
    }),
  ])
  .meta({ id: 'ChannelTest' })
export type ChannelTest = z.infer<typeof channelTest>

export const channelTested = z
  .object({
    result: z.enum(attemptResults).exclude(['pending']),
    detail: z.string().meta({ description: 'What the other side answered, for whoever looks after the server.' }),
  })
  .meta({ id: 'ChannelTested' })
export type ChannelTested = z.infer<typeof channelTested>
