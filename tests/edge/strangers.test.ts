/** Connections that never bring an accepted handshake. */
import { EventEmitter, once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { afterAll, expect, it } from 'vitest'
import { openSockets } from '#server/socket/open.ts'
import { STRANGERS_AT_AN_ADDRESS } from '#server/socket/strangers.ts'

async function open(endAfter: number) {
  const server = createServer()
  let address = '203.0.113.7'
  const { io, strangers } = openSockets(server, () => address, endAfter)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  afterAll(() => io.close())
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}/socket.io/?EIO=4&transport=polling`
  const mayCome = () => strangers.mayCome(null as unknown as IncomingMessage)
  return { port, io, mayCome, come: async () => (await fetch(url)).status, from: (other: string) => (address = other) }
}

/** A WebSocket by hand that sends half of a frame and answers nothing, not even a close. */
async function halfOpen(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  const key = Buffer.alloc(16).toString('base64')
  socket.write(
    `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
  )
  await once(socket, 'data')
  // A masked text frame of 4,000 bytes, of which four come.
  socket.write(Buffer.from([0x81, 0xfe, 0x0f, 0xa0, 0, 0, 0, 0, 0x34, 0x30, 0x2f, 0x6c]))
  return socket
}

it('a half-sent frame is ended when its time is up, without waiting for a polite close', async () => {
  const { port, io } = await open(50)
  const socket = await halfOpen(port)
  await once(socket, 'close')
  expect(io.engine.clientsCount).toBe(0)
}, 5000)

it('an address has no more connections without a handshake than it may; each that ends makes room', async () => {
  const { io, come, mayCome, from } = await open(60_000)
  const others = Array.from({ length: STRANGERS_AT_AN_ADDRESS - 1 }, () =>
    Object.assign(new EventEmitter(), { transport: { name: 'polling' } }),
  )
  const watched = io.engine.listeners('connection').at(-1) as (connection: EventEmitter) => void
  for (const other of others) watched(other)
  expect(await come()).toBe(200)
  expect(await come()).toBe(403)
  from('203.0.113.8')
  expect(mayCome()).toBe(true)
  others[0]!.emit('close')
  from('203.0.113.7')
  expect(await come()).toBe(200)
  expect(mayCome()).toBe(false)
})
