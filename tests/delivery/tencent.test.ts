/** SMS through Tencent Cloud: signature, approved texts, refusals, receipts (B11.3). */
import { afterAll, expect, it } from 'vitest'
import { Tencent, tc3Authorization } from '#server/delivery/tencent.ts'
import { tryOnce } from '#server/delivery/way.ts'
import type { TencentSettings } from '#server/terminal/sms.ts'
import { openVendor } from '../support/vendor.ts'
import { callbackOf, nobody, notice, templates } from './vendors.ts'

const status = { SerialNo: '5000:1045710669157053657849499619', PhoneNumber: '+8613800138000', Fee: 1 }
const taken = { Response: { SendStatusSet: [{ ...status, Code: 'Ok', Message: 'send success' }], RequestId: 'R1' } }
const vendor = await openVendor(taken)
afterAll(() => vendor.close())
const settings: TencentSettings = {
  ...{ preset: 'tencent', url: vendor.url, keyId: 'AKIDz8krbsJ5yKBZQpn74WFkmLPx3', secret: 'x'.repeat(32) },
  ...{
    signName: '腾讯云',
    templates,
    appId: '1400006666',
    region: 'ap-guangzhou',
    receiptKey: 'a key of the callback',
  },
}
const send = (over = {}) => tryOnce(new Tencent(settings), { ...notice, ...over }, 5000, nobody)

it('the published example has the published signature', () => {
  // "Signature v3": a call of DescribeInstances. The key is published with asterisks, and signed with them.
  const authorization = tc3Authorization({
    ...{ keyId: 'AKID********************************', secret: '********************************', service: 'cvm' },
    at: 1551113065,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      host: 'cvm.tencentcloudapi.com',
      'x-tc-action': 'DescribeInstances',
    },
    body: String.raw`{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}`,
  })
  expect(authorization).toBe(
    'TC3-HMAC-SHA256 Credential=AKID********************************/2019-02-25/cvm/tc3_request, ' +
      'SignedHeaders=content-type;host;x-tc-action, ' +
      'Signature=10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f',
  )
})

it('B11.3 sends the approved text of this kind with its values in their order, signed', async () => {
  expect(await send()).toEqual({ result: 'handed_over', detail: 'Ok', messageId: status.SerialNo })
  const { method, url, headers, body } = vendor.requests.at(-1)!
  expect([method, url.pathname]).toEqual(['POST', '/'])
  expect(JSON.parse(body)).toEqual({
    ...{ PhoneNumberSet: ['+8613800138000'], SmsSdkAppId: '1400006666', SignName: '腾讯云', TemplateId: 'SMS_2' },
    TemplateParamSet: ['沪A·7K382', '14:30', notice.link],
  })
  expect(headers).toMatchObject({
    ...{ 'x-tc-action': 'SendSms', 'x-tc-version': '2021-01-11', 'x-tc-region': 'ap-guangzhou' },
  })
  const at = Number(headers['x-tc-timestamp'])
  expect(Math.abs(at - Date.now() / 1000)).toBeLessThan(60)
  const given = { 'content-type': headers['content-type']!, host: headers.host!, 'x-tc-action': 'SendSms' }
  expect(headers.authorization).toBe(tc3Authorization({ ...settings, service: 'sms', at, headers: given, body }))
})

it('B11.3 what is not known is empty, and keeps its place', async () => {
  await send({ kind: 'delay_no_time', link: null, values: { ...notice.values!, plate: '沪A\n7K382' } })
  expect(JSON.parse(vendor.requests.at(-1)!.body)).toMatchObject({ TemplateParamSet: ['沪A 7K382', ''] })
})

it.each([
  ['InvalidParameterValue.IncorrectPhoneNumber', 'unavailable'],
  ['FailedOperation.TemplateIncorrectOrUnapproved', 'unavailable'],
  ['LimitExceeded.PhoneNumberDailyLimit', 'unavailable'],
  ['LimitExceeded.PhoneNumberThirtySecondLimit', 'failed'],
  ['LimitExceeded.DeliveryFrequencyLimit', 'failed'],
  ['InternalError.Timeout', 'failed'],
])('B11.3 %s is %s, as status of the message and as error of the request', async (Code, result) => {
  const said = { Code, Message: 'no' }
  vendor.answer = { status: 200, body: { Response: { SendStatusSet: [{ ...status, ...said }] } } }
  const known = { result, detail: expect.stringContaining(Code) as string }
  expect(await send()).toEqual(known)
  vendor.answer = { status: 200, body: { Response: { Error: said, RequestId: 'R1' } } }
  expect(await send()).toEqual(known)
})

it('B11.3 an answer that is none of its own is a failed attempt', async () => {
  vendor.answer = { status: 200, body: {} }
  expect(await send()).toEqual({ result: 'failed', detail: 'HTTP 200 {}' })
})

it('B11.3 receipts need the key in their address; their list is read', () => {
  const { receipts } = new Tencent(settings)
  const at = 'https://board.garage.example/api/receipts/tencent'
  const key = encodeURIComponent(settings.receiptKey!)
  // The published example of the status notification, and one that failed.
  const list = [
    {
      ...{ user_receive_time: '2015-10-17 08:03:04', nationcode: '86', mobile: '13xxxxxxxxx' },
      ...{ report_status: 'SUCCESS', errmsg: 'DELIVRD', description: '用户短信送达成功', sid: 'xxxxxxx' },
    },
    { report_status: 'FAIL', errmsg: 'MK:0001', sid: 'yyyyyyy' },
  ]
  const callback = callbackOf(`${at}?key=${key}`, list)
  expect(receipts!.isGenuine(callback)).toBe(true)
  for (const url of [at, `${at}?key=`, `${at}?key=${key}x`])
    expect(receipts!.isGenuine(callbackOf(url, list)), url).toBe(false)
  expect(receipts!.read(callback)).toEqual([
    { messageId: 'xxxxxxx', result: 'delivered', detail: 'DELIVRD' },
    { messageId: 'yyyyyyy', result: 'failed', detail: 'MK:0001' },
  ])
  expect(receipts!.answer).toEqual({ result: 0, errmsg: 'OK' })
})
