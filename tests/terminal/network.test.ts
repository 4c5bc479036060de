/** Links for customers' phones never say `localhost` (B7, B11). */
import { expect, it } from 'vitest'
import { isForPhones } from '../../board/kit/phoneLink.ts'
import { networkAddress, originForPhones } from '#server/terminal/network.ts'

it.each([
  ['https://board.example.com', '127.0.0.1', '10.1.2.3', 'https://board.example.com'],
  ['http://10.9.9.9:8080', '0.0.0.0', '10.1.2.3', 'http://10.9.9.9:8080'],
  ['http://localhost:8080', '0.0.0.0', '10.1.2.3', 'http://10.1.2.3:8080'],
  ['https://127.0.0.1:8443', '::', '10.1.2.3', 'https://10.1.2.3:8443'],
  ['http://[::1]:8080', '0.0.0.0', '10.1.2.3', 'http://10.1.2.3:8080'],
  ['http://localhost:8080', '0.0.0.0', null, null],
  ['http://127.0.0.1:8080', '127.0.0.1', '10.1.2.3', null],
  ['http://localhost:8080', '::1', '10.1.2.3', null],
] as const)('%s, listening on %s of %s, is %s', (origin, host, address, expected) => {
  expect(originForPhones(origin, host, address)).toBe(expected)
})

it.each([
  ['http://localhost:8080/t/a', false],
  ['http://127.0.0.1/t/a?lang=en', false],
  ['https://[::1]:8443/t/a', false],
  ['http://10.1.2.3:8080/t/a', true],
  ['https://localhost.garage.example/t/a', true],
])('a screen shows a QR code of %s: %s', (link, isShown) => expect(isForPhones(link)).toBe(isShown))

it('the address of this machine is that of a real network before those of containers', () => {
  const on = (address: string, internal = false) => [
    { address, internal, family: 'IPv4' as const, netmask: '', mac: '', cidr: null },
  ]
  const lo = on('127.0.0.1', true)
  expect(networkAddress({ lo, docker0: on('172.17.0.1'), wlan0: on('192.168.1.9') })).toBe('192.168.1.9')
  expect(networkAddress({ lo, eth0: on('169.254.3.4'), eth1: on('10.1.2.3') })).toBe('10.1.2.3')
  expect(networkAddress({ lo, docker0: on('172.17.0.1') })).toBe('172.17.0.1')
  expect(networkAddress({ lo })).toBeNull()
})
