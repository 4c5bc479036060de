/** Notices: what the customer is told, and each attempt to deliver it (B11). */
import { z } from 'zod'
import { id, instant, words } from '../fields.ts'
import { channels } from '../values.ts'
import { command, nothing } from './command.ts'

export const noticeCommands = {
  sendNotice: command(
    'The customer is to be told now: of a delay the adviser was asked about, or once more by the channels (B11.1).',
    { noticeId: id },
    nothing,
  ),
  withdrawNotice: command(
    'The customer need not be told: he knows, or it is no longer true (B11.1).',
    { noticeId: id },
    nothing,
  ),
  recordCall: command(
    'The customer was phoned about a notice, and reached or not (B11.3, A7).',
    { noticeId: id, reached: z.boolean(), words: words(200) },
    nothing,
  ),
}

/** Sent by the delivery of notices, never by a screen. */
export const attemptCommands = {
  beginAttempt: command(
    'A try to reach a customer begins; without a result by `giveUpAt` it counts as failed (B11.3).',
    { noticeId: id, number: z.int().min(1), giveUpAt: instant },
    {
      channel: z.enum(channels).nullable().meta({
        description: 'Null: none is left, somebody is to phone; or it waits for the end of the quiet hours (B11.4).',
      }),
    },
  ),
  recordAttempt: command(
    'What came of a try to reach a customer; if nothing, the next is due at `againAt` (B11.3).',
    {
      noticeId: id,
      number: z.int().min(1),
      result: z.enum(['delivered', 'failed', 'unavailable']),
      detail: z.string().max(300),
      againAt: instant,
    },
    nothing,
  ),
}
