/** The environment of the benchmarks: a real, durable PostgreSQL of their own, and workshops in it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, type Database } from '#db/database.ts'
import { startEmbedded } from '#db/embedded.ts'
import { migrate } from '#db/migrate.ts'
import { replaceKeys, type KeyedDevice } from '#server/access/keys.ts'
import { createWorkshop } from '#server/admin/workshop.ts'
import { readState } from '#server/read/state.ts'
import { createWriter } from '#server/write/write.ts'
import { permittedToBuild } from '../support/permitted.ts'

export interface Ground {
  url: string
  database: Database
  /** Restarts PostgreSQL on the same data; returns its new address. */
  restart(): Promise<string>
  stop(): Promise<void>
}

const open = new Set<Ground>()

/** Removes what an interrupted benchmark has left. */
export async function stopGrounds(): Promise<void> {
  await Promise.all([...open].map((ground) => ground.stop()))
}

export async function openGround(): Promise<Ground> {
  const folder = mkdtempSync(join(tmpdir(), 'pitboard-bench-'))
  let server = await startEmbedded(folder, { durable: true, maxConnections: 200 })
  await migrate(server.url)
  const database = connect(server.url)
  const ground: Ground = {
    url: server.url,
    database,
    async restart() {
      await server.stop()
      server = await startEmbedded(folder, { durable: true, maxConnections: 200 })
      return server.url
    },
    async stop() {
      open.delete(ground)
      await database.close()
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  open.add(ground)
  return ground
}

export interface BenchWorkshop {
  workshopId: string
  personId: string
  /** Orders that have arrived: the benchmarks toggle their priority. */
  orderIds: string[]
  keys: Record<KeyedDevice, string>
}

const names = (text: string) => ({ en: text, 'zh-Hans': text, 'zh-Hant': text })
const WORK = {
  ...{ code: 'M1', title: names('Oil and filters'), bayKind: 'lift', skill: 'mechanical' },
  ...{ standardMinutes: 45, price: 38_000 },
}

/** A workshop with some cars that have arrived. @param model pads a change to the wanted size */
export async function benchWorkshop({ sql }: Database, orders: number, model = 'Passat'): Promise<BenchWorkshop> {
  const hours = Array.from({ length: 7 }, () => [[0, 1440] as [number, number]])
  const workshopId = await createWorkshop(sql, {
    name: 'Bench',
    timeZone: 'Asia/Shanghai',
    currency: 'CNY',
    plateFormat: 'cn',
    phone: null,
    hours,
  })
  const writer = createWriter({ sql, now: Date.now, committed: () => {} })
  const execute = async (name: 'furnishWorkshop' | 'checkInWalkIn', payload: object) => {
    const outcome = await writer.execute(permittedToBuild(workshopId, name, payload as never))
    if (!outcome.ok) throw new Error(outcome.code)
    return outcome.answer
  }
  await execute('furnishWorkshop', {
    ...{ isExample: false, teams: [], priceItems: [WORK] },
    bays: Array.from({ length: 14 }, (_, i) => ({ number: i + 1, name: null, uses: ['lift'] })),
    persons: [{ name: 'Foreman', roles: ['foreman'], team: null, skills: [] }],
  })
  const orderIds: string[] = []
  for (let i = 0; i < orders; i++) {
    const car = { plate: `沪A${String(10_000 + i)}`, model, name: 'Wang', phone: '13800138000', language: 'en' }
    const answer = await execute('checkInWalkIn', { ...car, symptoms: [], words: 'It rattles.', waits: false })
    orderIds.push((answer as { orderId: string }).orderId)
  }
  const personId = (await readState(sql, workshopId))!.put.person![0]!.id
  return { workshopId, personId, orderIds, keys: await replaceKeys(sql, workshopId) }
}
