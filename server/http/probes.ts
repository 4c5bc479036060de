/** Liveness and readiness of a node. */
import { Router } from 'express'
import type { Sql } from 'postgres'

interface Options {
  sql: Sql
  isStopping: () => boolean
}

export function probes({ sql, isStopping }: Options): Router {
  const router = Router()
  const reachesDatabase = () =>
    sql`select 1`.then(
      () => true,
      () => false,
    )
  router.get('/healthz', (_, response) => void response.type('text').send('ok'))
  router.get('/readyz', async (_, response) => {
    const isReady = !isStopping() && (await reachesDatabase())
    response
      .status(isReady ? 200 : 503)
      .type('text')
      .send(isReady ? 'ready' : 'not ready')
  })
  return router
}
