/** The addresses that a start prints. */
import { expect, test } from 'vitest'
import { placeLine, screenLines } from '#server/terminal/lines.ts'
import { shownHost } from '#server/terminal/network.ts'

const HERE = 'On this machine it is also at http://localhost:8080/.'
const LINKS =
  'Links and QR codes take the address a screen was opened with: set PUBLIC_URL to one that does not change, and they all take that.'
const WITHOUT_TLS =
  'Listening on 0.0.0.0 without TLS: anyone on this network can read the traffic, access keys included. Set TLS_CERT and TLS_KEY.'

test('on loopback: seven addresses, each screen with its purpose, and no more', () => {
  const lines = screenLines('http://127.0.0.1:8080', '127.0.0.1', false, '10.1.2.3')
  expect(lines).toHaveLength(7)
  expect(lines[0]).toBe('Pitboard is ready: http://127.0.0.1:8080/')
  for (const line of lines.slice(1)) expect(line).toMatch(/^ {2}\w[\w ]+ http:\/\/127\.0\.0\.1:8080\/\S+ {2}For .*\.$/)
})

test('behind https without TLS of its own, the setting for a proxy is named', () => {
  const more = (isSafe: boolean) => screenLines('https://board.example.com', '127.0.0.1', isSafe, null).slice(7)
  expect(more(false)).toEqual([expect.stringContaining('set TRUST_PROXY=1')])
  expect(more(true)).toEqual([])
})

test('on the network: the network’s address, also that of this machine, and a warning without TLS', () => {
  expect(shownHost('0.0.0.0', '10.1.2.3')).toBe('10.1.2.3')
  expect(shownHost('::', '10.1.2.3')).toBe('10.1.2.3')
  expect(shownHost('0.0.0.0', null)).toBe('localhost')
  for (const host of ['127.0.0.1', '::1', '192.0.2.7', 'board.local']) expect(shownHost(host, '10.1.2.3')).toBe(host)

  const more = (url: string, isSafe: boolean, address: string | null) =>
    screenLines(url, '0.0.0.0', isSafe, address).slice(7)
  expect(more('http://10.1.2.3:8080', false, '10.1.2.3')).toEqual([HERE, LINKS, WITHOUT_TLS])
  expect(more('http://localhost:8080', false, null)).toEqual([WITHOUT_TLS])
  expect(more('https://10.1.2.3:8080', true, '10.1.2.3')).toEqual([HERE.replaceAll('http:', 'https:'), LINKS])
  expect(more('https://board.example.com', true, '10.1.2.3')).toEqual([])
  expect(screenLines('http://192.0.2.7:8080', '192.0.2.7', true, '10.1.2.3').slice(7)).toEqual([LINKS])
})

test('the first start says where the workshop is taken to be, and where to change it', () => {
  const url = 'http://127.0.0.1:8080'
  expect(placeLine(url, 'Asia/Shanghai', 'CN')).toBe(
    'Its time zone is Asia/Shanghai, and the country is China. Change them under Workshop in the setup, http://127.0.0.1:8080/board/setup.',
  )
  expect(placeLine(url, 'Etc/GMT', null)).toContain('no country is set')
})
