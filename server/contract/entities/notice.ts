import { z } from 'zod'
import { id, instant, language } from '../fields.ts'
import { attemptResults, channels, noticeKinds, noticeStates } from '../values.ts'

/** One try to reach a customer, by a channel or by somebody who phoned. */
export const attempt = z
  .object({
    channel: z.enum([...channels, 'phone']),
    at: instant,
    result: z.enum(attemptResults),
    detail: z.string().meta({ description: 'What the other side answered, for whoever looks after the server.' }),
  })
  .meta({ id: 'Attempt' })
export type Attempt = z.infer<typeof attempt>

/** B11: one message to a customer, and what became of it. */
export const notice = z
  .object({
    id,
    orderId: id,
    kind: z.enum(noticeKinds),
    state: z.enum(noticeStates),
    at: instant.meta({ description: 'When it was decided.' }),
    readyAt: instant.nullable().meta({ description: 'The time it tells.' }),
    language,
    subject: z.string(),
    body: z.string(),
    channels: z.array(z.enum(channels)).meta({ description: 'Those still to be tried, the one in use first.' }),
    attempts: z.array(attempt),
    tryAt: instant
      .nullable()
      .meta({ description: 'When the next try is due; while one is under way, when it is given up.' }),
    calledBy: id.nullable().meta({ description: 'Who phoned in the end.' }),
    closedAt: instant.nullable(),
  })
  .meta({ id: 'Notice' })
export type Notice = z.infer<typeof notice>
