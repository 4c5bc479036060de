/** A lost database connection rejects the waiting queries, and the process goes on. */
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { freshDatabase } from '../support/database.ts'

it('a transaction whose connection has died is rejected at its next statement, and the pool reconnects', async () => {
  const { sql } = await freshDatabase(1)
  for (let i = 0; i < 5; i++) {
    const transaction = sql.begin(async (tx) => {
      await tx`select pg_terminate_backend(pg_backend_pid())`.catch(() => undefined)
      // Wait until the socket's events have been handled.
      await sleep(5 * i)
      await tx`select 1`
    })
    await expect(transaction).rejects.toThrow()
    // It may still fail once, but must never answer with another statement's rows.
    const answer = () =>
      sql`select 1 as one`.then(
        (rows) => [...rows],
        () => 'failed',
      )
    await expect.poll(answer, { timeout: 10_000 }).not.toBe('failed')
    for (let j = 0; j < 3; j++) expect(await answer()).toEqual([{ one: 1 }])
  }
})
