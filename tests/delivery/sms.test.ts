/** Numbers with their country code, and Twilio's format (B11.3). */
import { afterAll, describe, expect, it } from 'vitest'
import { internationalOf, openSms } from '#server/delivery/sms.ts'
import { tryOnce, type Message } from '#server/delivery/way.ts'
import { openGateway } from '../support/smsGateway.ts'

const cn = { plateFormat: 'cn' } as const
const free = { plateFormat: 'free' } as const

describe('B11.3 a telephone number', () => {
  it.each([
    ['13800138000', cn, '+8613800138000'],
    ['02155551234', cn, '+862155551234'],
    ['+447911123456', cn, '+447911123456'],
    ['+886912345678', free, '+886912345678'],
    ['07911123456', free, null],
    ['123456', free, null],
    ['1', cn, null],
    ['letters', cn, null],
  ] as const)('%s, where plates are %j, is %s', (number, workshop, expected) => {
    expect(internationalOf(number, workshop)).toBe(expected)
  })
})

const message: Message = {
  workshop: { id: '0', name: 'North Gate', plateFormat: 'free' },
  ...{ to: '+447911123456', reference: 'one.sms', subject: '', body: 'Your car is ready & washed.', link: '' },
}
const gateway = await openGateway()
afterAll(() => gateway.close())
const nobody = new AbortController().signal

it('B11.3 Twilio receives a form, with account and token', async () => {
  const auth = { user: 'AC0', pass: 'to:ken' }
  const way = openSms({ preset: 'twilio', url: gateway.url, auth, from: '+14155550100' })
  expect(await tryOnce(way, message, 5000, nobody)).toEqual({ result: 'delivered', detail: 'HTTP 200' })
  const [{ body, headers }] = gateway.taken as [(typeof gateway.taken)[0]]
  expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
    ...{ To: '+447911123456', From: '+14155550100', Body: 'Your car is ready & washed.' },
  })
  expect(headers.authorization).toBe(`Basic ${Buffer.from('AC0:to:ken').toString('base64')}`)
  expect(headers['content-type']).toBe('application/x-www-form-urlencoded')
})

it('B11.3 nothing is sent to a number without its country code', async () => {
  const way = openSms({ preset: 'json', url: gateway.url, auth: null, secret: 'x' })
  const { asked } = gateway
  expect(await tryOnce(way, { ...message, to: '07911123456' }, 5000, nobody)).toEqual({
    ...{ result: 'unavailable', detail: 'The telephone number is invalid or lacks its country code: write it with +.' },
  })
  expect(gateway.asked).toBe(asked)
})
