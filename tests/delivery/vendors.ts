/** What the tests of vendors' interfaces share. */
import type { Callback, Message } from '#server/delivery/way.ts'
import type { Templates } from '#server/terminal/sms.ts'

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
}

export const callbackOf = (url: string, body: unknown, headers: Record<string, string> = {}): Callback => ({
  url,
  header: (name) => headers[name],
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
})
