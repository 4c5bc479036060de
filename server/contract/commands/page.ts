/** What customers can do on their own page (B3, B9, B11). `orderId` is the page's order. */
import { z } from 'zod'
import { id, instant, money } from '../fields.ts'
import { command, nothing } from './command.ts'

const key = z
  .string()
  .regex(/^[A-Za-z0-9_-]{16,200}$/)
  .meta({ title: 'base64url, 16–200', example: 'BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQ' })
// URL parsers take any character; browsers name the endpoint encoded.
const endpoint = z
  .url({ protocol: /^https$/ })
  .max(1000)
  .regex(/^[!-~]+$/)
  .meta({ title: 'https address ≤ 1000', example: 'https://push.example.com/send/abc' })

const openId = z
  .string()
  .regex(/^[\w-]{16,64}$/)
  .meta({ title: 'an account’s id at the service account', example: 'oLVPpjqs9BhvzwPj5A-vTYAX3GLc' })

/** What the page showed: if it has changed, the answer is refused with what is true now (S13). */
const was = z.strictObject({
  promiseAt: instant,
  operations: z
    .array(z.strictObject({ id, price: money }))
    .min(1)
    .max(60),
})

export const pageCommands = {
  answerEstimate: command(
    'The customer approves or declines the estimate on their page (B3). `was` is what the page showed: if it has changed, the command is refused with the current state (S13). ' +
      'After a refusal the order stays open until the adviser has seen the customer.',
    { orderId: id, accepted: z.boolean(), wash: z.boolean(), was },
    nothing,
  ),
  answerAdditionalWork: command(
    'The customer answers the additional work on their page: approves the operations named, declines the others (B9). `was` is what the page showed (S13). ' +
      'If anything is approved, the promised time is the one offered.',
    { orderId: id, approved: z.array(id).max(60), was },
    nothing,
  ),
  allowPush: command(
    'Subscribes the customer’s browser to notices (Web Push), with its endpoint and keys.',
    { orderId: id, endpoint, p256dh: key, auth: key },
    nothing,
  ),
  stopPush: command('Ends the subscription.', { orderId: id, endpoint }, nothing),
  allowWechat: command(
    'The customer gets notices on WeChat, in the account that WeChat named. Another account of theirs replaces it.',
    { orderId: id, openId },
    nothing,
  ),
  stopWechat: command('Ends the messages on WeChat and forgets the account.', { orderId: id }, nothing),
}
