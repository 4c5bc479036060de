/** Notices to customers, and the attempts to deliver them (B11). */
import { z } from 'zod'
import { id, instant, text, words } from '../fields.ts'
import { channels, receiptResults, sentResults } from '../values.ts'
import { command, nothing } from './command.ts'

export const noticeCommands = {
  sendNotice: command(
    'Sends a notice: approves a delay message, or tries all channels again (B11.1).',
    { noticeId: id },
    nothing,
  ),
  withdrawNotice: command(
    'Withdraws a notice: the customer knows already, or it no longer applies (B11.1).',
    { noticeId: id },
    nothing,
  ),
  recordCall: command(
    'Records a call to the customer about a notice, and whether they were reached (B11.3, A7).',
    { noticeId: id, reached: z.boolean(), words: words(200) },
    nothing,
  ),
}

/** Sent by the delivery workers, never by a screen. */
export const attemptCommands = {
  beginAttempt: command(
    'Starts an attempt to reach a customer. Without a result by `giveUpAt` it counts as failed (B11.3).',
    { noticeId: id, number: z.int().min(1), giveUpAt: instant },
    {
      channel: z.enum(channels).nullable().meta({
        description:
          'Null: no channel is left and the desk must phone, or the attempt waits for the end of the quiet hours (B11.4).',
      }),
    },
  ),
  recordAttempt: command(
    'Records the result of an attempt. If it failed, the next is due at `againAt` (B11.3).',
    {
      noticeId: id,
      number: z.int().min(1),
      result: z.enum(sentResults),
      detail: text(300),
      messageId: text(200).nullable(),
      againAt: instant,
    },
    nothing,
  ),
  recordReceipt: command(
    'Records a delivery receipt. If the message did not arrive, the next channel is tried, or the desk phones (B11.3).',
    { noticeId: id, number: z.int().min(1), result: z.enum(receiptResults), detail: text(300) },
    nothing,
  ),
}
