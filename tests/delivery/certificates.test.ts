/** Mail servers with a bad and with a good certificate; passwords (B11.3). */
import tls from 'node:tls'
import { afterAll, describe, expect, it } from 'vitest'
import { openMail } from '#server/delivery/email.ts'
import { tryOnce, type Message } from '#server/delivery/way.ts'
import { openMailServer } from '../support/mailServer.ts'
import { selfSigned } from '../support/selfSigned.ts'
import { mailAt } from './notices.ts'

const message: Message = {
  workshop: { id: '0', name: '海港路汽修', country: 'CN' },
  ...{
    to: 'li.na@home.example',
    reference: 'one.email',
    subject: '沪A·12345 已可取车',
    body: '尊敬的李娜：\n您的车可以取了。',
  },
  link: 'https://board.garage.example/t/x',
  receiptId: null,
  receiptsAt: null,
  kind: 'ready',
  values: null,
}
const servers = {
  TLS: await openMailServer({ secure: true }),
  STARTTLS: await openMailServer({ startTls: true }),
  none: await openMailServer(),
}
afterAll(() => Promise.all(Object.values(servers).map((server) => server.close())))
const nobody = new AbortController().signal
const send = (name: keyof typeof servers, over: Parameters<typeof mailAt>[1] = {}) =>
  tryOnce(openMail(mailAt(servers[name].port, { secure: name === 'TLS', ...over })), message, 10_000, nobody)

describe.each(['TLS', 'STARTTLS'] as const)('a mail server with %s', (name) => {
  const usual = tls.getCACertificates('default')
  afterAll(() => tls.setDefaultCACertificates(usual))

  it('B11.3 and a self-signed certificate receives nothing, and the attempt records why', async () => {
    expect(await send(name)).toEqual({ result: 'failed', detail: expect.stringMatching(/self-signed certificate/) })
    expect(servers[name].asked).toBe(0)
  })

  it('B11.3 and a trusted certificate receives the mail', async () => {
    tls.setDefaultCACertificates([...usual, selfSigned.cert])
    expect(await send(name)).toMatchObject({ result: 'handed_over' })
    expect(servers[name].mails).toMatchObject([{ text: message.body, subject: message.subject }])
    expect(servers[name].mails[0]!.from).toBe('海港路汽修 <board@garage.example>')
  })

  it('B11.3 receives the password; a wrong one fails the attempt', async () => {
    tls.setDefaultCACertificates([...usual, selfSigned.cert])
    const asked = servers[name].asked
    expect(await send(name, { auth: { user: 'board', pass: 'wrong' } })).toMatchObject({ result: 'failed' })
    expect(servers[name].asked).toBe(asked)
    expect(await send(name, { auth: { user: 'board', pass: 'right' } })).toMatchObject({ result: 'handed_over' })
  })
})

it('B11.3 a password is never sent over an unencrypted connection', async () => {
  // 0.0.0.0 reaches this machine but does not count as loopback.
  const result = await send('none', { host: '0.0.0.0', auth: { user: 'board', pass: 'right' } })
  expect(result).toEqual({ result: 'failed', detail: expect.stringMatching(/STARTTLS/) })
  expect(servers.none.asked).toBe(0)
})

it('B11.3 an unreachable mail server fails the attempt', async () => {
  await servers.none.close()
  expect(await send('none')).toEqual({ result: 'failed', detail: expect.stringMatching(/ECONNREFUSED/) })
})
