/** The channels to customers as set by environment variables (B11.3). */
import { describe, expect, it } from 'vitest'
import { readConfig } from '#server/terminal/config.ts'

const channels = (env: Record<string, string>) => readConfig(env).channels
const json = { SMS_SECRET: 'sixteen letters!' }
const twilio = { SMS_PRESET: 'twilio', SMS_FROM: '+14155550100' }

describe('B11.3 settings', () => {
  it('without any, there is no channel', () => {
    expect(channels({})).toEqual({ email: null, sms: null, wechat: null, pushSubject: null })
  })

  it('a mail server', () => {
    expect(channels({ SMTP_URL: 'smtp://me:p%40ss@mail.example.com', MAIL_FROM: 'board@example.com' })).toMatchObject({
      email: {
        ...{ host: 'mail.example.com', port: 587, secure: false, from: 'board@example.com' },
        auth: { user: 'me', pass: 'p@ss' },
      },
      pushSubject: 'mailto:board@example.com',
    })
    expect(channels({ SMTP_URL: 'smtps://mail.example.com?from=board@example.com' }).email).toEqual({
      ...{ host: 'mail.example.com', port: 465, secure: true, auth: null, from: 'board@example.com' },
      name: 'example.com',
    })
  })

  it.each([
    [{}, 'garage.example'],
    [{ PUBLIC_URL: 'https://board.garage.example' }, 'board.garage.example'],
    [{ PUBLIC_URL: 'http://10.1.2.3:8080' }, 'garage.example'],
    [{ PUBLIC_URL: 'http://localhost:8080' }, 'garage.example'],
    [{ MAIL_FROM: '车间@例子.公司' }, 'xn--fsqu00a.xn--55qx5d'],
    [{ SMTP_NAME: 'mx.garage.example', PUBLIC_URL: 'https://board.garage.example' }, 'mx.garage.example'],
  ])('a mail server is greeted by a name it can look up: with %j as %s', (more, name) => {
    const env = { SMTP_URL: 'smtp://mail.example.com', MAIL_FROM: 'board@garage.example', ...more }
    expect(channels(env).email?.name).toBe(name)
  })

  it('a gateway for SMS', () => {
    expect(channels({ SMS_URL: 'https://me:secret@sms.example.com/send?x=1', ...json }).sms).toEqual({
      ...{ preset: 'json', url: 'https://sms.example.com/send?x=1', secret: json.SMS_SECRET },
      auth: { user: 'me', pass: 'secret' },
      success: null,
    })
    expect(
      channels({ SMS_URL: 'https://sms.example.com/', SMS_SUCCESS: 'Response.SendStatusSet.0.Code=Ok|OK', ...json })
        .sms,
    ).toMatchObject({ success: { path: ['Response', 'SendStatusSet', '0', 'Code'], words: ['Ok', 'OK'] } })
    expect(
      channels({ SMS_URL: 'https://AC0:token@api.twilio.com/2010-04-01/Accounts/AC0/Messages.json', ...twilio }).sms,
    ).toMatchObject({
      preset: 'twilio',
      from: '+14155550100',
      auth: { user: 'AC0', pass: 'token' },
      success: { path: ['status'] },
    })
    for (const host of ['127.0.0.1:9', 'localhost', '[::1]:9'])
      expect(channels({ SMS_URL: `http://${host}/send`, ...json }).sms?.url).toBe(`http://${host}/send`)
  })

  it('a gateway with approved texts: every kind of notice has one, with its fields', () => {
    const all =
      'on_course=SMS_0:plate ready=SMS_1:plate,link delay=SMS_2:plate,time delay_no_time=SMS_3 correction=SMS_2:time question=SMS_3:plate'
    const aliyun = {
      ...{ SMS_PRESET: 'aliyun', SMS_KEY_ID: 'LTAI', SMS_SECRET: json.SMS_SECRET, SMS_SIGN_NAME: '北门汽修' },
      SMS_TEMPLATES: all,
    }
    expect(channels(aliyun).sms).toMatchObject({
      ...{ preset: 'aliyun', url: 'https://dysmsapi.aliyuncs.com/', keyId: 'LTAI', signName: '北门汽修' },
      ...{
        receiptKey: null,
        templates: { delay: { id: 'SMS_2', fields: ['plate', 'time'] }, delay_no_time: { fields: [] } },
      },
    })
    // Kinds with a text of their own, or else that of a delay.
    expect(channels(aliyun).sms).toMatchObject({
      templates: { time_known: { id: 'SMS_2' }, reopened: { id: 'SMS_2' }, reopened_no_time: { id: 'SMS_3' } },
    })
    const own = { ...aliyun, SMS_TEMPLATES: `${all} time_known=SMS_4:time` }
    expect(channels(own).sms).toMatchObject({ templates: { time_known: { id: 'SMS_4', fields: ['time'] } } })
    const tencent = {
      ...aliyun,
      SMS_PRESET: 'tencent',
      SMS_APP_ID: '1400006666',
      SMS_RECEIPT_KEY: 'a-key-of-the-callback',
    }
    expect(channels(tencent).sms).toMatchObject({
      ...{ preset: 'tencent', url: 'https://sms.tencentcloudapi.com/', appId: '1400006666', region: 'ap-guangzhou' },
      receiptKey: 'a-key-of-the-callback',
    })
    for (const [env, line] of [
      [{ ...aliyun, SMS_KEY_ID: '' }, /^SMS_PRESET aliyun needs SMS_KEY_ID\.$/],
      [{ ...aliyun, SMS_SECRET: '' }, /needs SMS_SECRET/],
      [{ ...aliyun, SMS_SIGN_NAME: '' }, /needs SMS_SIGN_NAME/],
      [{ ...aliyun, SMS_TEMPLATES: '' }, /needs SMS_TEMPLATES: the approved texts, like ready=/],
      [{ ...tencent, SMS_APP_ID: '' }, /needs SMS_APP_ID/],
      [{ ...tencent, SMS_RECEIPT_KEY: 'short' }, /^SMS_RECEIPT_KEY must have 16/],
      [{ ...aliyun, SMS_TEMPLATES: all.replace(/ready=\S+/, '') }, /^SMS_TEMPLATES lacks a text for ready\.$/],
      [{ ...aliyun, SMS_TEMPLATES: `${all} ready` }, /^SMS_TEMPLATES must look like/],
      [
        { ...aliyun, SMS_TEMPLATES: all.replace('SMS_3', 'SMS_3:hush') },
        /^SMS_TEMPLATES may use these fields: name, plate/,
      ],
    ] as const)
      expect(() => channels(env)).toThrow(line)
  })

  it('LINE', () => {
    const line = { SMS_PRESET: 'line', SMS_TOKEN: 'a token of the channel', SMS_SECRET: json.SMS_SECRET }
    expect(channels(line).sms).toEqual({
      ...{ preset: 'line', url: 'https://api.line.me/bot/pnp/push', token: line.SMS_TOKEN, secret: json.SMS_SECRET },
    })
    expect(() => channels({ ...line, SMS_TOKEN: '' })).toThrow(/^SMS_PRESET line needs SMS_TOKEN/)
    expect(() => channels({ ...line, SMS_SECRET: '' })).toThrow(/^SMS_PRESET line needs SMS_SECRET/)
  })

  it('a WeChat service account: every kind of notice has a template, and each keyword a field', () => {
    const all = ['on_course', 'ready', 'delay', 'delay_no_time', 'correction', 'question']
    const templates = all.map((kind) => `${kind}=T-${kind}:car_number1=plate,thing2=time`).join(' ')
    const wechat = {
      ...{ WECHAT_APP_ID: 'wx5823bf96d3bd56c7', WECHAT_SECRET: 'd4624c36b6795d1d99dcf0547af5443d' },
      WECHAT_TEMPLATES: templates,
    }
    const fields = [
      { keyword: 'car_number1', field: 'plate' },
      { keyword: 'thing2', field: 'time' },
    ]
    expect(channels(wechat).wechat).toMatchObject({
      ...{ appId: wechat.WECHAT_APP_ID, secret: wechat.WECHAT_SECRET, token: null, aesKey: null },
      ...{ url: 'https://api.weixin.qq.com', loginUrl: 'https://open.weixin.qq.com' },
      templates: { delay: { id: 'T-delay', fields }, time_known: { id: 'T-delay', fields } },
    })
    const WECHAT_AES_KEY = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C'
    expect(
      channels({ ...wechat, WECHAT_TOKEN: 'QDG6eK', WECHAT_AES_KEY, WECHAT_URL: 'http://127.0.0.1:9/x/' }).wechat,
    ).toMatchObject({ token: 'QDG6eK', aesKey: WECHAT_AES_KEY, url: 'http://127.0.0.1:9/x' })
    for (const [env, line] of [
      [{ ...wechat, WECHAT_APP_ID: 'gh_1' }, /^WECHAT_APP_ID must be an AppID/],
      [{ ...wechat, WECHAT_SECRET: '' }, /^WECHAT_APP_ID needs WECHAT_SECRET/],
      [{ ...wechat, WECHAT_TEMPLATES: '' }, /^WECHAT_APP_ID needs WECHAT_TEMPLATES: .* like ready=/],
      [
        { ...wechat, WECHAT_TEMPLATES: templates.replace(/ready=\S+/, '') },
        /^WECHAT_TEMPLATES lacks a template for ready/,
      ],
      [{ ...wechat, WECHAT_TEMPLATES: templates.replace(':car', ' car') }, /^WECHAT_TEMPLATES must look like/],
      [{ ...wechat, WECHAT_TEMPLATES: templates.replace('=time', '=hush') }, /^WECHAT_TEMPLATES may use these fields/],
      [{ ...wechat, WECHAT_AES_KEY }, /^WECHAT_AES_KEY needs WECHAT_TOKEN/],
      [{ ...wechat, WECHAT_TOKEN: 'QDG6eK', WECHAT_AES_KEY: 'short' }, /^WECHAT_AES_KEY must have 43/],
      [{ ...wechat, WECHAT_URL: 'http://api.example.com' }, /^WECHAT_URL must be an address like/],
    ] as const)
      expect(() => channels(env)).toThrow(line)
  })

  it('the contact for push services', () => {
    expect(channels({ PUBLIC_URL: 'https://board.example.com' }).pushSubject).toBe('https://board.example.com')
    for (const unusable of ['http://board.example.com', 'https://localhost:8080'])
      expect(channels({ PUBLIC_URL: unusable }).pushSubject).toBe(null)
    expect(channels({ VAPID_SUBJECT: 'mailto:me@example.com' }).pushSubject).toBe('mailto:me@example.com')
  })

  it.each<[Record<string, string>, RegExp]>([
    [{ SMTP_URL: 'mail.example.com' }, /^SMTP_URL must be an address like smtp:\/\//],
    [{ SMTP_URL: 'http://mail.example.com' }, /^SMTP_URL must be an address like/],
    [{ SMTP_URL: 'smtp://mail.example.com' }, /^SMTP_URL needs a sender: set MAIL_FROM/],
    [{ SMTP_URL: 'smtp://mail.example.com?from=nobody' }, /^SMTP_URL needs a sender/],
    [
      { SMTP_URL: 'smtp://mail.example.com?from=a@b.example&tls.rejectUnauthorized=false' },
      /^SMTP_URL may be followed by/,
    ],
    [
      { SMTP_URL: 'smtp://me:hush%@mail.example.com?from=a@b.example' },
      /^SMTP_URL contains a user or password with an unescaped %/,
    ],
    [{ VAPID_SUBJECT: 'mailto:pitboard@localhost' }, /^VAPID_SUBJECT must be an address like/],
    [{ SMS_SUCCESS: 'OK' }, /^SMS_SUCCESS must be a place in the JSON answer/],
    [{ SMTP_NAME: 'no name' }, /^SMTP_NAME must be a host name/],
    [{ MAIL_FROM: 'nobody' }, /^MAIL_FROM must be an e-mail address/],
    [{ SMS_URL: 'http://sms.example.com/', ...json }, /^SMS_URL must be an address like https:/],
    [{ SMS_URL: 'http://127.0.0.1.example.com/', ...json }, /^SMS_URL must be an address like https:/],
    [{ SMS_URL: 'https://sms.example.com/' }, /^SMS_URL needs SMS_SECRET/],
    [{ SMS_URL: 'https://sms.example.com/', SMS_SECRET: 'short' }, /^SMS_SECRET must have 16/],
    [
      { SMS_URL: 'https://sms.example.com/', SMS_PRESET: 'pigeon' },
      /^SMS_PRESET must be one of json, twilio, aliyun, tencent, line\./,
    ],
    [{ SMS_URL: 'https://a:b@sms.example.com/', SMS_PRESET: 'twilio' }, /^SMS_PRESET twilio needs SMS_FROM/],
    [{ SMS_URL: 'https://sms.example.com/', ...twilio }, /^SMS_PRESET twilio needs the account/],
    [{ SMS_FROM: 'hush hush hush hush' }, /^SMS_FROM must be a number/],
    [{ VAPID_SUBJECT: 'me' }, /^VAPID_SUBJECT must be an address like mailto:/],
  ])('%j is refused in one line that does not repeat it', (env, line) => {
    const read = () => channels(env)
    expect(read).toThrow(line)
    expect(read).not.toThrow(/\n|hush/)
  })
})
