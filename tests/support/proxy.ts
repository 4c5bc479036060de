/** A TCP proxy in front of a database whose connections can be made to swallow everything, like a network that is cut. */
import { createServer, connect, type AddressInfo, type Socket } from 'node:net'
import { once } from 'node:events'
import { afterAll } from 'vitest'

export interface Proxy {
  url: string
  /** From now on the open connections pass nothing on, in either direction; new ones do. Returns how many there are. */
  swallow(): number
}

export async function proxyTo(url: string): Promise<Proxy> {
  const { hostname, port } = new URL(url)
  const open = new Set<Socket>()
  const server = createServer((client) => {
    const database = connect(Number(port), hostname)
    for (const [from, to] of [
      [client, database],
      [database, client],
    ] as const) {
      open.add(from)
      from.pipe(to)
      from.on('error', () => to.destroy())
      from.on('close', () => open.delete(from) && to.destroy())
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  afterAll(() => {
    for (const socket of open) socket.destroy()
    server.close()
  })
  const through = new URL(url)
  through.port = String((server.address() as AddressInfo).port)
  return {
    url: through.href,
    swallow() {
      for (const socket of open) socket.unpipe().resume().removeAllListeners('close')
      return open.size / 2
    },
  }
}
