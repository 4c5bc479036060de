import { z } from 'zod'
import { id, instant, language } from '../fields.ts'
import { attemptResults, channels, noticeKinds, noticeStates } from '../values.ts'

/** An attempt to reach a customer: by a channel, by phone, or in person if they wait on site. */
export const attempt = z
  .object({
    channel: z.enum([...channels, 'phone', 'in_person']),
    at: instant,
    result: z.enum(attemptResults),
    detail: z.string().meta({
      description:
        'The provider’s answer, for the administrator, or a code for a reason of our own, such as `not_set_up`.',
    }),
    messageId: z.string().nullable().meta({ description: 'The provider’s id of the message, if it gave one.' }),
  })
  .meta({ id: 'Attempt' })
export type Attempt = z.infer<typeof attempt>

/** What the text of a notice is filled with: for gateways that send texts of their own. */
const noticeValues = z
  .object({
    name: z.string(),
    plate: z.string(),
    model: z.string(),
    promise: z.string(),
    time: z.string(),
    reason: z.string(),
    workshop: z.string(),
    phone: z.string(),
  })
  .meta({ id: 'NoticeValues' })
export type NoticeValues = z.infer<typeof noticeValues>

/** B11: a message to a customer, and its delivery. */
export const notice = z
  .object({
    id,
    orderId: id,
    kind: z.enum(noticeKinds),
    state: z.enum(noticeStates),
    at: instant.meta({ description: 'When it was created.' }),
    readyAt: instant.nullable().meta({ description: 'The time given in the message.' }),
    language,
    subject: z.string(),
    body: z.string(),
    values: noticeValues.nullable().meta({ description: 'Null: an earlier release did not keep them.' }),
    channels: z.array(z.enum(channels)).meta({ description: 'The remaining channels, the current one first.' }),
    attempts: z.array(attempt),
    tryAt: instant
      .nullable()
      .meta({ description: 'When the next attempt is due; during an attempt, when it times out.' }),
    calledBy: id.nullable().meta({ description: 'The person who phoned.' }),
    closedAt: instant.nullable(),
  })
  .meta({ id: 'Notice' })
export type Notice = z.infer<typeof notice>
