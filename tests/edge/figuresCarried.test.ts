/** Cars carried over at a past closing count by what was true then, whatever became of them since. */
import { expect, it } from 'vitest'
import { fromLocal, localDay } from '#contract/calendar.ts'
import type { CommandName, PayloadInput } from '#contract/commands/index.ts'
import type { UndoableName } from '#contract/undo.ts'
import { createReports } from '#server/read/reports/reports.ts'
import { newId } from '#server/write/ids.ts'
import { createWriter } from '#server/write/write.ts'
import { DAY, HOUR, MINUTE } from '../support/factories.ts'
import { permitted } from '../support/permitted.ts'
import { openWorkshop, waitingOrder } from '../support/testWorkshop.ts'

const shop = await openWorkshop({ bays: 3, persons: 1 })
const { workshopId, ids } = shop
const { sql } = shop.database
const timeZone = 'Asia/Shanghai'
const names = ['stays', 'home', 'back', 'stopped', 'reopened', 'foundMore', 'washed', 'undone', 'cancelled'] as const
type Name = (typeof names)[number]

const cars = {} as Record<Name, { orderId: string; operationId: string }>
for (const [n, name] of names.entries()) {
  const order = await waitingOrder(shop, `沪K1000${n}`)
  cars[name] = { orderId: order.id, operationId: order.operations[0]!.id }
}

/** The workshop is always open: it closes at midnight. */
const firstDay = localDay(Date.now(), timeZone) + DAY
const dayOf = (n: number) => new Date(firstDay + n * DAY).toISOString().slice(0, 10)
const closingOf = (n: number) => fromLocal(firstDay + (n + 1) * DAY, timeZone)
let now = fromLocal(firstDay + 10 * HOUR, timeZone)
const writer = createWriter({ sql, now: () => now, committed: () => undefined })
async function does<N extends CommandName>(name: N, payload: PayloadInput<N>, id = newId()) {
  now += MINUTE
  const outcome = await writer.execute(permitted('staff', workshopId, name, payload, { id, personId: ids.persons[0]! }))
  if (!outcome.ok) throw new Error(`${name} was refused: ${outcome.code}`)
}
async function takesBack<N extends UndoableName>(name: N, payload: PayloadInput<N>) {
  const id = newId()
  await does(name, payload, id)
  now -= MINUTE - 3_000
  await does('undoCommand', { commandId: id, command: name })
}
const tomorrow = () => {
  now = fromLocal(localDay(now, timeZone) + DAY + 10 * HOUR, timeZone)
}
async function finish({ orderId, operationId }: { orderId: string; operationId: string }, wash: boolean) {
  const [bayId, technicianId] = [ids.bays[0]!, ids.persons[0]!]
  const order = await shop.order(orderId)
  const { plate, model, words, waits, language } = order
  const was = { plate, model, words, waits, language, wash: order.wash }
  if (wash !== order.wash) await does('correctOrder', { orderId, ...was, wash, was })
  const { bayId: bay, technicianId: who, startAt } = order.operations[0]!
  if (bay === null)
    await does('assignOperation', {
      ...{ orderId, operationId, bayId, technicianId, startAt },
      was: { bayId: bay, technicianId: who, startAt },
    })
  await does('startOperation', { orderId, operationId })
  await does('finishOperation', { orderId, operationId })
  await does('passChecks', { orderId })
  if (wash) await does('finishWash', { orderId })
}
const reopen = { minutes: 20, reason: 'It drips' }
const goesHome = async ({ orderId }: { orderId: string }) => {
  const part = { operationId: null, name: 'Filter', quantity: 1, expectedAt: now + 50 * HOUR }
  await does('expectPart', { orderId, ...part })
  await does('sendHome', { orderId })
}

const reports = createReports(sql, () => now)
async function carriedAt(day: number) {
  const question = { figure: 'carried', cells: 'carried', period: 'day', day: dayOf(day), before: 'false' } as const
  const { orders, more } = (await reports.orders(workshopId, question))!
  expect(more).toBe(0)
  return names.filter((name) => orders.some(({ orderId }) => orderId === cars[name].orderId))
}
/** The order as the journal had it at that closing. */
async function plainCount(day: number) {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int from repair_order o, lateral (
      select e from journal j, jsonb_array_elements(j.put->'order') e
      where e->>'id' = o.id::text and j.at <= ${new Date(closingOf(day)).toISOString()} order by j.seq desc limit 1) then_
    where e->>'state' in ('authorised', 'waiting', 'working', 'paused', 'checking', 'washing')
      and e->>'homeSince' is null`
  return row!.count
}

it('C8, C9 not a car at home, stopped or ready at that closing; but one that was there and is home, stopped or ready since', async () => {
  const was: (readonly Name[])[] = []
  await goesHome(cars.home)
  await goesHome(cars.back)
  await does('stopWork', { orderId: cars.stopped.orderId, reason: 'The customer sells it' })
  await finish(cars.reopened, false)
  await finish(cars.washed, true)
  await finish(cars.foundMore, false)
  await does('expectPart', {
    ...{ orderId: cars.undone.orderId, operationId: null, name: 'Belt', quantity: 1, expectedAt: now + 90 * HOUR },
  })
  await takesBack('sendHome', { orderId: cars.undone.orderId })
  await does('moveCar', { orderId: cars.cancelled.orderId, bayId: ids.bays[1]!, was: { bayId: null } })
  await does('cancelOrder', { orderId: cars.cancelled.orderId, reason: 'customer' })
  was.push(['stays', 'undone'])

  tomorrow()
  await does('carIsBack', { orderId: cars.back.orderId })
  await does('settleOrder', { orderId: cars.stopped.orderId })
  await does('reopenOrder', { ...cars.reopened, ...reopen })
  await does('reopenOrder', { ...cars.washed, ...reopen })
  const more = { orderId: cars.foundMore.orderId, itemIds: [ids.items[1]!], findings: 'Worn', safety: true }
  await does('proposeAdditionalWork', more)
  was.push(['stays', 'back', 'reopened', 'foundMore', 'washed', 'undone'])

  tomorrow()
  await finish(cars.reopened, false)
  await does('stopWork', { orderId: cars.stays.orderId, reason: 'Too dear' })
  was.push(['back', 'foundMore', 'washed', 'undone'])

  tomorrow()
  await goesHome(cars.undone)
  // Today closes later: what is not expected before then will be carried over.
  await sql`update repair_order set forecast_at = ${new Date(closingOf(was.length) + HOUR).toISOString()}`
  was.push(['back', 'foundMore', 'washed'])
  for (const [day, expected] of was.entries()) {
    expect({ day, cars: await carriedAt(day) }).toEqual({ day, cars: expected })
    expect({ day, count: await plainCount(day) }).toEqual({ day, count: expected.length })
  }
})
