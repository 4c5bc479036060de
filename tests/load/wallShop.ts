/** A busy workshop for the wall: cars in progress in its bays, late, at risk, ready and waiting, and changes to it. */
import { type CommandName, type PayloadInput } from '#contract/commands/index.ts'
import type { Order } from '#contract/entities/index.ts'
import { pauseReasons } from '#contract/values.ts'
import type { Database } from '#db/database.ts'
import { replaceKeys, type KeyedDevice } from '#server/access/keys.ts'
import { createWorkshop } from '#server/admin/workshop.ts'
import { everyday } from '#server/demo/load.ts'
import { readState } from '#server/read/state.ts'
import { createWriter } from '#server/write/write.ts'
import { permittedToBuild } from '../support/permitted.ts'

export interface WallShop {
  workshopId: string
  personId: string
  keys: Record<KeyedDevice, string>
  /** Orders not ready yet: one in progress in every bay, the others wait. */
  orders: Order[]
}

const MINUTE = 60_000
const PEOPLE = ['Chen Wei', 'Li Na', 'Wang Jun', 'Zhao Min', 'Liu Yang']
const WORK = ['Oil and filters', 'Front brake pads and discs', 'Clutch', 'Timing belt, tensioner and water pump']

/** @param cars at least as many as bays */
export async function wallShop({ sql }: Database, bays: number, cars: number): Promise<WallShop> {
  const hours = Array.from({ length: 7 }, () => [[0, 1440] as [number, number]])
  const workshopId = await createWorkshop(sql, {
    name: 'Harbour Street',
    timeZone: 'Asia/Shanghai',
    currency: 'CNY',
    plateFormat: 'cn',
    phone: null,
    hours,
  })
  const writer = createWriter({ sql, now: Date.now, committed: () => {} })
  const run = async <N extends CommandName>(name: N, payload: PayloadInput<N>) => {
    const outcome = await writer.execute(permittedToBuild(workshopId, name, payload))
    if (!outcome.ok) throw new Error(`${name}: ${outcome.code}`)
    return outcome.answer
  }
  await run('furnishWorkshop', {
    ...{ isExample: false, teams: [] },
    bays: Array.from({ length: bays }, (_, i) => ({ number: i + 1, name: null, uses: ['lift' as const] })),
    persons: Array.from({ length: bays }, (_, i) => ({
      name: `${PEOPLE[i % PEOPLE.length]!} ${i}`,
      roles: ['technician'],
      team: null,
      skills: ['mechanical'],
    })),
    priceItems: WORK.map((title, i) => {
      const names = { en: title, 'zh-Hans': '更换机油和滤清器', 'zh-Hant': '更換機油和濾清器' }
      return {
        code: `M${i}`,
        title: names,
        bayKind: 'lift',
        skill: 'mechanical',
        standardMinutes: 60 + 30 * i,
        price: 38_000,
      }
    }),
  })
  const { bay, person, priceItem } = (await readState(sql, workshopId))!.put
  const ready = Math.floor(cars / 30)
  for (let i = 0; i < cars; i++) {
    // First ready cars that leave their bays, then one into every bay; a third of the others have a promise.
    const [isReady, isInBay] = [i < ready, i < ready + bays]
    const car = {
      plate: `沪A${String(10_000 + i)}`,
      model: ['Passat', 'Model Y', 'Corolla'][i % 3]!,
      name: null,
      phone: null,
      language: 'en' as const,
    }
    const { orderId } = await run('checkInWalkIn', { ...car, symptoms: [], words: '', waits: i % 3 === 0 })
    if (!isInBay && i % 3 > 0) continue
    const items = [priceItem![i % WORK.length]!.id, priceItem![(i + 1) % WORK.length]!.id]
    const { operationIds } = await run('addOperations', { orderId, itemIds: isReady ? items.slice(1) : items })
    await run('quoteOrder', {
      orderId,
      promiseAt: Date.now() + (i % 4 === 3 ? 20 : 120 + i) * MINUTE,
      reason: 'As agreed',
    })
    await run('authoriseOrder', { orderId, wash: false })
    if (!isInBay) continue
    const place = { bayId: bay![isReady ? 0 : i - ready]!.id, technicianId: person![isReady ? 0 : i - ready]!.id }
    const which = { orderId, operationId: operationIds[0]! }
    await run('assignOperation', { ...which, ...place, was: { bayId: null, technicianId: null } })
    await run('startOperation', which)
    if (!isReady) continue
    await run('finishOperation', which)
    await run('passChecks', { orderId })
  }
  const orders = (await readState(sql, workshopId))!.put.order!.filter(({ state }) => state !== 'ready')
  return { workshopId, personId: person![0]!.id, keys: await replaceKeys(sql, workshopId), orders }
}

/** The change an everyday command leaves in the journal: the whole order. */
export function changed(order: Order, round: number, now: number): Order {
  const { name, payload } = everyday(order, round)
  if (name === 'setPriority') return { ...order, priority: round % 2 === 0 ? 'urgent' : 'normal' }
  const paused = name === 'pauseOperation'
  const reason = paused ? pauseReasons[round % pauseReasons.length]! : null
  const operations = order.operations.map((operation) =>
    'operationId' in payload && operation.id === payload.operationId
      ? {
          ...operation,
          state: paused ? ('paused' as const) : ('working' as const),
          pauseReason: reason,
          percent: (round * 7) % 95,
          percentAt: now,
        }
      : operation,
  )
  return { ...order, operations, state: paused ? 'paused' : 'working', pauseReason: reason }
}
