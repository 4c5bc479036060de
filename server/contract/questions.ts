/**
 * Reads that exist over HTTP only: identification at the kiosk, the customer's page, promise quotes, trying a move, channels to
 * customers.
 */
import { z } from 'zod'
import { effect, plannedWork } from './entities/index.ts'
import { email, id, instant, language, last4, phone, plate, quoteId, typedCode } from './fields.ts'
import { sentResults, unschedulableReasons, moveBlockers, promiseFacts } from './values.ts'

/** By plate or appointment code. The last four digits of the phone number unlock the personal data. */
export const identifyQuestion = z
  .union([
    z.strictObject({ plate, last4: last4.optional() }),
    z.strictObject({ code: typedCode, last4: last4.optional() }),
  ])
  .meta({ id: 'IdentifyQuestion' })
export type IdentifyQuestion = z.infer<typeof identifyQuestion>

export const identified = z
  .object({
    known: z.boolean().meta({ description: 'Whether the workshop knows this car. By code: only if the digits match.' }),
    appointment: z.boolean().meta({ description: 'Whether it has an appointment. Only if the digits match.' }),
    confirmed: z
      .boolean()
      .meta({ description: 'Whether the digits match; for staff always. If not, the answer holds no personal data.' }),
    vehicle: z
      .object({
        plate: z.string(),
        model: z.string().nullable(),
        name: z.string().nullable(),
        phone: z.string().nullable(),
        language,
      })
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

/** Further work from the price list to include in the quote: ids, separated by commas. */
export const promiseQuestion = z.strictObject({
  items: z
    .string()
    .refine((text) => text.split(',').length <= 20 && text.split(',').every((one) => id.safeParse(one).success))
    .optional(),
})

/** One fact a promise depends on, and from when it holds. */
const promiseFact = z
  .object({
    kind: z.enum(promiseFacts),
    at: instant.meta({
      description:
        'When the bay or person is free, the part arrives, or the workshop opens again; with `margin_cut`, closing; with `fixed_time` and `fixed_time_missed`, the end of the fixed time.',
    }),
    from: instant.nullable().meta({ description: 'With `closed`: since when.' }),
    bayId: id.nullable(),
    technicianId: id.nullable(),
    partId: id.nullable(),
  })
  .meta({ id: 'PromiseFact' })
export type PromiseFact = z.infer<typeof promiseFact>

/** Another order’s promise that would no longer be kept. */
const promiseRisk = z
  .object({
    orderId: id,
    promiseAt: instant,
    from: instant.meta({ description: 'When that car is ready without this order.' }),
    to: instant.nullable().meta({ description: 'When it is ready with this order; null: cannot be scheduled.' }),
  })
  .meta({ id: 'PromiseRisk' })
export type PromiseRisk = z.infer<typeof promiseRisk>

/** B5: the earliest time that can honestly be promised for an order. */
export const promiseQuote = z
  .object({
    orderId: id,
    quoteId: quoteId.meta({ description: 'For `quoteOrder`; valid for an hour of house time.' }),
    at: instant.meta({ description: 'House time of the quote.' }),
    promiseAt: instant.nullable().meta({
      description:
        'The finish plus the margin, rounded up to a quarter of an hour, at the latest at closing; null: see `reason`.',
    }),
    finishAt: instant
      .nullable()
      .meta({ description: 'When the work is done if all work in the shop takes its safe minutes (P80).' }),
    marginMinutes: z
      .int()
      .meta({ description: 'The margin kept, in working time; settings say how much, and closing cuts it.' }),
    reason: z.enum(unschedulableReasons).nullable().meta({ description: 'Why nothing can be promised.' }),
    restsOn: z.array(promiseFact),
    risks: z.array(promiseRisk),
  })
  .meta({ id: 'PromiseQuote' })
export type PromiseQuote = z.infer<typeof promiseQuote>

/** Tries a move on the day plan before it is made (C2). */
export const moveQuestion = z
  .strictObject({
    orderId: id,
    operationId: id,
    bayId: id.nullable().meta({ description: 'Null: any suitable bay.' }),
    technicianId: id.nullable().meta({ description: 'Null: anyone with the skill.' }),
    startAt: instant.nullable().meta({ description: 'Earliest start; null: in queue order.' }),
    anyway: z.boolean().optional().meta({ description: 'Overrules the kind of bay and the skill.' }),
  })
  .meta({ id: 'MoveQuestion' })
export type MoveQuestion = z.infer<typeof moveQuestion>

/** What blocks or delays a move, and until when. */
const moveBlocker = z
  .object({
    kind: z.enum(moveBlockers),
    until: instant.nullable().meta({ description: 'When it ends; null: never, or not known.' }),
    orderId: id.nullable().meta({ description: 'The order whose car or work is in the way.' }),
    partId: id.nullable(),
  })
  .meta({ id: 'MoveBlocker' })

/** The effects of a move as the planner computes them. Nothing has been changed. */
export const moveAnswer = z
  .object({
    at: instant.meta({ description: 'House time of the answer.' }),
    isRefused: z.boolean().meta({ description: 'The move cannot be made at all, see `blockers`.' }),
    blockers: z.array(moveBlocker),
    work: plannedWork.nullable().meta({ description: 'Where, by whom and when the operation would be done.' }),
    effects: z
      .array(effect)
      .meta({ description: 'Every order whose time changes by a minute or more, the moved one first.' }),
    savedMinutes: z.int().meta({ description: 'Lateness saved, in weighted minutes; negative: added.' }),
  })
  .meta({ id: 'MoveAnswer' })
export type MoveAnswer = z.infer<typeof moveAnswer>

export const pushKey = z
  .object({
    publicKey: z.string().nullable().meta({
      description: 'For `PushManager.subscribe`: an uncompressed P-256 point, base64url. Null: push is not set up.',
    }),
  })
  .meta({ id: 'PushKey' })
export type PushKey = z.infer<typeof pushKey>

export const wechatLogin = z
  .object({
    url: z.string().nullable().meta({
      description:
        'Where WeChat’s browser goes so that WeChat names the customer’s account; valid for ten minutes. Null: WeChat is not set up.',
    }),
  })
  .meta({ id: 'WechatLogin' })
export type WechatLogin = z.infer<typeof wechatLogin>

/** Which channels to customers this server has (B11.3). Without any, notices go to the call list. */
export const channelsSetUp = z
  .object({
    push: z.boolean().meta({
      description:
        'Whether customers’ pages use TLS, which browsers require for push, and there is a contact for push services.',
    }),
    wechat: z.boolean(),
    sms: z.boolean(),
    email: z.boolean(),
    links: z.string().nullable().meta({
      description:
        'The origin of the links in messages. Null: they carry none, because customers’ phones cannot reach this server.',
    }),
    receipts: z.boolean().meta({
      description: 'Whether delivery receipts of text messages can come in: gateways want https.',
    }),
    wechatReceipts: z.boolean().meta({ description: 'The same of messages on WeChat.' }),
  })
  .meta({ id: 'ChannelsSetUp' })
export type ChannelsSetUp = z.infer<typeof channelsSetUp>

/** A test message to an address of the workshop's own. */
export const channelTest = z
  .discriminatedUnion('channel', [
    z.strictObject({ channel: z.literal('email'), to: email }),
    z.strictObject({ channel: z.literal('sms'), to: phone.refine((typed) => typed.replaceAll(/\D/g, '').length >= 6) }),
    z.strictObject({
      channel: z.literal('push'),
      to: id.meta({ description: 'An order whose customer page has notifications enabled.' }),
    }),
    z.strictObject({
      channel: z.literal('wechat'),
      to: id.meta({ description: 'An order whose customer wants messages on WeChat.' }),
    }),
  ])
  .meta({ id: 'ChannelTest' })
export type ChannelTest = z.infer<typeof channelTest>

export const channelTested = z
  .object({
    result: z.enum(sentResults),
    detail: z.string().meta({
      description:
        'The provider’s answer, for the administrator, or a code for a reason of our own, such as `not_set_up`.',
    }),
  })
  .meta({ id: 'ChannelTested' })
export type ChannelTested = z.infer<typeof channelTested>
