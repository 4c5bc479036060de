/** Liveness, readiness and metrics of a node. */
import { Router } from 'express'
import type { Sql } from 'postgres'
import type { Metrics } from './metrics.ts'

interface Options {
  sql: Sql
  metrics: Metrics
  isStopping: () => boolean
}

export function probes({ sql, metrics: { registry }, isStopping }: Options): Router {
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
  router.get('/metrics', async (_, response) => void response.type(registry.contentType).send(await registry.metrics()))
  return router
}
