/** A mail server and an SMS gateway in a process of their own; a customer's number determines their behaviour. */
import { openMailServer, type MailBehaviour, type MailServer } from '../support/mailServer.ts'
import { openGateway, type Gateway, type GatewayBehaviour } from '../support/smsGateway.ts'
import { answer } from './child.ts'

/** The results of a customer's attempts; the last one repeats for ever. */
const smsPlans: GatewayBehaviour[][] = [
  ['take'],
  ['fail', 'take'],
  ['cut', 'take'],
  ['silent', 'take'],
  ['twice'],
  ['redirect', 'take'],
  ['fail', 'cut', 'silent', 'take'],
  // A number that always fails: the e-mail gets through.
  ['fail'],
]
const mailPlans: MailBehaviour[][] = [
  ['take'],
  ['later', 'take'],
  ['cut', 'take'],
  ['hang', 'take'],
  ['later', 'cut', 'take'],
]

/** A message accepted, its reference, and whether the sender received the answer. */
export interface TakenMessage {
  reference: string
  answered: boolean
}

const numberIn = (to: string) => Number(/(\d{4})(@|$)/.exec(to)?.[1])
const planned = <B>(plans: B[][], to: string, nth: number): B => {
  const plan = plans[numberIn(to) % plans.length]!
  return plan[nth - 1] ?? plan.at(-1)!
}

let mail: MailServer
let gateway: Gateway

answer({
  async open() {
    mail = await openMailServer({ behave: (to, nth) => planned(mailPlans, to, nth) })
    gateway = await openGateway((to, nth) => planned(smsPlans, to, nth))
    return { mailPort: mail.port, smsUrl: gateway.url }
  },
  taken(): TakenMessage[] {
    return [
      ...mail.mails.map(({ messageId, answered }) => ({ reference: messageId.slice(1).split('@')[0]!, answered })),
      ...gateway.taken.map(({ body, answered }) => ({
        reference: (JSON.parse(body) as { reference: string }).reference,
        answered,
      })),
    ]
  },
  asked: () => mail.asked + gateway.asked,
})
