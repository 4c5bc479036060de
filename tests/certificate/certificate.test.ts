import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer as createPlain } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import express from 'express'
import { afterAll, describe, expect, test } from 'vitest'
import { trustPage } from '#server/http/trustPage.ts'
import { daysLeft } from '#server/terminal/tlsFiles.ts'
import { makeCertificate } from '#server/certificate/make.ts'
import { madeFor, newAuthority, newServerCertificate, SERVER_DAYS, type Pair } from '#server/certificate/authority.ts'
import { nameIn, namesOf, notCovered } from '#server/certificate/names.ts'

const DAY = 86_400_000
const now = Date.now()
const names = namesOf(['localhost', '127.0.0.1', 'board.example.com', '203.0.113.7'])
const authority = newAuthority(names, now)

/** What a client that trusts the authority makes of a server under this name. */
async function asSeen({ cert, key }: Pair, servername: string): Promise<string> {
  const server = createServer({ cert, key }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const socket = connect({ port, host: '127.0.0.1', servername, ca: authority.cert })
  const seen = await once(socket, 'secureConnect').then(
    () => 'trusted',
    (error: NodeJS.ErrnoException) => error.message,
  )
  socket.destroy()
  server.close()
  return seen
}

describe('the workshop’s own authority', () => {
  const certificate = newServerCertificate(authority, names, now)

  test('a client that trusts it takes the server under each of its names, and under no other', async () => {
    expect(await asSeen(certificate, 'localhost')).toBe('trusted')
    expect(await asSeen(certificate, 'board.example.com')).toBe('trusted')
    expect(await asSeen(certificate, 'elsewhere.local')).toEqual(
      expect.stringContaining('does not match certificate') as string,
    )
  })

  test('its key cannot vouch for a name outside the workshop', async () => {
    const stolen = newServerCertificate(authority, namesOf(['bank.example']), now)
    expect(await asSeen(stolen, 'bank.example')).toBe('permitted subtree violation')
    const local = newServerCertificate(authority, namesOf(['wall.local']), now)
    expect(await asSeen(local, 'wall.local')).toBe('trusted')
  })

  test('it says which names beyond the own network it was made for', () => {
    expect(madeFor(authority.cert)).toEqual(['board.example.com', '203.0.113.7'])
    const asked = namesOf(['10.1.2.3', 'x.board.example.com', 'wall.lan', '203.0.113.8', 'example.com'])
    expect(notCovered(asked, madeFor(authority.cert))).toEqual(['example.com', '203.0.113.8'])
  })

  test('the certificate holds as long as Apple’s devices take one, and began a day ago', () => {
    const { validFromDate, validToDate } = new X509Certificate(certificate.cert)
    expect(Math.round((validToDate.getTime() - now) / DAY)).toBe(SERVER_DAYS)
    expect(Math.round((now - validFromDate.getTime()) / DAY)).toBe(1)
  })
})

test.each([
  ['Board.Example.com', 'board.example.com'],
  ['https://board.example.com:8443/board/wall', 'board.example.com'],
  ['http://[fd00::2]:8080/', 'fd00::2'],
  ['192.168.1.20', '192.168.1.20'],
  ['a name', null],
  ['*.example.com', null],
])('%s is the name %s', (typed, name) => expect(nameIn(typed)).toBe(name))

describe('npm run certificate', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'pitboard-certificate-'))
  afterAll(() => rmSync(dataDir, { recursive: true }))
  const config = { dataDir, publicUrl: null, port: 8080 }
  const make = (typed: string[], anew = false) => makeCertificate({ typed, anew }, config)
  const file = (name: string) => readFileSync(join(dataDir, 'tls', name), 'utf8')

  test('keeps its authority, renews the certificate, refuses a name the authority may not vouch for, and begins again when told', () => {
    expect(make(['board.example.com']).join()).toContain('/trust')
    const [first, before] = [file('authority.crt'), file('server.crt')]
    expect(statSync(join(dataDir, 'tls', 'authority.key')).mode & 0o777).toBe(0o600)
    make([])
    expect(file('authority.crt')).toBe(first)
    expect(file('server.crt')).not.toBe(before)
    expect(new X509Certificate(file('server.crt')).verify(new X509Certificate(first).publicKey)).toBe(true)
    expect(() => make(['other.example'])).toThrow(/may not vouch for other\.example.* --new-authority/)
    make(['other.example'], true)
    expect(new X509Certificate(file('server.crt')).subjectAltName).toContain('DNS:other.example')
    expect(file('authority.crt')).not.toBe(first)
  })
})

test('from thirty days before its end on, the days that a certificate has left are counted', () => {
  const { cert } = newServerCertificate(authority, names, now)
  const before = (days: number) => daysLeft(cert, now + (SERVER_DAYS - days) * DAY - 1000)
  expect([before(31), before(30), before(0), before(-1)]).toEqual([null, 30, 0, -1])
})

describe('the page that says how devices trust it', () => {
  async function open(certificate: string | null, path: string) {
    const server = createPlain(express().use(trustPage(certificate))).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`)
    const text = await answer.text()
    server.close()
    return { status: answer.status, type: answer.headers.get('content-type'), text }
  }

  test('gives the certificate and its fingerprint', async () => {
    const { fingerprint256 } = new X509Certificate(authority.cert)
    const page = await open(authority.cert, '/trust?lang=zh-Hant')
    expect(page.text.replaceAll('<wbr>', '')).toContain(fingerprint256)
    const { type, text } = await open(authority.cert, '/trust/pitboard.crt')
    expect(type).toContain('application/x-x509-ca-cert')
    expect(new X509Certificate(text).fingerprint256).toBe(fingerprint256)
  })

  test('without an authority names the command that makes one', async () => {
    expect((await open(null, '/trust')).text).toContain('npm run certificate')
    expect((await open(null, '/trust/pitboard.crt')).status).toBe(404)
  })
})
