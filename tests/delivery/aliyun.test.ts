/** SMS through Alibaba Cloud: signature, approved texts, refusals, receipts (B11.3). */
import { afterAll, expect, it } from 'vitest'
import { acs3Authorization, Aliyun, canonicalQuery } from '#server/delivery/aliyun.ts'
import { tryOnce } from '#server/delivery/way.ts'
import type { AliyunSettings } from '#server/terminal/sms.ts'
import { openVendor } from '../support/vendor.ts'
import { callbackOf, nobody, notice, templates } from './vendors.ts'

const vendor = await openVendor({ Message: 'OK', RequestId: 'R1', Code: 'OK', BizId: '9006197469364984400' })
afterAll(() => vendor.close())
const settings: AliyunSettings = {
  ...{ preset: 'aliyun', url: vendor.url, keyId: 'YourAccessKeyId', secret: 'YourAccessKeySecret' },
  ...{ signName: '阿里云', templates, receiptKey: 'a key of the callback' },
}
const send = (over = {}) => tryOnce(new Aliyun(settings), { ...notice, ...over }, 5000, nobody)

it('the published example has the published signature', () => {
  // "V3 request structure and signature": a call of RunInstances.
  const headers = {
    host: 'ecs.cn-shanghai.aliyuncs.com',
    'x-acs-action': 'RunInstances',
    'x-acs-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'x-acs-date': '2023-10-26T10:22:32Z',
    'x-acs-signature-nonce': '3156853299f313e23d1673dc12e1703d',
    'x-acs-version': '2014-05-26',
  }
  const search = canonicalQuery({
    ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd',
    RegionId: 'cn-shanghai',
  })
  expect(acs3Authorization({ ...settings, search, headers })).toBe(
    'ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;' +
      'x-acs-signature-nonce;x-acs-version,Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
  )
})

it('B11.3 sends the approved text of this kind with its values, signed', async () => {
  expect(await send()).toEqual({ result: 'handed_over', detail: 'OK', messageId: '9006197469364984400' })
  const { method, url, headers, body } = vendor.requests.at(-1)!
  expect([method, url.pathname, body]).toEqual(['POST', '/', ''])
  const { TemplateParam, ...query } = Object.fromEntries(url.searchParams)
  expect(query).toEqual({
    ...{ PhoneNumbers: '13800138000', SignName: '阿里云', TemplateCode: 'SMS_2', OutId: notice.receiptId },
  })
  expect(JSON.parse(TemplateParam!)).toEqual({ plate: '沪A·7K382', time: '14:30', link: notice.link })
  expect(headers).toMatchObject({ 'x-acs-action': 'SendSms', 'x-acs-version': '2017-05-25' })
  expect(Math.abs(Date.parse(String(headers['x-acs-date'])) - Date.now())).toBeLessThan(60_000)
  const signed = /SignedHeaders=([^,]+)/.exec(headers.authorization!)![1]!.split(';')
  expect(signed).toEqual(expect.arrayContaining(['host', 'x-acs-content-sha256', 'x-acs-date']))
  const given = Object.fromEntries(signed.map((name) => [name, String(headers[name])]))
  const search = canonicalQuery({ ...query, TemplateParam: TemplateParam! })
  expect(headers.authorization).toBe(acs3Authorization({ ...settings, search, headers: given }))
  expect(url.search).toBe(`?${search}`)
})

it('B11.3 a number abroad has its country code and no plus', async () => {
  await send({ to: '+85298765432' })
  expect(vendor.requests.at(-1)!.url.searchParams.get('PhoneNumbers')).toBe('85298765432')
})

it.each([
  ['isv.MOBILE_NUMBER_ILLEGAL', '无效号码', 'unavailable'],
  ['isv.SMS_TEMPLATE_ILLEGAL', '模版不合法', 'unavailable'],
  ['isv.DAY_LIMIT_CONTROL', '触发日发送限额', 'unavailable'],
  ['isv.BUSINESS_LIMIT_CONTROL', '触发天级流控Permits:10', 'unavailable'],
  ['isv.BUSINESS_LIMIT_CONTROL', '触发分钟级流控Permits:1', 'failed'],
  ['isp.RAM_PERMISSION_DENY', '', 'failed'],
  ['Throttling.User', 'Request was denied due to user flow control.', 'failed'],
])('B11.3 %s (%s) is %s', async (Code, Message, result) => {
  vendor.answer = { status: 200, body: { Code, Message, RequestId: 'R1' } }
  expect(await send()).toEqual({ result, detail: expect.stringContaining(Code) as string })
})

it('B11.3 an answer that is none of its own is a failed attempt', async () => {
  vendor.answer = { status: 502, body: 'Bad gateway' }
  expect(await send()).toEqual({ result: 'failed', detail: 'HTTP 502 "Bad gateway"' })
})

it('B11.3 receipts need the key in their address; their list is read', () => {
  const { receipts } = new Aliyun(settings)
  const at = 'https://board.garage.example/api/receipts/aliyun'
  const key = encodeURIComponent(settings.receiptKey!)
  // The published example of SmsReport, and one that failed.
  const list = [
    { send_time: '2017-01-01 00:00:00', success: true, err_code: 'DELIVERED', biz_id: '12345', out_id: 'one' },
    { phone_number: '13800138000', success: false, err_code: 'MK:0001', out_id: 'two' },
  ]
  const callback = callbackOf(`${at}?key=${key}`, list)
  expect(receipts!.isGenuine(callback)).toBe(true)
  for (const url of [at, `${at}?key=`, `${at}?key=${key}x`])
    expect(receipts!.isGenuine(callbackOf(url, list)), url).toBe(false)
  expect(receipts!.read(callback)).toEqual([
    { attempt: 'one', result: 'delivered', detail: 'DELIVERED' },
    { attempt: 'two', result: 'failed', detail: 'MK:0001' },
  ])
  expect(receipts!.answer).toMatchObject({ code: 0 })
  expect(new Aliyun({ ...settings, receiptKey: null }).receipts).toBeUndefined()
})
