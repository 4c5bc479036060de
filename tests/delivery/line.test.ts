/** LINE notification messages: the number's hash, refusals, receipts (B11.3). */
import { afterAll, expect, it } from 'vitest'
import { hashOf, Line, lineSignature } from '#server/delivery/line.ts'
import { tryOnce } from '#server/delivery/way.ts'
import type { LineSettings } from '#server/terminal/sms.ts'
import { openVendor } from '../support/vendor.ts'
import { callbackOf, nobody, notice } from './vendors.ts'

const vendor = await openVendor({})
afterAll(() => vendor.close())
const settings: LineSettings = { preset: 'line', url: vendor.url, token: 'token', secret: 'secret of the channel' }
const send = (over = {}) =>
  tryOnce(new Line(settings), { ...notice, to: '+886912345678', body: '您的車已可取車', ...over }, 5000, nobody)

it('the published examples have the published hash and signature', () => {
  // "Technical specifications of the LINE notification messages API"; the tests of LINE's own library for Node.
  expect(hashOf('+818000001234')).toBe('d41e0ad70dddfeb68f149ad6fc61574b9c5780ab7bcb2fba5517771ffbb2409c')
  const body = JSON.stringify({ hello: 'world' })
  expect(lineSignature('test_secret', body)).toBe('t7Hn4ZDHqs6e+wdvI5TyQIvzie0DmMUmuXEBqyyE/tM=')
})

it('B11.3 sends the text to the hash of the number, with the attempt as its tag', async () => {
  expect(await send()).toEqual({ result: 'handed_over', detail: 'HTTP 200' })
  const { method, headers, body } = vendor.requests.at(-1)!
  expect(method).toBe('POST')
  expect(headers).toMatchObject({
    ...{ authorization: 'Bearer token', 'content-type': 'application/json', 'x-line-delivery-tag': notice.receiptId },
  })
  expect(notice.receiptId!.length, 'LINE takes 16 to 100 characters').toBeLessThanOrEqual(96)
  expect(JSON.parse(body)).toEqual({
    ...{ to: hashOf('+886912345678'), messages: [{ type: 'text', text: '您的車已可取車' }] },
  })
  expect(body).not.toContain('912345678')
})

it.each([
  [400, 'The request body has 1 error(s)', 'unavailable'],
  [401, 'Authentication failed.', 'unavailable'],
  [422, 'Failed to send messages', 'unavailable'],
  [429, 'You have reached your monthly limit.', 'unavailable'],
  [429, 'The API rate limit has been exceeded. Try again later.', 'failed'],
  [500, 'Internal server error', 'failed'],
])('B11.3 %i, %s: %s', async (status, message, result) => {
  vendor.answer = { status, body: { message } }
  expect(await send()).toEqual({ result, detail: `HTTP ${status} {"message":"${message}"}` })
})

it('B11.3 a signed event of delivery is a receipt; other events are none', () => {
  const { receipts } = new Line(settings)
  const of = (events: unknown[]) => JSON.stringify({ destination: 'U0', events })
  const body = of([
    {
      type: 'delivery',
      delivery: { data: notice.receiptId },
      deliveryContext: { isRedelivery: false },
      mode: 'active',
    },
    { type: 'message', message: { type: 'text', text: 'Thank you' } },
  ])
  const callback = (signature: string) => callbackOf('', body, { 'X-Line-Signature': signature })
  const right = lineSignature(settings.secret, body)
  expect(receipts.isGenuine(callback(right))).toBe(true)
  for (const wrong of ['', right.toLowerCase(), lineSignature('another secret', body)])
    expect(receipts.isGenuine(callback(wrong)), wrong).toBe(false)
  expect(receipts.read(callback(right))).toEqual([{ attempt: notice.receiptId, result: 'delivered', detail: '' }])
  // LINE checks an address with an empty list.
  expect(receipts.read(callbackOf('', of([])))).toEqual([])
})
