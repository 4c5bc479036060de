/** A large workshop with a full queue for forecasts: every kind of bay and skill, shifts, missing parts, cars in progress. */
import type { WeeklyHours } from '#contract/calendar.ts'
import { type CommandName, type PayloadInput } from '#contract/commands/index.ts'
import type { Database } from '#db/database.ts'
import { createWorkshop } from '#server/admin/workshop.ts'
import { randomOf } from '#server/domain/planner/random.ts'
import { exampleFurnishing, exampleHours } from '#server/domain/workshop/example.ts'
import { readState } from '#server/read/state.ts'
import { createWriter } from '#server/write/write.ts'
import { permittedToBuild } from '../support/permitted.ts'

const HOUR = 3_600_000
const early: WeeklyHours = exampleHours.map((spans) => spans.map(([from, until]) => [from, Math.min(until, 960)]))
const late: WeeklyHours = exampleHours.map((spans) => spans.map(([from, until]) => [Math.max(from, 600), until]))

export async function forecastShop({ sql }: Database, bays: number, technicians: number, cars: number) {
  const place = {
    name: 'Harbour Street',
    timeZone: 'Asia/Shanghai',
    currency: 'CNY',
    plateFormat: 'cn',
    phone: null,
  } as const
  const workshopId = await createWorkshop(sql, { ...place, hours: exampleHours })
  const writer = createWriter({ sql, now: Date.now, committed: () => {} })
  const run = async <N extends CommandName>(name: N, payload: PayloadInput<N>) => {
    const outcome = await writer.execute(permittedToBuild(workshopId, name, payload))
    if (!outcome.ok) throw new Error(`${name}: ${outcome.code}`)
    return outcome.answer
  }
  const random = randomOf(1)
  const { bays: model, persons, priceItems } = exampleFurnishing
  const hands = persons.filter(({ skills }) => skills.length > 0)
  await run('furnishWorkshop', {
    ...{ isExample: false, teams: [], priceItems },
    bays: Array.from({ length: bays }, (_, i) => ({ number: i + 1, name: null, uses: model[i % model.length]!.uses })),
    persons: Array.from({ length: technicians }, (_, i) => {
      const { name, skills } = hands[i % hands.length]!
      return { name: `${name} ${i}`, roles: ['technician'], team: null, skills }
    }),
  })
  const { person, priceItem, bay } = (await readState(sql, workshopId))!.put
  for (const [i, { id: personId }] of person!.entries())
    if (i % 3 > 0) await run('changeShift', { personId, shift: i % 3 === 1 ? early : late, was: { shift: null } })
  const orderIds: string[] = []
  const [freeBays, freePeople] = [new Set(bay), new Set(person)]
  for (let i = 0; i < cars; i++) {
    const car = { plate: `沪A${String(10_000 + i)}`, model: null, name: null, phone: null, language: 'en' as const }
    const { orderId } = await run('checkInWalkIn', { ...car, symptoms: [], words: '', waits: false })
    orderIds.push(orderId)
    const items = Array.from({ length: random.whole(1, 4) }, () => random.pick(priceItem!))
    const { operationIds } = await run('addOperations', { orderId, itemIds: items.map(({ id }) => id) })
    await run('quoteOrder', { orderId, promiseAt: Date.now() + random.whole(4, 200) * HOUR, reason: 'As agreed' })
    await run('authoriseOrder', { orderId, wash: false })
    if (random.chance(0.1)) await run('setPriority', { orderId, priority: 'urgent' })
    if (random.chance(0.15)) {
      const part = { operationId: operationIds[0]!, name: 'Part', quantity: 1 }
      await run('expectPart', { orderId, ...part, expectedAt: Date.now() + random.whole(1, 72) * HOUR })
      continue
    }
    const room = [...freeBays].find(({ uses }) => uses.includes(items[0]!.bayKind))
    const who = [...freePeople].find(({ skills }) => skills.includes(items[0]!.skill))
    if (!room || !who) continue
    freeBays.delete(room)
    freePeople.delete(who)
    const which = { orderId, operationId: operationIds[0]! }
    const was = { bayId: null, technicianId: null }
    await run('assignOperation', { ...which, bayId: room.id, technicianId: who.id, was })
    await run('startOperation', which)
  }
  return { workshopId, orderIds }
}
