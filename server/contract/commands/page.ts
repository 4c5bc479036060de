/** What customers can do on their own page (B11). `orderId` is the page's order. */
import { z } from 'zod'
import { id } from '../fields.ts'
import { command, nothing } from './command.ts'

const key = z
  .string()
  .regex(/^[A-Za-z0-9_-]{16,200}$/)
  .meta({ title: 'base64url, 16–200', example: 'BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQ' })
const endpoint = z
  .url({ protocol: /^https$/ })
  .max(1000)
  .meta({ title: 'https address ≤ 1000', example: 'https://push.example.com/send/abc' })

export const pageCommands = {
  allowPush: command(
    'Subscribes the customer’s browser to notices (Web Push), with its endpoint and keys.',
    { orderId: id, endpoint, p256dh: key, auth: key },
    nothing,
  ),
  stopPush: command('Ends the subscription.', { orderId: id, endpoint }, nothing),
}
