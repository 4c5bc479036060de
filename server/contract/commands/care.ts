/** Alerts and notices: what somebody sees to, and what the customer is told (AL, B11). */
import { z } from 'zod'
import { id, words } from '../fields.ts'
import { command, nothing } from './command.ts'

export const careCommands = {
  acknowledgeAlert: command('Somebody sees to it: the alert goes no further (AL).', { alertId: id }, nothing),
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
