/** A demo on a database of the test file's own. */
import { pino } from 'pino'
import { afterAll } from 'vitest'
import { deck } from '#server/demo/jobs.ts'
import { openDemo, type Demo, type DemoOptions } from '#server/demo/demo.ts'
import { freshDatabase } from '../support/database.ts'

export async function openStage(
  options: Partial<DemoOptions> = {},
): Promise<Demo & { database: DemoOptions['database'] }> {
  const database = await freshDatabase()
  const place = {
    host: '127.0.0.1',
    port: 0,
    name: 'Demo Garage',
    timeZone: 'Asia/Shanghai',
    log: pino({ level: 'silent' }),
  }
  const demo = await openDemo({ database, ...place, speed: 60, seed: 1, cars: deck.length, bays: 14, ...options })
  afterAll(() => demo.close())
  return { ...demo, database }
}
