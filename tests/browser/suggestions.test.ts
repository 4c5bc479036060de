/** Suggestions on the day plan: ranked, previewed, dismissed, accepted and undone; overtaken ones disappear (C2, S13). */
import { pino } from 'pino'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { formatPlate } from '#contract/plate.ts'
import { startApp } from '#server/app.ts'
import { violationsOf } from './support/axe.ts'
import { openBrowser } from './support/browser.ts'
import { firstOf, openFloors } from './support/floor.ts'
import { exampleWorkshop, type ExampleWorkshop } from './support/exampleWorkshop.ts'
import { nowhere, PlanScreen, promisedCar } from './support/plan.ts'
import { en } from './support/words.ts'

const MINUTE = 60_000

let workshop: ExampleWorkshop
let plan: PlanScreen
let cars: string[]
beforeAll(async () => {
  workshop = await exampleWorkshop(Date.now(), true)
  cars = await Promise.all(Array.from({ length: 7 }, (_, n) => promisedCar(workshop, `沪P4000${n + 1}`, 'M04', 600)))
  // The workshop replaces its suggestions after each forecast. Here it forecasts only once, at the start.
  const { desk } = await openFloors(workshop, await openBrowser(), { view: 'plan', plansApart: 60 * MINUTE })
  plan = new PlanScreen(desk, workshop)
  for (const id of cars) await plan.piece(id).waitFor()
})
afterEach(async () => {
  await plan.floor.putAway()
  expect(plan.floor.faults.splice(0)).toEqual([])
})

const bayId = (number: number) => workshop.bays[number - 1]!.id
const leave = (orderId: string) => workshop.does('staff', 'cancelOrder', { orderId, reason: 'workshop' })

async function suggest(...cars: [orderId: string, bay: number, saved: number][]): Promise<void> {
  const suggestions = await Promise.all(
    cars.map(async ([orderId, bay, savedMinutes]) => {
      const { promiseAt, operations } = await workshop.order(orderId)
      const [operation] = operations
      const { bayId: from, technicianId, startAt } = operation!
      const was = { bayId: from, technicianId, startAt }
      return {
        ...{ cause: 'late' as const, orderId, movedOrders: 0, savedMinutes },
        moves: [{ orderId, operationId: operation!.id, was, to: { ...was, bayId: bayId(bay) } }],
        effects: [{ orderId, promiseAt, from: promiseAt! + 35 * MINUTE, to: promiseAt! - 5 * MINUTE }],
      }
    }),
  )
  await workshop.does('clock', 'recordSuggestions', { seq: 0, late: cars.map(([orderId]) => orderId), suggestions })
}
const card = (id: string) => plan.panel.locator('article', { hasText: formatPlate(id) })

test('C2 suggestions are ranked and previewed on the plan; one is dismissed, the others accepted and undone together, then two of three chosen', async () => {
  const [one, two, three, , five] = cars as [string, string, string, string, string]
  await suggest([one, 1, 20], [two, 2, 35], [three, 3, 5])
  await card('沪P40003').waitFor()
  expect(await plan.panel.locator('article h3').allTextContents()).toEqual([
    expect.stringContaining(formatPlate('沪P40002')),
    expect.stringContaining(formatPlate('沪P40001')),
    expect.stringContaining(formatPlate('沪P40003')),
  ])
  await card('沪P40002').getByText('will be 35 min late').waitFor()
  await card('沪P40002')
    .getByText(/^Move .* to bay 2$/)
    .waitFor()
  await card('沪P40002').getByText('Back on time, was 35 min late').waitFor()
  await card('沪P40002').getByText(en.plan.answer.nothing).waitFor()
  await card('沪P40002').hover()
  await plan.page.locator(`.piece.saved[data-car="${two}"]`).first().waitFor()
  await plan.page.locator('.aim .ghost').waitFor()
  expect(await violationsOf(plan.page)).toEqual([])

  await card('沪P40003').getByRole('button', { name: 'Dismiss' }).click()
  await card('沪P40003').waitFor({ state: 'detached' })
  await plan.panel.getByRole('button', { name: 'Accept all' }).click()
  await plan.until(one, { bayId: bayId(1) })
  await plan.until(two, { bayId: bayId(2) })
  expect((await workshop.order(three)).operations[0]).toMatchObject(nowhere)
  await card('沪P40001').waitFor({ state: 'detached' })
  await plan.page.getByRole('button', { name: 'Undo: 2 suggested moves' }).click()
  await plan.until(one, nowhere)
  await plan.until(two, nowhere)
  await plan.strip.getByText('Undone: 2 moves.').waitFor()

  await suggest([one, 1, 20], [two, 2, 35], [five, 4, 5])
  for (const plate of ['沪P40002', '沪P40005']) await card(plate).getByRole('checkbox').check()
  await plan.panel.getByRole('button', { name: 'Accept 2 selected' }).click()
  await plan.until(two, { bayId: bayId(2) })
  await plan.until(five, { bayId: bayId(4) })
  expect((await workshop.order(one)).operations[0]).toMatchObject(nowhere)
  for (const id of [one, two, three, five]) await leave(id)
})

test('C2 a whole plan is one card: its moves named and previewed, accepted together and undone together', async () => {
  const [one, two] = cars.slice(5) as [string, string]
  const startAt = Date.now() + 120 * MINUTE
  const planned = await Promise.all(
    [
      { id: one, to: { bayId: bayId(3), technicianId: null, startAt: null }, minutes: 40 },
      { id: two, to: { bayId: bayId(4), technicianId: null, startAt }, minutes: 25 },
    ].map(async ({ id: orderId, to, minutes }) => {
      const { promiseAt, operations } = await workshop.order(orderId)
      return {
        move: { orderId, operationId: operations[0]!.id, was: nowhere, to },
        effect: { orderId, promiseAt, from: promiseAt! + minutes * MINUTE, to: promiseAt! - 5 * MINUTE },
      }
    }),
  )
  await workshop.does('clock', 'recordSuggestions', {
    ...{ seq: 0, late: [one, two] },
    suggestions: [
      {
        ...{ cause: 'plan', orderId: null, movedOrders: 2, savedMinutes: 65 },
        ...{ moves: planned.map(({ move }) => move), effects: planned.map(({ effect }) => effect) },
      },
    ],
  })
  const better = plan.panel.getByRole('article', { name: 'A better plan with 2 moves' })
  await better.getByText('The whole plan').waitFor()
  const moves = await better.locator('ol li').allTextContents()
  expect(moves).toEqual([
    expect.stringMatching(new RegExp(`^Move ${formatPlate('沪P40006')}, .*, to bay 3$`)),
    expect.stringMatching(new RegExp(`^Move ${formatPlate('沪P40007')}, .*, to bay 4, from .*\\d\\d:\\d\\d$`)),
  ])
  await better.getByText(`${formatPlate('沪P40006')} back on time, was 40 min late`).waitFor()
  await better.getByText(`${formatPlate('沪P40007')} back on time, was 25 min late`).waitFor()
  await better.getByText('2 other cars move, still on time').waitFor()
  await better.hover()
  for (const id of [one, two]) await plan.page.locator(`.piece.saved[data-car="${id}"]`).first().waitFor()
  await expect.poll(() => plan.page.locator('.aim .ghost').count()).toBe(2)
  expect(await violationsOf(plan.page)).toEqual([])

  await better.getByRole('button', { name: 'Accept' }).click()
  await plan.until(one, { ...nowhere, bayId: bayId(3) })
  await plan.until(two, { ...nowhere, bayId: bayId(4), startAt })
  await better.waitFor({ state: 'detached' })
  await plan.strip.getByText('Accepted: 2 moves.').waitFor()
  await plan.page.getByRole('button', { name: 'Undo: 2 suggested moves' }).click()
  for (const id of [one, two]) await plan.until(id, nowhere)
  await plan.strip.getByText('Undone: 2 moves.').waitFor()
  for (const id of [one, two]) await leave(id)
})

test('S13 an overtaken suggestion disappears, and never reverses a later move', async () => {
  const id = cars[3]!
  await suggest([id, 1, 20])
  await card('沪P40004').waitFor()
  await workshop.does('staff', 'assignOperation', {
    ...(await firstOf(workshop, id)),
    ...{ bayId: bayId(5), technicianId: null, was: nowhere },
  })
  // Accepting it before it has disappeared is refused.
  await plan.panel
    .getByRole('button', { name: 'Accept' })
    .evaluateAll((buttons: HTMLElement[]) => buttons.forEach((button) => button.click()))
  expect((await workshop.order(id)).operations[0]).toMatchObject({ bayId: bayId(5) })
  // Another server of the workshop recomputes suggestions without that wait.
  const log = pino({ level: 'silent' })
  const other = await startApp({ database: workshop.database, log, host: '127.0.0.1', port: 0 })
  await card('沪P40004')
    .waitFor({ state: 'detached' })
    .finally(() => other.close())
  expect((await workshop.order(id)).operations[0]).toMatchObject({ bayId: bayId(5) })
  await leave(id)
})
