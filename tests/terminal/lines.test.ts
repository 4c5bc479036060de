/** The addresses that a start prints. */
import { expect, test } from 'vitest'
import { screenLines } from '#server/terminal/lines.ts'

const OTHERS =
  'Other machines reach it at http://10.1.2.3:8080/. Set PUBLIC_URL=http://10.1.2.3:8080 to use that address in links and QR codes.'
const WITHOUT_TLS =
  'Listening on 0.0.0.0 without TLS: anyone on this network can read the traffic, access keys included. Set TLS_CERT and TLS_KEY.'

test('on loopback: seven addresses, each screen with its purpose, and no more', () => {
  const lines = screenLines('http://127.0.0.1:8080', '127.0.0.1', false, '10.1.2.3')
  expect(lines).toHaveLength(7)
  expect(lines[0]).toBe('Pitboard is ready: http://127.0.0.1:8080/')
  for (const line of lines.slice(1)) expect(line).toMatch(/^ {2}\w[\w ]+ http:\/\/127\.0\.0\.1:8080\/\S+ {2}For .*\.$/)
})

test('on the network: the address for other machines, and a warning without TLS', () => {
  const more = (url: string, isSafe: boolean, address: string | null) =>
    screenLines(url, '0.0.0.0', isSafe, address).slice(7)
  expect(more('http://localhost:8080', false, '10.1.2.3')).toEqual([OTHERS, WITHOUT_TLS])
  expect(more('http://localhost:8080', false, null)).toEqual([WITHOUT_TLS])
  expect(more('https://localhost:8080', true, '10.1.2.3')).toEqual([OTHERS.replaceAll('http:', 'https:')])
  expect(more('https://board.example.com', true, '10.1.2.3')).toEqual([])
})
