/** The files for nginx and Caddy, each run by the real program in front of a real server. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { get } from 'node:https'
import { join } from 'node:path'
import { afterAll, describe, expect, inject, test, vi } from 'vitest'
import type { Snapshot } from '#contract/sync.ts'
import { findProgram } from '../support/debianProgram.ts'
import { selfSigned } from '../support/selfSigned.ts'
import { connect, next, openWorkshop } from '../support/testWorkshop.ts'
import { freePort, root } from './processes.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const workshop = await openWorkshop()
const app = await workshop.serve({ trustProxy: 1 })
const folder = mkdtempSync(join(inject('scratch'), 'hosting-'))
const fileOf = (name: string, text: string) => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const cert = fileOf('board.crt', selfSigned.cert)
const key = fileOf('board.key', selfSigned.key)
const shipped = (name: string) =>
  readFileSync(join(root, 'server', 'hosting', name), 'utf8').replace('127.0.0.1:8080', new URL(app.url).host)

/** Each program with the shipped file, moved to a port and a certificate of the test. */
const fronts = {
  nginx(port: number) {
    const server = shipped('nginx.conf')
      .replace('listen 443', `listen 127.0.0.1:${port}`)
      .replace('/etc/ssl/board.example.com.crt', cert)
      .replace('/etc/ssl/board.example.com.key', key)
    const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((one) => `${one}_temp_path ${folder};`)
    const http = `http { access_log off; ${paths.join(' ')} ${server} }`
    const file = fileOf('nginx.conf', `pid ${folder}/nginx.pid; events {} ${http}`)
    return ['-p', folder, '-e', 'stderr', '-c', file, '-g', 'daemon off;']
  },
  caddy(port: number) {
    const site = shipped('Caddyfile').replace(
      'board.example.com {',
      `https://127.0.0.1:${port} {\n\ttls ${cert} ${key}`,
    )
    return [
      'run',
      '--adapter',
      'caddyfile',
      '--config',
      fileOf('Caddyfile', `{\n\tadmin off\n\tauto_https off\n}\n${site}`),
    ]
  },
}

/** Starts the program and returns the address it is reached at. */
async function front(name: keyof typeof fronts): Promise<string> {
  const program = await findProgram(name === 'nginx' ? { name, package: 'nginx-light' } : { name, package: name })
  const port = await freePort()
  const env = { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder }
  const child = spawn(program, fronts[name](port), { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (said += data.toString()))
  afterAll(async () => {
    child.kill('SIGTERM')
    await once(child, 'close')
  })
  const url = `https://127.0.0.1:${port}`
  await vi.waitFor(
    async () => {
      expect(child.exitCode, said).toBeNull()
      expect((await ask(`${url}/healthz`)).status).toBe(200)
    },
    { timeout: 30_000, interval: 50 },
  )
  return url
}

const ask = (url: string, method = 'GET', headers = {}) =>
  new Promise<{ status: number; cookies: string[]; text: string }>((resolve, reject) => {
    const sent = get(url, { method, headers, ca: selfSigned.cert }, (response) => {
      let text = ''
      response.on('data', (data: Buffer) => (text += data.toString()))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, cookies: response.headers['set-cookie'] ?? [], text }),
      )
    })
    sent.on('error', reject)
  })

describe.each(['nginx', 'caddy'] as const)('behind %s', async (name) => {
  const url = await front(name)

  test('a screen asks to be paired from the page’s own origin, with a cookie for TLS only; another origin is refused', async () => {
    const begun = await ask(`${url}/api/pair`, 'POST', { Origin: url })
    expect(begun).toMatchObject({ status: 200, text: expect.stringContaining('code') as string })
    expect(begun.cookies[0]).toMatch(/; Secure/)
    expect((await ask(`${url}/api/pair`, 'POST', { Origin: 'https://elsewhere.example' })).status).toBe(403)
  })

  test('a wall gets its state over a WebSocket, and what changes afterwards', async () => {
    const wall = connect({ ...app, url }, workshop, 'wall', { options: { ca: selfSigned.cert } })
    const { seq } = await next<Snapshot>(wall, 'snapshot')
    const batch = next<{ from: number }>(wall, 'batch')
    await workshop.does('staff', 'takeBayOutOfService', { bayId: workshop.ids.bays[0]!, reason: name, until: null })
    expect((await batch).from).toBe(seq)
    await workshop.does('staff', 'returnBayToService', { bayId: workshop.ids.bays[0]! })
  })
})
