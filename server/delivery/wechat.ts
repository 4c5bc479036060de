/** Template messages of a WeChat service account, to the WeChat account that the customer has chosen for the order. */
import type { Sql } from 'postgres'
import { cut } from '#contract/characters.ts'
import { mayPass, type WechatAccount } from './wechatAccount.ts'
import { openWechatReceipts } from './wechatReceipts.ts'
import { valuesFor } from './templates.ts'
import { ownReason, refused, type Message, type Receipts, type Sent, type Way } from './way.ts'

/** The longest value of a keyword by its kind, in characters; WeChat refuses the whole message over one that is longer. */
const longest: Readonly<Record<string, number>> = { thing: 20, character_string: 32, phrase: 5, car_number: 8 }
/** WeChat refuses an empty value too. */
const NOTHING = '-'
/** JSON has the message's id as a number with more digits than a number of ours can hold. */
const MESSAGE_ID = /"msgid"\s*:\s*"?(\d{1,30})/

export class Wechat implements Way {
  readonly account: WechatAccount
  readonly receipts?: Receipts
  #openIdFor: (message: Message) => Promise<string | null>

  /** @param openIdFor the account that gets the messages of an order; null: none does */
  constructor(account: WechatAccount, openIdFor: (message: Message) => Promise<string | null>) {
    this.account = account
    this.#openIdFor = openIdFor
    const { token } = account.settings
    if (token !== null) this.receipts = openWechatReceipts({ ...account.settings, token })
  }

  async send(message: Message, signal: AbortSignal): Promise<Sent> {
    const openId = await this.#openIdFor(message)
    if (openId === null) return ownReason('unavailable', 'no_wechat_account')
    const { id, fields } = this.account.settings.templates[message.kind]
    const values = valuesFor(
      message,
      fields.map(({ field }) => field),
    )
    const content = {
      touser: openId,
      template_id: id,
      ...(message.link !== null && { url: message.link }),
      // WeChat sends a message with the same id once, for ten minutes.
      client_msg_id: message.reference.slice(0, 36).replaceAll('-', ''),
      data: Object.fromEntries(
        fields.map(({ keyword, field }) => [keyword, { value: fitted(keyword, values[field]!) }]),
      ),
    }
    const answer = await this.account.call('/cgi-bin/message/template/send', content, signal)
    if (answer.code === 0) {
      const [, messageId] = MESSAGE_ID.exec(answer.text) ?? []
      return { result: 'handed_over', detail: 'errcode 0', ...(messageId && { messageId }) }
    }
    return refused({ ...answer, isFinal: !mayPass(answer) }, { to: openId })
  }
}

/** @param keyword its kind and a number, like `thing2` */
function fitted(keyword: string, value: string): string {
  const [kind = ''] = /^[a-z_]+/.exec(keyword) ?? []
  // A plate has no dot there.
  const plain = kind === 'car_number' ? value.replaceAll(/[\s·-]/g, '') : value
  return cut(plain, longest[kind] ?? 1000) || NOTHING
}

/** The account that the customer has chosen on the page of the order. */
export const openIdIn =
  (sql: Sql) =>
  async ({ workshop, to: orderId }: Message): Promise<string | null> => {
    const [row] = await sql<{ open_id: string }[]>`
      select open_id from wechat_recipient where workshop_id = ${workshop.id} and order_id = ${orderId}`
    return row?.open_id ?? null
  }
