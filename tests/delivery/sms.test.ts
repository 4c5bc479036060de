/** Twilio's format, and numbers that receive no text messages (B11.3). */
import { afterAll, describe, expect, it } from 'vitest'
import { openSms } from '#server/delivery/sms.ts'
import { saysSuccess } from '#server/delivery/success.ts'
import { tryOnce, type Message } from '#server/delivery/way.ts'
import { openGateway, type GatewayBehaviour } from '../support/smsGateway.ts'

const message: Message = {
  workshop: { id: '0', name: 'North Gate', country: null },
  ...{
    to: '+447911123456',
    reference: 'one.sms',
    subject: '',
    body: 'Your car is ready & washed.',
    link: '',
    receiptId: null,
    receiptsAt: null,
    kind: 'ready',
    values: null,
  },
}
const gateway = await openGateway()
afterAll(() => gateway.close())
const nobody = new AbortController().signal

it('B11.3 Twilio receives a form, with account and token', async () => {
  const auth = { user: 'AC0', pass: 'to:ken' }
  const way = openSms({ preset: 'twilio', url: gateway.url, auth, from: '+14155550100', success: null })
  expect(await tryOnce(way, message, 5000, nobody)).toEqual({ result: 'handed_over', detail: 'HTTP 200' })
  const [{ body, headers }] = gateway.taken as [(typeof gateway.taken)[0]]
  expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
    ...{ To: '+447911123456', From: '+14155550100', Body: 'Your car is ready & washed.' },
  })
  expect(headers.authorization).toBe(`Basic ${Buffer.from('AC0:to:ken').toString('base64')}`)
  expect(headers['content-type']).toBe('application/x-www-form-urlencoded')
})

it.each([
  ['without a country code where the country is not known', '07911123456'],
  ['with an extension', '+862168888888;ext=12'],
  ['that charges its caller', '+19005551234'],
])('B11.3 nothing is sent to a number %s', async (_what, to) => {
  const way = openSms({ preset: 'json', url: gateway.url, auth: null, secret: 'x', success: null })
  const { asked } = gateway
  expect(await tryOnce(way, { ...message, to }, 5000, nobody)).toEqual({
    ...{
      result: 'unavailable',
      detail: 'number_not_textable',
    },
  })
  expect(gateway.asked).toBe(asked)
})

describe('B11.3 a gateway that says success in its answer', () => {
  const success = { path: ['code'], words: ['OK'] }
  const via = async (how: GatewayBehaviour) => {
    const other = await openGateway(() => how)
    const way = openSms({ preset: 'json', url: other.url, auth: null, secret: 'x', success })
    const sent = await tryOnce(way, message, 5000, nobody)
    await other.close()
    return sent
  }

  it('has taken the message if it says so', async () => {
    expect(await via('agree')).toEqual({ result: 'handed_over', detail: 'HTTP 200' })
  })

  it('has not if it answers 200 with a refusal, or with something else', async () => {
    const refused = await via('limit')
    expect(refused).toEqual({ result: 'failed', detail: expect.stringContaining('isv.BUSINESS_LIMIT_CONTROL') })
    expect(await via('take')).toEqual({ result: 'failed', detail: 'HTTP 200 ok' })
  })

  it.each([
    ['{"code":"OK"}', ['code'], true],
    ['{"status":0}', ['status'], true],
    ['{"Response":{"SendStatusSet":[{"Code":"Ok"}]}}', ['Response', 'SendStatusSet', '0', 'Code'], true],
    ['{"Response":{"Error":{"Code":"AuthFailure"}}}', ['Response', 'SendStatusSet', '0', 'Code'], false],
    ['null', ['code'], false],
    ['<html>', ['code'], false],
    ['', ['code'], false],
  ])('in %j at %j: %s', (body, path, expected) => {
    expect(saysSuccess(body, { path, words: ['OK', 'Ok', '0'] })).toBe(expected)
  })
})
