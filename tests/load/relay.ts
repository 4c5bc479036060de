/** A fixed address in front of a PostgreSQL that may be restarted elsewhere. */
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export interface Relay {
  port: number
  /** New connections go to this port from now on. */
  lead(port: number): void
  close(): void
}

export async function openRelay(to: number): Promise<Relay> {
  let target = to
  const pairs = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect({ host: '127.0.0.1', port: target })
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      pairs.add(one)
      one
        .on('error', () => other.destroy())
        .on('close', () => {
          pairs.delete(one)
          other.destroy()
        })
      one.pipe(other)
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    lead: (port) => void (target = port),
    close() {
      server.close()
      for (const socket of pairs) socket.destroy()
    },
  }
}
