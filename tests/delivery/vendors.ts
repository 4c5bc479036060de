/** What the tests of vendors' interfaces share. */
import type { Callback, Message } from '#server/delivery/way.ts'
import type { Templates } from '#server/terminal/sms.ts'
import type { WechatSettings, WechatTemplates } from '#server/terminal/wechat.ts'

export const nobody = new AbortController().signal

const id = '01890000-0000-7000-8000-000000000000'
const none = { name: '', plate: '', model: '', promise: '', time: '', reason: '', workshop: '', phone: '' }
export const notice: Message = {
  workshop: { id, name: 'North Gate', country: 'CN' },
  ...{ to: '+8613800138000', reference: `${id}.sms`, subject: '', body: 'Your car is delayed.' },
  kind: 'delay',
  values: { ...none, plate: '沪A·7K382', time: '14:30' },
  link: 'https://board.garage.example/t/abc',
  ...{ receiptId: `${id}.${id}.1`, receiptsAt: 'https://board.garage.example/api/receipts' },
}

export const templates: Templates = {
  question: { id: 'SMS_5', fields: ['plate', 'link'] },
  on_course: { id: 'SMS_0', fields: ['plate'] },
  ready: { id: 'SMS_1', fields: ['plate', 'link'] },
  delay: { id: 'SMS_2', fields: ['plate', 'time', 'link'] },
  delay_no_time: { id: 'SMS_3', fields: ['plate', 'link'] },
  time_known: { id: 'SMS_6', fields: ['plate', 'time'] },
  correction: { id: 'SMS_4', fields: ['plate', 'time'] },
  reopened: { id: 'SMS_7', fields: ['plate', 'time'] },
  reopened_no_time: { id: 'SMS_8', fields: ['plate'] },
}

export const callbackOf = (url: string, body: unknown, headers: Record<string, string> = {}): Callback => ({
  url,
  header: (name) => headers[name],
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
})

const wechatTemplate = (id: string) => ({
  id,
  fields: [
    { keyword: 'car_number1', field: 'plate' as const },
    { keyword: 'thing2', field: 'time' as const },
    { keyword: 'thing3', field: 'reason' as const },
  ],
})
const wechatTemplates: WechatTemplates = {
  ...{ on_course: wechatTemplate('T-0'), ready: wechatTemplate('T-1'), delay: wechatTemplate('T-2') },
  ...{ delay_no_time: wechatTemplate('T-3'), correction: wechatTemplate('T-4') },
  ...{ question: wechatTemplate('T-5'), time_known: wechatTemplate('T-6') },
  ...{ reopened: wechatTemplate('T-7'), reopened_no_time: wechatTemplate('T-8') },
}

/** A service account whose servers are all at one address. */
export const wechatAt = (address: string, over: Partial<WechatSettings> = {}): WechatSettings => {
  const url = address.replace(/\/$/, '')
  return {
    ...{ appId: 'wx5823bf96d3bd56c7', secret: 'd4624c36b6795d1d99dcf0547af5443d', templates: wechatTemplates },
    ...{ token: null, aesKey: null, url, loginUrl: url },
    ...over,
  }
}
