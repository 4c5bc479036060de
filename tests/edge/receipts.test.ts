/** Delivery receipts over HTTP: signed, limited in size and number, each with one effect (B11.3). */
import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { twilioSignature } from '#server/delivery/twilio.ts'
import type { AppOptions } from '#server/app.ts'
import type { SmsSettings } from '#server/terminal/sms.ts'
import { inState, linesOf, noChannels, noticeDue, SECRET, sendAtOnce, smsAt, untilNotice } from '../delivery/notices.ts'
import { freePort } from '../run/processes.ts'
import { templates } from '../delivery/vendors.ts'
import { openGateway } from '../support/smsGateway.ts'
import { openWorkshop } from '../support/testWorkshop.ts'
import { openVendor } from '../support/vendor.ts'

const publicUrl = 'https://board.garage.example'
const gateway = await openGateway()
afterAll(() => gateway.close())

/** A workshop with this gateway, on a server whose public address leads elsewhere. */
async function withSms(sms: SmsSettings, options: Partial<AppOptions> = {}) {
  const workshop = await openWorkshop()
  const port = await freePort()
  const app = await workshop.serve({ channels: { ...noChannels, sms }, publicUrl, port, ...options })
  await sendAtOnce(workshop)
  return { workshop, app, url: `http://127.0.0.1:${port}` }
}
type Served = Awaited<ReturnType<typeof withSms>>

let count = 0
/** A notice that the gateway has taken, and the request it was in. */
async function handedOver({ workshop, app }: Served) {
  const digits = String(++count).padStart(4, '0')
  const orderId = await noticeDue(workshop, [app], `沪A6${digits}`, { phone: `1380000${digits}` })
  const notice = await untilNotice(workshop, orderId, inState('handed_over'))
  return { orderId, notice, body: gateway.taken.at(-1)!.body }
}
const seqOf = async ({ workshop }: Served) => {
  const [row] = await workshop.database.sql<{ seq: string }[]>`select seq from workshop_head`
  return Number(row!.seq)
}

describe('B11.3 receipts of the gateway’s own format', () => {
  const path = '/api/receipts/json'
  let served: Served
  // In time that stands still, no request is allowed anew while the machine is slow to send the others.
  beforeAll(async () => void (served = await withSms(smsAt(gateway.url), { monotonic: () => 0 })))
  const now = () => Math.floor(Date.now() / 1000)
  const signatureOf = (timestamp: number, body: string) =>
    `sha256=${createHmac('sha256', SECRET).update(`${timestamp}.${body}`).digest('hex')}`
  const send = (body: string, timestamp = now(), signature = signatureOf(timestamp, body)) =>
    fetch(served.url + path, {
      method: 'POST',
      headers: { 'X-Pitboard-Timestamp': String(timestamp), 'X-Pitboard-Signature': signature },
      body,
    })

  it('a signed receipt makes the notice delivered, once; the next one is answered like it', async () => {
    const { orderId, body } = await handedOver(served)
    const { receipt } = JSON.parse(body) as { receipt: { id: string; url: string } }
    expect(receipt.url).toBe(publicUrl + path)
    const said = JSON.stringify({ id: receipt.id, result: 'delivered', detail: 'DELIVRD' })
    expect((await send(said)).status).toBe(204)
    const notice = await untilNotice(served.workshop, orderId, inState('delivered'))
    expect(notice.attempts).toMatchObject([{ channel: 'sms', result: 'delivered', detail: 'DELIVRD' }])
    const before = await seqOf(served)
    expect((await send(said)).status).toBe(204)
    expect(await seqOf(served)).toBe(before)
  })

  it('a list may name several; one that failed leaves the notice to the desk', async () => {
    const [first, second] = [await handedOver(served), await handedOver(served)]
    const idOf = ({ body }: { body: string }) => (JSON.parse(body) as { receipt: { id: string } }).receipt.id
    const list = [
      { id: idOf(first), result: 'failed', detail: 'absent' },
      { id: idOf(second), result: 'delivered' },
    ]
    expect((await send(JSON.stringify(list))).status).toBe(204)
    expect(linesOf(await untilNotice(served.workshop, first.orderId, inState('phone')))).toEqual(['sms failed'])
    expect(linesOf(await untilNotice(served.workshop, second.orderId, inState('delivered')))).toEqual(['sms delivered'])
  })

  it('an unknown id, or none of ours, is answered and has no effect', async () => {
    const before = await seqOf(served)
    const nowhere = '01890000-0000-7000-8000-000000000000'
    for (const id of [`${served.workshop.workshopId}.${nowhere}.1`, `${nowhere}.${nowhere}.1`, 'SM123', '', '../..'])
      expect((await send(JSON.stringify({ id, result: 'delivered' }))).status, id).toBe(204)
    expect(await seqOf(served)).toBe(before)
  })

  it('without the right signature, or with an old one, it is refused before it is read', async () => {
    const { orderId, body } = await handedOver(served)
    const { receipt } = JSON.parse(body) as { receipt: { id: string } }
    const said = JSON.stringify({ id: receipt.id, result: 'failed', detail: '' })
    for (const refused of [
      send(said, now(), 'sha256='),
      send(said, now(), signatureOf(now(), `${said} `)),
      send(said, now() - 600),
      send(said, Number.NaN),
      // Not JSON: the signature comes first.
      send('{', now(), 'sha256=00'),
    ])
      expect((await refused).status).toBe(403)
    // A name that only begins like ours is none.
    expect((await send(said.replace(receipt.id, `${receipt.id}.1`))).status).toBe(204)
    expect((await send('{')).status).toBe(400)
    expect((await send('{"id":1}')).status).toBe(400)
    expect(await untilNotice(served.workshop, orderId, inState('handed_over'))).toBeTruthy()
  })

  it('too large, or too many, it is refused', async () => {
    expect((await send('x'.repeat(300_000))).status).toBe(413)
    const flood = await Promise.all(Array.from({ length: 500 }, () => send('{}', now(), 'sha256=')))
    expect(new Set(flood.map(({ status }) => status))).toEqual(new Set([403, 429]))
  })

  it('gateways that are not set up have no address', async () => {
    expect((await fetch(`${served.url}/api/receipts/twilio`, { method: 'POST' })).status).toBe(404)
  })
})

describe('B11.3 receipts of Twilio', () => {
  it('the published example has the published signature', () => {
    // From the tests of Twilio's own libraries (RequestValidator): token 12345.
    const form = new URLSearchParams({
      CallSid: 'CA1234567890ABCDE',
      Caller: '+14158675309',
      Digits: '1234',
      From: '+14158675309',
      To: '+18005551212',
    })
    const url = 'https://mycompany.com/myapp.php?foo=1&bar=2'
    expect(twilioSignature('12345', url, form.toString())).toBe('RSOYDt4T1cUTdK1PDd93/VVr8B8=')
  })

  it('steps on the way change nothing; the last one says whether it has arrived', async () => {
    const auth = { user: 'AC0', pass: 'token' }
    const served = await withSms({ preset: 'twilio', url: gateway.url, auth, from: '+14155550100', success: null })
    const { orderId, body, notice } = await handedOver(served)
    const address = new URLSearchParams(body).get('StatusCallback')!
    expect(address).toBe(`${publicUrl}/api/receipts/twilio?attempt=${served.workshop.workshopId}.${notice.id}.1`)
    const say = (status: string, token = 'token') => {
      const form = new URLSearchParams({ MessageSid: 'SM1', MessageStatus: status, ErrorCode: '30003' }).toString()
      return fetch(served.url + address.slice(publicUrl.length), {
        method: 'POST',
        headers: {
          'Content-Type': 'application/x-www-form-urlencoded',
          'X-Twilio-Signature': twilioSignature(token, address, form),
        },
        body: form,
      })
    }
    expect((await say('undelivered', 'wrong')).status).toBe(403)
    const before = await seqOf(served)
    for (const step of ['queued', 'sent', '__proto__']) expect((await say(step)).status).toBe(204)
    expect(await seqOf(served)).toBe(before)
    expect((await say('undelivered')).status).toBe(204)
    const { attempts } = await untilNotice(served.workshop, orderId, inState('phone'))
    expect(attempts).toMatchObject([{ channel: 'sms', result: 'failed', detail: 'undelivered 30003' }])
  })
})

describe('B11.3 receipts of a vendor that names its own id of the message', () => {
  it('find the attempt by it; the answer is the vendor’s', async () => {
    const code = { Code: 'Ok', Message: 'send success' }
    let sent = 0
    let beforeTheAnswer = async () => {}
    const vendor = await openVendor(async () => {
      const SerialNo = `2640:${++sent}`
      await beforeTheAnswer()
      return { Response: { SendStatusSet: [{ ...code, SerialNo }] } }
    })
    const receiptKey = 'a-key-of-the-callback'
    const served = await withSms({
      ...{
        preset: 'tencent',
        url: vendor.url,
        keyId: 'AKID',
        secret: 'secret',
        signName: '北门',
        templates,
        receiptKey,
      },
      ...{ appId: '1400006666', region: 'ap-guangzhou' },
    })
    const due = (digits: number) =>
      noticeDue(served.workshop, [served.app], `沪A7${digits}`, { phone: `1370000${digits}` })
    const first = await due(1001)
    const { attempts } = await untilNotice(served.workshop, first, inState('handed_over'))
    const second = await due(1002)
    await untilNotice(served.workshop, second, inState('handed_over'))
    expect(attempts).toMatchObject([{ messageId: '2640:1' }])
    const say = (list: unknown, key = receiptKey) =>
      fetch(`${served.url}/api/receipts/tencent?key=${key}`, { method: 'POST', body: JSON.stringify(list) })
    const report = (sid: string, report_status: string) => ({ sid, report_status, errmsg: 'DELIVRD' })
    expect((await say([report('2640:1', 'FAIL')], 'guessed')).status).toBe(403)
    const response = await say([report('2640:2', 'SUCCESS'), report('unknown', 'FAIL'), report('', 'FAIL')])
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ result: 0, errmsg: 'OK' })
    await untilNotice(served.workshop, second, inState('delivered'))
    expect(linesOf(await untilNotice(served.workshop, first, inState('handed_over')))).toEqual(['sms handed_over'])

    // The third comes before the vendor has answered, so that nobody knows its id yet.
    beforeTheAnswer = async () => void (await say([report('2640:3', 'SUCCESS')]))
    await untilNotice(served.workshop, await due(1003), inState('delivered'))
    await vendor.close()
  })
})
