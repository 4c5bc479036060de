/** WeChat service accounts: template messages, the access token, refusals, and the signed or encrypted end of a message (B11.3). */
import { createCipheriv } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { Wechat } from '#server/delivery/wechat.ts'
import { WechatAccount } from '#server/delivery/wechatAccount.ts'
import { decrypted, fieldsOf, openWechatReceipts, wechatSignature } from '#server/delivery/wechatReceipts.ts'
import { tryOnce } from '#server/delivery/way.ts'
import { openVendor } from '../support/vendor.ts'
import { callbackOf, nobody, notice, wechatAt } from './vendors.ts'

const orderId = '01890000-0000-7000-8000-000000000001'
const openId = 'oLVPpjqs9BhvzwPj5A-vTYAX3GLc'
const vendor = await openVendor(null)
afterAll(() => vendor.close())

/** What each call is answered, in order; the last answer repeats. */
let tokens: string[]
let sent: unknown[]
beforeEach(() => {
  tokens = ['token-1', 'token-2']
  sent = [{ errcode: 0, errmsg: 'ok', msgid: 200228332 }]
  vendor.requests.length = 0
  const next = <T>(list: T[]) => (list.length > 1 ? list.shift()! : list[0]!)
  vendor.answer = {
    status: 200,
    body: () =>
      vendor.requests.at(-1)!.url.pathname === '/cgi-bin/stable_token'
        ? { access_token: next(tokens), expires_in: 7200 }
        : next(sent),
  }
})
const paths = () => vendor.requests.map(({ url }) => url.pathname.replace('/cgi-bin/', '') + url.search)

let now = 0
const settings = wechatAt(vendor.url)
const newAccount = () => new WechatAccount(settings, () => now)
const send = (over = {}, account = newAccount(), to: string | null = openId) =>
  tryOnce(new Wechat(account, () => Promise.resolve(to)), { ...notice, to: orderId, ...over }, 5000, nobody)

describe('B11.3 a template message', () => {
  it('goes to the account with the template’s keywords, each short enough for its kind', async () => {
    const values = { ...notice.values!, plate: '沪A·7K382', time: '11月27日周五 14:30', reason: '配'.repeat(30) }
    expect(await send({ values })).toEqual({ result: 'handed_over', detail: 'errcode 0', messageId: '200228332' })
    const [token, message] = vendor.requests
    expect(token!.url.pathname).toBe('/cgi-bin/stable_token')
    expect(JSON.parse(token!.body)).toEqual({
      ...{ grant_type: 'client_credential', appid: settings.appId, secret: settings.secret, force_refresh: false },
    })
    expect(message!.method).toBe('POST')
    expect(message!.url.pathname + message!.url.search).toBe('/cgi-bin/message/template/send?access_token=token-1')
    expect(JSON.parse(message!.body)).toEqual({
      ...{ touser: openId, template_id: settings.templates.delay.id, url: notice.link },
      client_msg_id: notice.reference.slice(0, 36).replaceAll('-', ''),
      data: {
        car_number1: { value: '沪A7K382' },
        thing2: { value: '11月27日周五 14:30' },
        thing3: { value: '配'.repeat(20) },
      },
    })
  })

  it('has no empty value, and no address where phones cannot reach the page', async () => {
    await send({ link: null, values: null })
    const content = JSON.parse(vendor.requests.at(-1)!.body) as { data: object }
    expect(content).not.toHaveProperty('url')
    expect(content.data).toEqual({ car_number1: { value: '-' }, thing2: { value: '-' }, thing3: { value: '-' } })
  })

  it('keeps every digit of the message’s id', async () => {
    // JSON numbers of ours end at 9007199254740991.
    vendor.answer.body = () =>
      vendor.requests.at(-1)!.url.pathname.endsWith('token')
        ? { access_token: 'token', expires_in: 7200 }
        : Buffer.from('{"errcode":0,"errmsg":"ok","msgid":1838291027716423681}')
    expect(await send()).toMatchObject({ messageId: '1838291027716423681' })
  })

  it('is not sent where no account gets the notices of the order', async () => {
    expect(await send({}, newAccount(), null)).toMatchObject({ result: 'unavailable' })
    expect(vendor.requests).toEqual([])
  })

  it.each([
    [43004, 'require subscribe', 'unavailable'],
    [43101, 'user refuse to accept the msg', 'unavailable'],
    [40003, `invalid openid ${openId}`, 'unavailable'],
    [40037, 'invalid template_id', 'unavailable'],
    [45009, 'reach max api daily quota limit', 'failed'],
    [-1, 'system error', 'failed'],
  ])('errcode %i, %s: %s', async (errcode, errmsg, result) => {
    sent = [{ errcode, errmsg }]
    const text = JSON.stringify({ errcode, errmsg }).replace(openId, '…')
    expect(await send()).toEqual({ result, detail: `HTTP 200 ${text}` })
  })

  it('an answer that is none of WeChat’s is tried again', async () => {
    sent = ['busy']
    expect(await send()).toMatchObject({ result: 'failed' })
    vendor.answer = { status: 502, body: {} }
    expect(await send()).toMatchObject({ result: 'failed', detail: 'HTTP 502 {}' })
  })
})

describe('B11.3 the access token', () => {
  it('is asked for once, shared by attempts at the same time, and renewed before it expires', async () => {
    const account = newAccount()
    await Promise.all([send({}, account), send({}, account), send({}, account)])
    expect(paths().filter((path) => path === 'stable_token')).toHaveLength(1)
    now += 7200_000 - 301_000
    await send({}, account)
    expect(paths().at(-1)).toBe('message/template/send?access_token=token-1')
    now += 2000
    await send({}, account)
    expect(paths().slice(-2)).toEqual(['stable_token', 'message/template/send?access_token=token-2'])
  })

  it.each([40001, 42001])(
    'is renewed once if WeChat no longer knows it (%i), and the call repeated',
    async (errcode) => {
      const gone = { errcode, errmsg: 'access_token expired' }
      sent = [gone, { errcode: 0, errmsg: 'ok', msgid: 7 }]
      expect(await send()).toMatchObject({ result: 'handed_over', messageId: '7' })
      const call = 'message/template/send?access_token='
      expect(paths()).toEqual(['stable_token', `${call}token-1`, 'stable_token', `${call}token-2`])
      sent = [gone]
      expect(await send()).toMatchObject({ result: 'failed' })
      expect(paths()).toHaveLength(8)
    },
  )

  it('a refusal to give one is the result: a wrong secret is final', async () => {
    vendor.answer = { status: 200, body: { errcode: 40125, errmsg: 'invalid appsecret' } }
    expect(await send()).toMatchObject({ result: 'unavailable', detail: expect.stringContaining('40125') as string })
    expect(vendor.requests).toHaveLength(1)
  })
})

const token = 'QDG6eK'
const aesKey = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C'
const appId = 'wx5823bf96d3bd56c7'
const end = (status: string) =>
  '<xml><ToUserName><![CDATA[gh_7f083739789a]]></ToUserName> <FromUserName><![CDATA[oia2TjuEGTNoeX76QEjQNrcURxG8]]></FromUserName>' +
  ' <CreateTime>1395658920</CreateTime> <MsgType><![CDATA[event]]></MsgType> <Event><![CDATA[TEMPLATESENDJOBFINISH]]></Event>' +
  ` <MsgID>200163836</MsgID> <Status><![CDATA[${status}]]></Status> </xml>`
const seconds = () => String(Math.floor(Date.now() / 1000))
const addressOf = (query: Record<string, string>) =>
  `https://board.garage.example/api/receipts/wechat?${new URLSearchParams(query)}`
const plainly = (body: string, { timestamp = seconds(), nonce = '263014780', secret = token, echostr = '' } = {}) =>
  callbackOf(
    addressOf({
      signature: wechatSignature([secret, timestamp, nonce]),
      timestamp,
      nonce,
      ...(echostr && { echostr }),
    }),
    body,
  )

/** As WeChat encrypts: see `decrypted`. */
function encrypted(text: string, receiverId = appId): string {
  const key = Buffer.from(`${aesKey}=`, 'base64')
  const content = Buffer.from(text)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  const whole = Buffer.concat([Buffer.alloc(16, 7), length, content, Buffer.from(receiverId)])
  const pad = 32 - (whole.length % 32)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([cipher.update(Buffer.concat([whole, Buffer.alloc(pad, pad)])), cipher.final()]).toString(
    'base64',
  )
}
function encryptedly(text: string, { timestamp = seconds(), signed = text } = {}) {
  const nonce = '263014780'
  const msg_signature = wechatSignature([token, timestamp, nonce, signed])
  const signature = wechatSignature([token, timestamp, nonce])
  const body = `<xml><ToUserName><![CDATA[gh_7f083739789a]]></ToUserName><Encrypt><![CDATA[${text}]]></Encrypt></xml>`
  return callbackOf(addressOf({ signature, msg_signature, timestamp, nonce, encrypt_type: 'aes' }), body)
}

describe('B11.3 what WeChat reports', () => {
  it('the published example has the published signature and text', () => {
    // The sample that comes with WeCom's library for callbacks, "验证回调URL".
    const text = 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=='
    expect(wechatSignature([token, '1409659589', '263014780', text])).toBe('5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3')
    expect(decrypted(text, { aesKey, receiverId: appId })).toBe('1616140317555161061')
    expect(() => decrypted(text, { aesKey, receiverId: 'wx0000000000000000' })).toThrow()
  })

  it.each([
    ['success', 'delivered'],
    ['failed:user block', 'failed'],
    ['failed: system failed', 'failed'],
  ])('the end of a message, %s: %s', (status, result) => {
    const receipts = openWechatReceipts({ appId, token, aesKey: null })
    expect(receipts.isGenuine(plainly(end(status)))).toBe(true)
    const receipt = { messageId: '200163836', result, detail: status }
    expect(receipts.read(plainly(end(status)))).toEqual([receipt])
    const safe = openWechatReceipts({ appId, token, aesKey })
    const callback = encryptedly(encrypted(end(status)))
    expect(safe.isGenuine(callback)).toBe(true)
    expect(safe.read(callback)).toEqual([receipt])
  })

  it('is signed with the token, within five minutes; encrypted, the body is too', () => {
    const receipts = openWechatReceipts({ appId, token, aesKey: null })
    expect(receipts.isGenuine(plainly('', { secret: 'another' }))).toBe(false)
    expect(receipts.isGenuine(plainly('', { timestamp: String(Number(seconds()) - 400) }))).toBe(false)
    expect(receipts.isGenuine(callbackOf(addressOf({}), ''))).toBe(false)
    const safe = openWechatReceipts({ appId, token, aesKey })
    expect(safe.isGenuine(encryptedly(encrypted('<xml></xml>'), { signed: encrypted('<xml> </xml>') }))).toBe(false)
    expect(() => safe.isGenuine(plainly(end('success'))), 'plain where encryption is set up').toThrow()
    expect(() => safe.read(encryptedly(encrypted(end('success'), 'wx0000000000000000')))).toThrow()
  })

  it('the check of the address is answered with its text, if it is signed', () => {
    for (const key of [null, aesKey]) {
      const { echo } = openWechatReceipts({ appId, token, aesKey: key })
      expect(echo!(plainly('', { echostr: '5983258214921380614' }))).toBe('5983258214921380614')
      expect(echo!(plainly('', { echostr: '5983258214921380614', secret: 'another' }))).toBe(null)
      expect(echo!(plainly('', { echostr: '<script>' }))).toBe(null)
    }
  })

  it('what a customer writes and other events are no receipts, whatever they contain', () => {
    const { read } = openWechatReceipts({ appId, token, aesKey: null })
    const inner =
      ']]></Content><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[TEMPLATESENDJOBFINISH]]></Event><MsgID>1</MsgID><Status>success</Status><Content><![CDATA['
    const written = (text: string) =>
      `<xml><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${text}]]></Content><MsgId>1234567890123456</MsgId></xml>`
    for (const body of [
      written('Thank you'),
      written(inner),
      end('success').replace('TEMPLATESENDJOBFINISH', 'subscribe'),
      '<xml><MsgType><![CDATA[event]]></MsgType><ScanCodeInfo><ScanType><![CDATA[qrcode]]></ScanType></ScanCodeInfo></xml>',
      '<xml></xml>',
    ])
      expect(read(plainly(body)), body).toEqual([])
    for (const body of ['', '{}', '<!DOCTYPE xml [<!ENTITY a "b">]><xml></xml>'])
      expect(() => read(plainly(body))).toThrow()
    expect(fieldsOf('<xml><a>&lt;</a></xml>').size, 'no entities').toBe(0)
  })

  it('reads XML of the largest size a request may have within a second', () => {
    const since = performance.now()
    for (const body of [
      '<a></a>'.repeat(36_000),
      `<a><![CDATA[${']'.repeat(256_000)}]]></a>`,
      '<a>'.repeat(80_000),
      ' '.repeat(256_000),
    ])
      fieldsOf(`<xml>${body}</xml>`)
    expect(performance.now() - since).toBeLessThan(1000)
  })
})
