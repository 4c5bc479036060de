/** What protects an access key: cookie flags, TLS, and the origin check, also behind proxies. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { request as plainRequest, type IncomingMessage } from 'node:http'
import { once } from 'node:events'
import { request as tlsRequest } from 'node:https'
import { connect as connectTls } from 'node:tls'
import { join } from 'node:path'
import type { Socket } from 'socket.io-client'
import { pino } from 'pino'
import { describe, expect, inject, it } from 'vitest'
import type { Refusal } from '#contract/errors.ts'
import type { Snapshot } from '#contract/sync.ts'
import { StartError } from '#server/terminal/startError.ts'
import { keyedDevices } from '#server/access/keys.ts'
import type { AppOptions } from '#server/app.ts'
import { foreignPages } from '#server/edge/foreignPages.ts'
import { readConfig } from '#server/terminal/config.ts'
import { followTls } from '#server/terminal/tlsFiles.ts'
import { freePort } from '../run/processes.ts'
import { connect, next, openWorkshop } from '../support/testWorkshop.ts'
import { renewed, selfSigned } from '../support/selfSigned.ts'

const workshop = await openWorkshop()
const folder = mkdtempSync(join(inject('scratch'), 'secure-'))
const fileOf = (name: string, text: string) => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const files = { TLS_CERT: fileOf('cert.pem', selfSigned.cert), TLS_KEY: fileOf('key.pem', selfSigned.key) }

/** A server and its local address, whatever its public URL. */
async function serve(options: Partial<AppOptions>) {
  const port = await freePort()
  const app = await workshop.serve({ ...options, port })
  return { ...app, called: app.url, url: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}` }
}
const { tls, publicUrl } = readConfig({ ...files, PUBLIC_URL: 'https://board.example.com/' })
const logged: string[] = []
const log = pino({}, { write: (line) => logged.push(line) })
const [plain, encrypted, renamed, proxied, elsewhere] = await Promise.all([
  serve({ log }),
  serve({ tls }),
  serve({ publicUrl }),
  serve({ trustProxy: 1 }),
  serve({ trustProxy: ['192.0.2.0/24'] }),
])

/** An answer without following redirects. */
const get = (address: string, headers: Record<string, string> = {}) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    const sent = address.startsWith('https:')
      ? tlsRequest(address, { headers, ca: selfSigned.cert, checkServerIdentity: () => undefined })
      : plainRequest(address, { headers })
    sent.on('response', (response) => resolve(response.resume())).on('error', reject)
    sent.end()
  })

describe('an access link sets a cookie that scripts and other sites cannot use', () => {
  const https = { 'X-Forwarded-Proto': 'https' }
  const pages = { staff: '/board/floor', wall: '/board/wall', lobby: '/board/lobby', kiosk: '/kiosk' }

  it.each([
    ['by plain HTTP', plain, {}, false],
    ['by plain HTTP, whatever the request says of itself', plain, https, false],
    ['by TLS of our own', encrypted, {}, true],
    ['by plain HTTP, although PUBLIC_URL is https', renamed, {}, false],
    ['behind a proxy that is believed and says https', proxied, https, true],
    ['behind one that writes it large', proxied, { 'X-Forwarded-Proto': 'HTTPS' }, true],
    ['behind two, the second reached by plain HTTP', proxied, { 'X-Forwarded-Proto': 'https, http' }, true],
    ['behind one that says http', proxied, { 'X-Forwarded-Proto': 'http' }, false],
    ['from an address that is not the trusted proxy’s', elsewhere, https, false],
  ])('%s', async (_, { url }, headers, isSecure) => {
    for (const device of keyedDevices) {
      const { statusCode, headers: answer } = await get(`${url}/open/${device}/${workshop.keys[device]}`, headers)
      // The key must not stay in the address.
      expect([statusCode, answer.location]).toEqual([303, pages[device]])
      const [cookie = '', ...more] = answer['set-cookie'] ?? []
      const [value, ...marks] = cookie.split('; ').filter((part) => !part.startsWith('Expires='))
      expect([value, more]).toEqual([`pitboard_${device}=${workshop.keys[device]}`, []])
      const all = ['HttpOnly', `Max-Age=${365 * 86_400}`, 'Path=/', 'SameSite=Lax']
      expect(marks.toSorted()).toEqual(isSecure ? [...all, 'Secure'] : all)
    }
  })
})

describe('each page load renews for another year', () => {
  const pages = ['/', '/kiosk', '/board/wall', '/board/floor']
  it.each(pages)('%s: all cookies that the browser holds', async (path) => {
    const held = [
      ...keyedDevices.map((device) => `pitboard_${device}=${workshop.keys[device]}`),
      `pitboard_session=${'s'.repeat(32)}`,
    ]
    const { headers } = await get(proxied.url + path, {
      cookie: [...held, 'pitboard_wall_old=x', 'other=y'].join('; '),
      'X-Forwarded-Proto': 'https',
    })
    const set = (headers['set-cookie'] ?? []).map((cookie) => cookie.split('; '))
    expect(set.map(([value]) => value)).toEqual(held)
    for (const [, ...marks] of set)
      expect(marks).toEqual(expect.arrayContaining([`Max-Age=${365 * 86_400}`, 'HttpOnly', 'SameSite=Lax', 'Secure']))
  })

  it('nothing that has not the form of a key', async () => {
    const { headers } = await get(`${plain.url}/kiosk`, {
      cookie: `pitboard_kiosk=${'x'.repeat(8000)}; pitboard_wall=1.2`,
    })
    expect(headers['set-cookie']).toBeUndefined()
  })
})

describe('TLS_CERT and TLS_KEY', () => {
  it('serve pages by https and screens by wss, and nothing unencrypted', async () => {
    expect(encrypted.called).toBe(encrypted.url)
    expect((await get(`${encrypted.url}/healthz`)).statusCode).toBe(200)
    const socket = connect(encrypted, workshop, 'wall', { options: { ca: selfSigned.cert } })
    expect((await next<Snapshot>(socket, 'snapshot')).put.workshop).toHaveLength(1)
    await expect(get(`${encrypted.url.replace('https:', 'http:')}/healthz`)).rejects.toThrow()
  })

  it('are read again when their files change: new connections get the new certificate', async () => {
    const replaced = await serve({ tls })
    const copies = { cert: fileOf('again.pem', selfSigned.cert), key: fileOf('again-key.pem', selfSigned.key) }
    const lines: string[] = []
    const log = pino({}, { write: (line) => lines.push((JSON.parse(line) as { msg: string }).msg) })
    const { look, stop } = followTls(copies, selfSigned, replaced.useTls, log)
    const served = async () => {
      const socket = connectTls({ port: Number(new URL(replaced.url).port), rejectUnauthorized: false })
      await once(socket, 'secureConnect')
      const { subject } = socket.getPeerCertificate()
      socket.destroy()
      return subject.CN
    }
    look()
    expect([await served(), lines]).toEqual(['127.0.0.1', []])
    writeFileSync(copies.cert, renewed.cert)
    for (let i = 0; i < 2; i++) look()
    expect(await served()).toBe('127.0.0.1')
    expect(lines).toEqual([expect.stringMatching(/do not match; the old ones stay in use$/)])
    writeFileSync(copies.key, renewed.key)
    look()
    expect(await served()).toBe('renewed')
    stop()
  })

  const garbled = fileOf('garbled.pem', selfSigned.cert.replaceAll('M', 'N'))
  it.each([
    ['a missing file', { ...files, TLS_KEY: '/nowhere/key.pem' }, /^TLS_KEY .* cannot be read: \/nowhere\/key/],
    ['a file that is no certificate', { ...files, TLS_CERT: garbled }, /^TLS_CERT and TLS_KEY .* not PEM files\.$/],
    ['each in the other’s place', { TLS_CERT: files.TLS_KEY, TLS_KEY: files.TLS_CERT }, /^TLS_CERT and TLS_KEY do not/],
    [
      'one without the other',
      { TLS_CERT: files.TLS_CERT },
      /^TLS_CERT and TLS_KEY go together: set both or neither\.$/,
    ],
  ])('%s: one line', (_, env, line) => {
    const read = () => readConfig(env)
    expect(read).toThrow(StartError)
    expect(read).toThrow(line)
    expect(read).not.toThrow(/\n|PRIVATE/)
  })
})

describe('PUBLIC_URL', () => {
  it.each([
    ['https://board.example.com', 'https://board.example.com'],
    ['https://board.example.com/', 'https://board.example.com'],
    ['http://board.example.com:8080/', 'http://board.example.com:8080'],
    ['https://[fd00::1]', 'https://[fd00::1]'],
  ])('%s: links begin with %s', (set, begins) => {
    expect(readConfig({ PUBLIC_URL: set }).publicUrl).toBe(begins)
  })

  it.each(['/ours', '/ours/', '//', '/?device=wall', '?', '#wall'])('with %s behind the host: one line', (more) => {
    const read = () => readConfig({ PUBLIC_URL: `https://board.example.com${more}` })
    expect(read).toThrow(StartError)
    expect(read).toThrow(/^PUBLIC_URL must be protocol and host alone, without a path, like https:\S+\.com\.$/)
  })
})

describe('the origin of the page that opens a socket', () => {
  /** The result of a wall’s handshake from a page of this origin. */
  async function cameFrom(origin: string): Promise<string> {
    const cookie = `pitboard_wall=${workshop.keys.wall}`
    const socket: Socket = connect(renamed, workshop, 'wall', { options: { extraHeaders: { cookie, origin } } })
    const refused = next<Error & { data: Refusal }>(socket, 'connect_error').then(({ data }) => data.code)
    return Promise.race([refused, next(socket, 'snapshot').then(() => 'let in')])
  }

  it.each([
    ['PUBLIC_URL', 'https://board.example.com', 'let in'],
    ['the server’s own address', renamed.url, 'let in'],
    ['PUBLIC_URL without TLS', 'http://board.example.com', 'wrong_origin'],
    ['PUBLIC_URL at another port', 'https://board.example.com:8443', 'wrong_origin'],
    ['a name that begins like PUBLIC_URL', 'https://board.example.com.elsewhere.example', 'wrong_origin'],
    ['elsewhere', 'https://elsewhere.example', 'wrong_origin'],
  ])('%s', async (_, origin, becomes) => {
    expect(await cameFrom(origin)).toBe(becomes)
  })
})

describe('the origin of the page that reads', () => {
  const status = async ({ url }: { url: string }, headers: Record<string, string>) => {
    const cookie = `pitboard_wall=${workshop.keys.wall}`
    return (await get(`${url}/api/state`, { 'X-Pitboard-View': 'wall', cookie, ...headers })).statusCode
  }
  /** The headers of what stands in front: the same page at https://board.example.com each time. */
  const page = 'https://board.example.com'
  const nginx = { Host: '127.0.0.1:8080', Connection: 'close' }
  const withHost = { Host: 'board.example.com', 'X-Forwarded-Proto': 'https' }
  const caddy = { ...withHost, 'X-Forwarded-Host': 'board.example.com', 'X-Forwarded-For': '203.0.113.7' }
  const twoProxies = {
    Host: '10.0.0.2:8080',
    'X-Forwarded-Host': 'board.example.com, 10.0.0.1',
    'X-Forwarded-Proto': 'https, http',
  }

  it.each([
    // However the same origin is written.
    ['https://board.local', { Host: 'board.local:443' }, encrypted, 200],
    ['http://board.local', { Host: 'board.local:80' }, plain, 200],
    ['http://board.local', { Host: 'Board.local' }, plain, 200],
    ['http://board.local.', { Host: 'board.local' }, plain, 200],
    ['http://board.local', { Host: 'board.local.:80' }, plain, 200],
    ['https://board.example.com', { Host: 'anything' }, renamed, 200],
    // The scheme counts.
    ['https://board.local', { Host: 'board.local' }, plain, 403],
    ['http://board.local', { Host: 'board.local:443' }, encrypted, 403],
    ['ftp://board.local', { Host: 'board.local' }, plain, 403],
    ['javascript://board.local', { Host: 'board.local' }, plain, 403],
    // Through proxies: nginx with its defaults tells nothing of the page's address, so PUBLIC_URL must.
    [page, nginx, proxied, 403],
    [page, nginx, renamed, 200],
    [page, withHost, proxied, 200],
    [page, withHost, renamed, 200],
    [page, withHost, plain, 403],
    [page, caddy, proxied, 200],
    [page, caddy, plain, 403],
    [page, caddy, elsewhere, 403],
    [page, twoProxies, proxied, 200],
    [`${page}:8443`, { ...caddy, 'X-Forwarded-Host': 'board.example.com:8443' }, proxied, 200],
    [`${page}:8443`, { ...withHost, 'X-Forwarded-Port': '8443' }, proxied, 200],
    [`${page}:8443`, { ...withHost, 'X-Forwarded-Port': '8443' }, plain, 403],
    [`${page}:8443`, withHost, proxied, 403],
    [page, { ...withHost, 'X-Forwarded-Port': '80' }, proxied, 200],
  ])('%s with %o', async (origin, headers, server, expected) => {
    expect(await status(server, { ...headers, Origin: origin })).toBe(expected)
  })

  it('a proxy that the settings do not name is logged, once', async () => {
    for (let i = 0; i < 2; i++) {
      await status(plain, { 'X-Forwarded-For': '203.0.113.7' })
      await status(proxied, { 'X-Forwarded-For': '203.0.113.7' })
    }
    expect(logged.filter((line) => line.includes('Set TRUST_PROXY=1'))).toHaveLength(1)
  })

  it('the log names the settings that are missing, once a minute', async () => {
    expect(logged.find((line) => line.includes('refused'))).toMatch(
      /A page of (\S+) was refused: .* set PUBLIC_URL=\1, and TRUST_PROXY/,
    )
    const lines: string[] = []
    let now = 0
    const saw = foreignPages(pino({}, { write: (line) => lines.push(line) }), () => now)
    for (now of [0, 59_000, 61_000]) saw(`https://at-${now}.example`, null)
    expect(lines.map((line) => /at-\d+/.exec(line)?.[0])).toEqual(['at-0', 'at-61000'])
  })
})

describe('in a frame', () => {
  const policyOf = async (server: { url: string }, path: string) => {
    const { headers } = await get(server.url + path)
    const ancestors = /frame-ancestors ([^;]*)/.exec(String(headers['content-security-policy']))?.[1]
    return [ancestors, headers['x-frame-options']]
  }

  it('no page is shown', async () => {
    for (const path of ['/board/wall', '/board/lobby', '/board/floor', '/kiosk', '/'])
      expect(await policyOf(plain, path)).toEqual(["'none'", 'SAMEORIGIN'])
  })

  it('with FRAME_ANCESTORS wall and lobby are shown, to these pages only, and no screen that can be touched', async () => {
    const { frameAncestors } = readConfig({ FRAME_ANCESTORS: 'http://home.local:8123 https://intranet.example' })
    const framed = await serve({ frameAncestors })
    for (const path of ['/board/wall', '/board/lobby'])
      expect(await policyOf(framed, path)).toEqual(['http://home.local:8123 https://intranet.example', undefined])
    for (const path of ['/board/floor', '/board/setup', '/kiosk', '/'])
      expect(await policyOf(framed, path)).toEqual(["'none'", 'SAMEORIGIN'])
  })

  it.each(['*', 'home.local', 'http://home.local/', "http://a; script-src 'unsafe-inline'"])('not for %s', (given) => {
    expect(() => readConfig({ FRAME_ANCESTORS: given })).toThrow(/^FRAME_ANCESTORS must be origins/)
  })
})
