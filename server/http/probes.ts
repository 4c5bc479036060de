/** Liveness and readiness of a node. */
import { setTimeout as sleep } from 'node:timers/promises'
import { Router } from 'express'
import type { Sql } from 'postgres'

/** A database that takes longer than this (real ms), for a question or for a command, is not there. */
const PATIENCE = 1_500

/** Still ready: the board goes on, and every other node would say the same. The setup shows it too. */
export const READY_BUT_DAMAGED = 'ready, but the database reports damaged data'

interface Options {
  sql: Sql
  /** For how long the longest transaction of a command has run (real ms). */
  longestWait: () => number
  isStopping: () => boolean
  /** Whether the database has reported damaged data. */
  isDamaged: () => boolean
}

export function probes({ sql, longestWait, isStopping, isDamaged }: Options): Router {
  const router = Router()
  // Anybody may ask, as often as they like: all who ask meanwhile share one question to the database.
  let asking: Promise<boolean> | null = null
  const answers = () =>
    (asking ??= sql`select 1`
      .then(
        () => true,
        () => false,
      )
      .finally(() => (asking = null)))
  // Other connections may answer while those of the commands have fallen silent.
  const reachesDatabase = async () =>
    longestWait() <= PATIENCE && (await Promise.race([answers(), sleep(PATIENCE, false, { ref: false })]))
  router.get('/healthz', (_, response) => void response.type('text').send('ok'))
  router.get('/readyz', async (_, response) => {
    const isReady = !isStopping() && (await reachesDatabase())
    response
      .status(isReady ? 200 : 503)
      .type('text')
      .send(isReady ? (isDamaged() ? READY_BUT_DAMAGED : 'ready') : 'not ready')
  })
  return router
}
