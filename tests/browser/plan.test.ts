/** The day plan: moves by mouse, touch and keyboard, tried before the drop, refused when overtaken, undone (C2, S13). */
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Operation } from '#contract/entities/index.ts'
import { formatPlate } from '#contract/plate.ts'
import { openBrowser } from './support/browser.ts'
import { dragByFingerTo } from './support/carry.ts'
import { eventually, firstOf, journalOf, openFloors, start, waitingCar } from './support/floor.ts'
import { exampleWorkshop, type ExampleWorkshop } from './support/exampleWorkshop.ts'
import { nowhere, PlanScreen } from './support/plan.ts'

const MINUTE = 60_000

let workshop: ExampleWorkshop
let plan: PlanScreen
let tablet: PlanScreen
beforeAll(async () => {
  workshop = await exampleWorkshop(Date.now(), true)
  const floors = await openFloors(workshop, await openBrowser(), { view: 'plan' })
  plan = new PlanScreen(floors.desk, workshop)
  tablet = new PlanScreen(floors.tablet, workshop)
})
afterEach(async () => {
  for (const { floor } of [plan, tablet]) await floor.putAway()
  expect([plan, tablet].flatMap(({ floor }) => floor.faults.splice(0))).toEqual([])
})

const bayId = (number: number) => workshop.bays[number - 1]!.id
const leave = (orderId: string) => workshop.does('staff', 'cancelOrder', { orderId, reason: 'workshop' })

test('S8 all of this in a browser that cannot combine abort signals', async () => {
  expect(await plan.page.evaluate(() => 'any' in AbortSignal)).toBe(false)
})

describe('C2 by mouse', () => {
  test('from one bay to a time in another; the effect shows before the drop, and the move is undone', async () => {
    const id = await plan.plannedCar('沪P10001', 'M04', 600)
    await plan.carry(plan.piece(id), await plan.at(4, 120))
    const from = plan.tag.getByText(/Bay 4, from (\w+ )?\d\d:\d\d/)
    await from.waitFor()
    await plan.tag.getByText(/Ready .*\(promise/).waitFor()
    const shown = /\d\d:\d\d/.exec((await from.textContent())!)![0]
    expect((await workshop.order(id)).operations[0]).toMatchObject(nowhere)
    await plan.page.mouse.up()
    const { startAt } = await plan.until(id, { bayId: bayId(4), technicianId: null })
    expect(startAt! % (5 * MINUTE)).toBe(0)
    expect(new Date(startAt!).toLocaleTimeString('en-GB', { timeZone: 'Asia/Shanghai', timeStyle: 'short' })).toBe(
      shown,
    )
    // A midnight in between takes some space on the plan.
    expect(Math.abs(startAt! - (Date.now() + 120 * MINUTE))).toBeLessThan(40 * MINUTE)
    await plan.lane(4).locator(`[data-car="${id}"] .pin`).waitFor()
    expect(await journalOf(workshop, 'assignOperation')).toMatchObject({ by: 'Zhou Ming' })

    await plan.page.keyboard.press('Control+z')
    await plan.until(id, nowhere)
    await plan.strip.getByText(`Undone: ${formatPlate('沪P10001')}`).waitFor()
    expect(await plan.page.getByRole('button', { name: /nothing to undo/i }).isDisabled()).toBe(true)
    await leave(id)
  })

  test('behind work in progress, a move would break the promise: shown at the pointer and on the plan before the drop', async () => {
    const busy = await waitingCar(workshop, '沪P10002', 'M10')
    await start(workshop, busy, 2, 'Chen Wei')
    await plan.lane(2).locator(`[data-car="${busy}"].working`).waitFor()
    const id = await plan.plannedCar('沪P10003', 'M04', 150)
    await plan.carry(plan.piece(id), await plan.at(2, 1))
    await plan.tag.getByText('Bay 2, when its turn comes').waitFor()
    await plan.tag.getByText(/Will be .* late/).waitFor()
    await plan.page.locator(`.piece.broken[data-car="${id}"]`).first().waitFor()
    await plan.page.keyboard.press('Escape')
    await plan.page.mouse.up()
    await plan.tag.waitFor({ state: 'detached' })
    expect((await workshop.order(id)).operations[0]).toMatchObject(nowhere)
    expect(await plan.page.locator('.piece.broken').count()).toBe(0)
    await leave(id)
    await workshop.does('staff', 'finishOperation', await firstOf(workshop, busy))
    await workshop.does('staff', 'moveCar', { orderId: busy, bayId: null, was: { bayId: bayId(2) } })
  })

  test('the wrong kind of bay refuses with a reason; a card from the queue is dropped on a lane', async () => {
    const plate = '沪P10004'
    const id = await plan.plannedCar(plate, 'M04', 600)
    await plan.carry(plan.piece(id), await plan.at(6, 60))
    await plan.tag.getByText('Wrong kind of bay; needs: Lift').waitFor()
    await plan.page.mouse.up()
    await plan.strip.getByText('Wrong kind of bay; needs: Lift').waitFor()
    expect((await workshop.order(id)).operations[0]).toMatchObject(nowhere)
    // C2 the foreman overrules it, and takes that back.
    await plan.strip.getByRole('button', { name: 'Do it here anyway' }).click()
    await plan.until(id, { bayId: bayId(6), startAt: expect.any(Number) as number })
    await plan.page.getByRole('button', { name: /^Undo/ }).click()
    await plan.until(id, nowhere)

    const along = () => plan.page.locator('.scroller').evaluate(({ scrollLeft }) => scrollLeft)
    const before = await along()
    await plan.carry(plan.floor.grip(plate, plan.floor.queue), await plan.at(5, 0))
    // At the edge the card came in over, the plan does not run into the past.
    const { x, y, height } = (await plan.page.locator('.scroller').boundingBox())!
    await plan.page.mouse.move(x + 8, y + height / 2, { steps: 3 })
    await plan.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    expect(await along()).toBeGreaterThanOrEqual(before)
    const back = await plan.at(5, 0)
    await plan.page.mouse.move(back.x, back.y, { steps: 3 })
    await plan.tag.getByText('Bay 5, when its turn comes').waitFor()
    await plan.page.mouse.up()
    await plan.until(id, { bayId: bayId(5), startAt: null })
    await plan.page.getByRole('button', { name: /^Undo/ }).click()
    await plan.until(id, nowhere)
    await leave(id)
  })

  test('undo right after a drop undoes that drop, even before its answer', async () => {
    const id = await plan.plannedCar('沪P10007', 'M04', 600)
    await plan.carry(plan.piece(id), await plan.at(5, 120))
    await plan.tag.getByText(/Bay 5, from/).waitFor()
    // Another transaction holds the workshop's lock until the key has been pressed.
    const { sql } = workshop.database
    await sql.begin(async (tx) => {
      await tx`select from workshop_head where workshop_id = ${workshop.workshopId} for update`
      await plan.page.mouse.up()
      const waiting = () =>
        sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
      await expect.poll(async () => (await waiting()).length, eventually).toBeGreaterThan(0)
      await plan.page.keyboard.press('Control+z')
    })
    await plan.strip.getByText(/^Undone: .*10007/).waitFor()
    const moves = await workshop.database.sql`
      select fact->>'bayId' as bay from journal, jsonb_array_elements(facts) fact
      where fact->>'name' = 'operationAssigned' and fact->>'orderId' = ${id} order by seq`
    expect(moves.map(({ bay }) => bay as string | null)).toEqual([bayId(5), null])
    await plan.until(id, nowhere)
    await leave(id)
  })

  test('a paused car dropped on the queue is driven out too, and one undo reverses both; S13 or neither', async () => {
    const plate = '沪P10006'
    const id = await waitingCar(workshop, plate, 'M04')
    await start(workshop, id, 3, 'Chen Wei')
    const [{ bayId: bay3, technicianId }] = (await workshop.order(id)).operations as [Operation]
    await workshop.does('staff', 'pauseOperation', { ...(await firstOf(workshop, id)), reason: 'technician' })
    const toQueue = async () => {
      await plan.page.locator(`.piece.paused[data-car="${id}"]`).waitFor()
      await plan.carry(plan.piece(id), await plan.middleOf(plan.floor.queue))
      await plan.page.mouse.up()
      await plan.until(id, nowhere)
      await expect.poll(() => workshop.order(id), eventually).toMatchObject({ bayId: null })
    }
    await toQueue()
    await plan.page.keyboard.press('Control+z')
    await plan.until(id, { bayId: bay3, technicianId })
    expect((await workshop.order(id)).bayId).toBe(bay3)
    await plan.strip.getByText(/Undone: .* is back: bay 3 · Chen Wei/).waitFor()

    await toQueue()
    await workshop.does('staff', 'assignOperation', {
      ...(await firstOf(workshop, id)),
      ...{ bayId: bayId(5), technicianId, was: nowhere },
    })
    // The planner may add the final check in the same bay.
    await plan.lane(5).locator(`[data-car="${id}"]`).first().waitFor()
    await plan.page.keyboard.press('Control+z')
    await plan.strip.getByText(`Someone else changed it first. ${formatPlate(plate)} is now: for bay 5`).waitFor()
    const now = await workshop.order(id)
    expect([now.bayId, now.operations[0]!.bayId]).toEqual([null, bayId(5)])
    await workshop.does('staff', 'startOperation', await firstOf(workshop, id))
    await workshop.does('staff', 'finishOperation', await firstOf(workshop, id))
  })

  test('S13 work that another person has moved meanwhile is refused, with its current state', async () => {
    const plate = '沪P10005'
    const id = await plan.plannedCar(plate, 'M04', 600)
    await tablet.floor.settles()
    await plan.carry(plan.piece(id), await plan.at(3, 60))
    await plan.tag.getByText(/Bay 3, from/).waitFor()
    // The tablet is faster.
    await tablet.piece(id).scrollIntoViewIfNeeded()
    await dragByFingerTo(tablet.page, tablet.piece(id), await tablet.at(1, 60))
    await tablet.until(id, { bayId: bayId(1) })
    await plan.lane(1).locator(`[data-car="${id}"]`).waitFor()
    await plan.page.mouse.up()
    await plan.strip.getByText(`Someone else changed it first. ${formatPlate(plate)} is now: for bay 1`).waitFor()
    expect((await workshop.order(id)).operations[0]).toMatchObject({ bayId: bayId(1) })
    await leave(id)
  })
})

test('C2 by touch: long press, drag, the effect at the foot of the plan, drop', async () => {
  const id = await plan.plannedCar('沪P20001', 'M04', 600)
  await tablet.floor.settles()
  await tablet.piece(id).scrollIntoViewIfNeeded()
  await dragByFingerTo(tablet.page, tablet.piece(id), await tablet.at(2, 90), async () => {
    await tablet.strip.getByText(/Bay 2, from/).waitFor()
    await tablet.strip.getByText(/Ready .*\(promise/).waitFor()
  })
  await tablet.until(id, { bayId: bayId(2), startAt: expect.any(Number) as number })
  await tablet.page.getByRole('button', { name: /^Undo/ }).tap()
  await tablet.until(id, nowhere)
  await leave(id)
})

test('C2 by keyboard: to another lane and time and to the end, announced all the way, and cancelled', async () => {
  const plate = '沪P30001'
  const id = await plan.plannedCar(plate, 'M04', 600)
  const { keyboard } = plan.page
  const hears = (text: string | RegExp) => expect.poll(() => plan.announcement.textContent(), eventually).toMatch(text)
  await plan.piece(id).focus()
  await keyboard.press('Enter')
  await hears(new RegExp(`${formatPlate(plate)}: Bay \\d+`))
  await keyboard.press('ArrowRight')
  await hears(/from (\w+ )?\d\d:\d\d\. Ready/)
  await keyboard.press('Escape')
  expect((await workshop.order(id)).operations[0]).toMatchObject(nowhere)

  await plan.piece(id).focus()
  await keyboard.press('Space')
  for (let n = 0; n < 6; n++) await keyboard.press('ArrowUp')
  await hears(/Bay 1/)
  for (let n = 0; n < 4; n++) await keyboard.press('ArrowRight')
  await hears(/Bay 1, from (\w+ )?\d\d:\d\d\. Ready .* Enter to drop/)
  await keyboard.press('Enter')
  const { startAt } = await plan.until(id, { bayId: bayId(1), startAt: expect.any(Number) as number })
  expect(startAt! - Date.now()).toBeGreaterThan(40 * MINUTE)
  await hears(/bay 1 · from/)
  // The focus follows the work, and stays when the forecasts follow.
  await plan.floor.settles()
  await plan.page.locator(`.piece[data-car="${id}"]:focus`).waitFor()
  // A forecast that arrives just now draws the piece anew, and the key would reach the page instead.
  const sheet = plan.page.getByRole('dialog', { name: formatPlate(plate) })
  const opens = async () => {
    await plan.piece(id).focus()
    await keyboard.press('o')
    return sheet.isVisible()
  }
  await expect.poll(opens, eventually).toBe(true)
  await keyboard.press('Escape')
  await keyboard.press('Control+z')
  await plan.until(id, nowhere)
  await leave(id)
})

test('C2 by technician: work dropped on a technician’s lane is assigned to them', async () => {
  const id = await plan.plannedCar('沪P40001', 'M04', 600)
  const select = plan.page.locator('.plan select')
  await select.selectOption('technician')
  const { technicianId: planned } = (await workshop.order(id)).operations[0]!.plan ?? {}
  const other = workshop.persons.find((one) => one.skills.includes('mechanical') && one.id !== planned)!
  const lane = plan.page.locator(`[data-lane="technician:${other.id}"]`)
  await lane.scrollIntoViewIfNeeded()
  await plan.carry(plan.piece(id), await plan.atIn(lane, 90))
  await plan.tag.getByText(`${other.name}, from`).waitFor()
  await plan.page.mouse.up()
  await plan.until(id, { bayId: null, technicianId: other.id, startAt: expect.any(Number) as number })
  await lane.locator(`[data-car="${id}"]`).waitFor()
  await select.selectOption('bay')
  await leave(id)
})

test('C2 an overloaded bay, idle bays, and work that continues after closing are marked', async () => {
  const cars = await Promise.all(['沪P50001', '沪P50002'].map((plate) => plan.plannedCar(plate, 'M10', 900)))
  const put = async (orderId: string, bay: number, startAt: number | null) =>
    workshop.does('staff', 'assignOperation', {
      ...(await firstOf(workshop, orderId)),
      ...{ bayId: bayId(bay), technicianId: null, startAt, was: nowhere },
    })
  for (const id of cars) await put(id, 1, null)
  const late = await plan.plannedCar('沪P50003', 'M01', 1440)
  // A quarter of an hour before the workshop closes at midnight; 15:45 in London is 23:45 in Shanghai.
  const day = 24 * 60 * MINUTE
  const startAt = Math.ceil((Date.now() + 20 * MINUTE - 945 * MINUTE) / day) * day + 945 * MINUTE
  await put(late, 3, startAt)
  await plan
    .lane(1)
    .locator('.flag.over', { hasText: /Uneven load, From now on \d+ hr.* more work than Bay/ })
    .waitFor()
  await plan.lane(4).locator('.flag.idle', { hasText: 'Idle' }).waitFor()
  await plan.lane(3).locator(`.piece.over[data-car="${late}"]`).waitFor({ state: 'attached' })
  await plan.page
    .locator('.hours .overnight', { hasText: /stays? overnight/ })
    .first()
    .waitFor({ state: 'attached' })
  for (const id of [...cars, late]) await leave(id)
})
