/** A network cable that can be pulled: data in transit is held back, neither side is notified, and it flows again when plugged in. */
import { connect, createServer, type Socket } from 'node:net'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'

export interface Cable {
  /** The server's address through the cable. */
  url: string
  pull(): void
  putBack(): void
}

/** Lays a cable to a server; it is removed with the test file. */
export async function layCable(to: string): Promise<Cable> {
  const { hostname, port } = new URL(to)
  const pairs = new Set<() => void>()
  let pulled = false

  const server = createServer((near) => {
    let far: Socket | null = null
    const end = () => {
      if (pulled) return // the other end does not notice
      pairs.delete(tend)
      near.destroy()
      far?.destroy()
    }
    const tend = () => {
      if (near.destroyed || far?.destroyed) return end()
      if (pulled) {
        near.unpipe().pause()
        far?.unpipe().pause()
      } else {
        far ??= connect({ host: hostname, port: Number(port) })
          .on('error', end)
          .on('close', end)
        near.pipe(far)
        far.pipe(near)
      }
    }
    near.on('error', end).on('close', end)
    pairs.add(tend)
    tend()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const tendAll = () => [...pairs].forEach((tend) => tend())
  afterAll(async () => {
    server.close()
    pulled = false
    tendAll()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pull() {
      pulled = true
      tendAll()
    },
    putBack() {
      pulled = false
      tendAll()
    },
  }
}
