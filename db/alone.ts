import type { Sql } from 'postgres'
import { keptAlive } from './bounds.ts'
import { clientOf } from './client.ts'

/**
 * Does something while no other node does: nodes that start together take turns, however long that takes. The lock is an
 * advisory one of a connection of its own, which `work` may use, and is released with it.
 * @param lock an arbitrary number, the same on every node
 */
export async function alone<T>(url: string, lock: number, work: (client: Sql) => Promise<T>): Promise<T> {
  const client = clientOf(url, { ...keptAlive, max: 1, onnotice: () => {} })
  try {
    await client`select pg_advisory_lock(${lock})`
    return await work(client)
  } finally {
    await client.end()
  }
}
