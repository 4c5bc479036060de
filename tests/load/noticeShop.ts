/** A workshop whose cars are all ready, and whose customers will be notified over the next moments. */
import { type CommandName, type PayloadInput } from '#contract/commands/index.ts'
import type { Database } from '#db/database.ts'
import { createWorkshop } from '#server/admin/workshop.ts'
import { readState } from '#server/read/state.ts'
import { createWriter } from '#server/write/write.ts'
import { permittedToBuild } from '../support/permitted.ts'

const MINUTE = 60_000
const title = { en: 'Oil', 'zh-Hans': '更换机油', 'zh-Hant': '更換機油' }

/**
 * Everything until the cars were ready happened hours ago.
 * @param numbers of its cars, which identify the customers
 * @param dueAt when the customer of the car with this number is notified, real milliseconds since 1970
 */
export async function noticeShop(
  { sql }: Database,
  numbers: readonly number[],
  tries: number,
  dueAt: (index: number) => number,
): Promise<string> {
  let now = Date.now() - 180 * MINUTE
  const workshopId = await createWorkshop(sql, {
    ...{ name: 'Bench', timeZone: 'Asia/Shanghai', currency: 'CNY', plateFormat: 'cn', phone: null, at: now },
    hours: Array.from({ length: 7 }, () => [[0, 1440] as [number, number]]),
  })
  const writer = createWriter({ sql, now: () => now++, committed: () => {} })
  const run = async <N extends CommandName>(name: N, payload: PayloadInput<N>) => {
    const outcome = await writer.execute(permittedToBuild(workshopId, name, payload))
    if (!outcome.ok) throw new Error(`${name}: ${outcome.code}`)
    return outcome.answer
  }
  await run('furnishWorkshop', {
    ...{ isExample: false, teams: [] },
    bays: [{ number: 1, name: null, uses: ['lift'] }],
    persons: [{ name: 'Chen Wei', roles: ['technician'], team: null, skills: ['mechanical'] }],
    priceItems: [{ code: 'OIL', title, bayKind: 'lift', skill: 'mechanical', standardMinutes: 1, price: 100 }],
  })
  await run('changeSettings', {
    settings: { quietFrom: 0, quietUntil: 0, announceEarly: false, attemptsPerChannel: tries },
  })
  const { bay, person, priceItem } = (await readState(sql, workshopId))!.put
  const place = { bayId: bay![0]!.id, technicianId: person![0]!.id }
  for (const i of numbers) {
    const digits = String(i).padStart(4, '0')
    const contact = { name: 'Wang', phone: `1390000${digits}`, email: `c${digits}@home.example` }
    const { orderId } = await run('checkInWalkIn', {
      ...{ plate: `沪A${String(10_000 + i)}`, model: 'Passat', name: contact.name, phone: contact.phone },
      ...{ language: 'en', symptoms: [], words: '', waits: false },
    })
    await run('setContact', { orderId, ...contact, channels: i % 2 ? ['email', 'sms'] : ['sms', 'email'] })
    const { operationIds } = await run('addOperations', { orderId, itemIds: [priceItem![0]!.id] })
    const operationId = operationIds[0]!
    await run('quoteOrder', { orderId, promiseAt: dueAt(i) + 60 * MINUTE, reason: 'As agreed' })
    await run('authoriseOrder', { orderId, wash: false })
    await run('assignOperation', { orderId, operationId, ...place, was: { bayId: null, technicianId: null } })
    for (const name of ['startOperation', 'finishOperation'] as const) await run(name, { orderId, operationId })
    await run('passChecks', { orderId })
    await run('prepareCar', { orderId })
  }
  return workshopId
}
