/** What follows at the bay: the next work in one touch (C2), a pause with its reason (C3), and leaving the lift (C9). */
import { beforeAll, expect, test } from 'vitest'
import { formatPlate } from '#contract/plate.ts'
import { openBrowser } from './support/browser.ts'
import { inHours, openFloors, OpenSheet, start, typed, waitingCar, type FloorScreen } from './support/floor.ts'
import { exampleWorkshop, type ExampleWorkshop } from './support/exampleWorkshop.ts'
import { en } from './support/words.ts'

let workshop: ExampleWorkshop
let floor: FloorScreen
beforeAll(async () => {
  workshop = await exampleWorkshop()
  ;({ desk: floor } = await openFloors(workshop, await openBrowser()))
})

test('C2 the button names the work and who finished the last; one touch assigns and starts it', async () => {
  const id = await waitingCar(workshop, '沪D10001', 'M01', 'M04')
  await start(workshop, id, 2, 'Tom Baker')
  const bay = floor.bay(2)
  await bay.getByRole('button', { name: en.order.act.finish }).click()
  await floor.until(id, { state: 'waiting', operations: [{ state: 'done' }, { state: 'planned', bayId: null }] })
  const next = bay.getByRole('button', { name: 'Start: Front brake pads (Tom Baker)', exact: true })
  expect((await next.boundingBox())!.height).toBeGreaterThanOrEqual(44)
  await next.click()
  const tom = workshop.persons.find(({ name }) => name === 'Tom Baker')!.id
  const second = { state: 'working', bayId: workshop.bays[1]!.id, technicianId: tom }
  await floor.until(id, { state: 'working', bayId: workshop.bays[1]!.id, operations: [{ state: 'done' }, second] })
  expect(floor.faults).toEqual([])
})

test('C2 work for another kind of bay is not offered where the car stands', async () => {
  const paint = [...workshop.items.values()].find(({ bayKind }) => bayKind === 'paint')!
  const id = await waitingCar(workshop, '沪D10002', 'M01', paint.code)
  await start(workshop, id, 3, 'Chen Wei')
  await floor.bay(3).getByRole('button', { name: en.order.act.finish }).click()
  await floor.until(id, { state: 'waiting' })
  await floor.bay(3).getByRole('button', { name: en.order.act.driveOut }).waitFor()
  expect(
    await floor
      .bay(3)
      .getByRole('button', { name: /^Start/ })
      .count(),
  ).toBe(0)
})

test('C3 Pause asks why; the reasons of every shop are there, and the car says which', async () => {
  const id = await waitingCar(workshop, '沪D10003', 'M01')
  await start(workshop, id, 4, 'Sun Hao')
  const bay = floor.bay(4)
  await bay.getByRole('button', { name: en.order.act.pause }).click()
  const dialog = floor.page.getByRole('dialog', { name: /why is work stopping/ })
  const reason = dialog.getByRole('button', { name: en.order.pause.colleague })
  expect((await reason.boundingBox())!.height).toBeGreaterThanOrEqual(44)
  await reason.click()
  await floor.until(id, { state: 'paused', pauseReason: 'colleague' })
  await bay.getByText(en.order.pause.colleague).waitFor()

  // B4.2: a missing part is asked about, which one and when it comes, and pauses nothing before that is said.
  await bay.getByRole('button', { name: 'Continue' }).click()
  await floor.until(id, { state: 'working' })
  await bay.getByRole('button', { name: en.order.act.pause }).click()
  await dialog.getByRole('button', { name: en.order.pause.parts, exact: true }).click()
  const which = floor.page.getByRole('dialog', { name: /which part is missing/ })
  const send = which.getByRole('button', { name: en.order.act.pause })
  expect(await send.isDisabled()).toBe(true)
  await which.getByLabel(en.order.parts.name, { exact: true }).fill('Oil filter')
  expect([await send.isDisabled(), (await workshop.order(id)).state]).toEqual([true, 'working'])
  const expectedAt = inHours(4)
  await which.getByLabel(en.order.parts.when).fill(typed(expectedAt))
  await send.click()
  const part = { name: 'Oil filter', quantity: 1, expectedAt, arrivedAt: null }
  await floor.until(id, { state: 'paused', pauseReason: 'parts', parts: [part] })
})

test('C9 a car whose work waits leaves its lift in one touch; one on a test drive keeps it, and the bay says since when, or until when it waits for others outside', async () => {
  const id = await waitingCar(workshop, '沪D10006', 'M01')
  await start(workshop, id, 1, 'Sun Hao')
  const bay = floor.bay(1)
  const pause = async (reason: string) => {
    await bay.getByRole('button', { name: en.order.act.pause }).click()
    await floor.page.getByRole('dialog').getByRole('button', { name: reason }).click()
  }
  await pause(en.order.pause.test_drive)
  const away = bay.getByText(/^Paused: Test drive · since \d\d:\d\d$/)
  await away.waitFor()
  const isCut = (line: Element) => line.scrollWidth > line.clientWidth
  expect(await away.evaluate(isCut)).toBe(false)
  const out = bay.getByRole('button', { name: en.order.act.driveOut })
  expect(await out.count()).toBe(0)
  await bay.getByRole('button', { name: en.order.act.continue }).click()
  await pause(en.order.pause.assessor)
  const asked = floor.page.getByRole('dialog', { name: /assessor/ })
  await asked
    .getByRole('button', { name: /^until/ })
    .last()
    .click()
  await asked.getByRole('button', { name: en.order.act.pause, exact: true }).click()
  await bay.getByText(/^Paused: Insurer’s assessor · until /).waitFor()
  await out.click()
  await floor.until(id, { state: 'paused', pauseReason: 'assessor', bayId: null })
  expect(floor.faults).toEqual([])
})

test('C9 a car that waits for the wash leaves its lift in one touch', async () => {
  const id = await waitingCar(workshop, '沪D10004', 'M01')
  await workshop.does('staff', 'correctOrder', await washed(id))
  await start(workshop, id, 5, 'Sun Hao')
  const { operations } = await workshop.order(id)
  await workshop.does('staff', 'finishOperation', { orderId: id, operationId: operations[0]!.id })
  await workshop.does('staff', 'passChecks', { orderId: id })
  await floor.until(id, { state: 'washing', bayId: workshop.bays[4]!.id })
  await floor.bay(5).getByRole('button', { name: 'To wash bay 13' }).click()
  await floor.until(id, { state: 'washing', bayId: workshop.bays[12]!.id })
  expect(floor.faults).toEqual([])
})

test('C9 the customer drives home until the part is here; the floor lists the car apart and says when to call them', async () => {
  const id = await waitingCar(workshop, '沪D10005', 'M01')
  await start(workshop, id, 5, 'Sun Hao')
  const { operations } = await workshop.order(id)
  const expectedAt = Date.now() + 50 * 3_600_000
  const about = { orderId: id, operationId: operations[0]!.id }
  const { partId } = await workshop.does('staff', 'expectPart', { ...about, name: 'Filter', quantity: 1, expectedAt })
  await workshop.does('staff', 'pauseOperation', { ...about, reason: 'parts' })
  const home = floor.bay(5).getByRole('button', { name: en.order.act.sendHome })
  expect((await home.boundingBox())!.height).toBeGreaterThanOrEqual(44)
  await home.click()
  await floor.until(id, { state: 'paused', bayId: null, promiseAt: null, homeSince: expect.any(Number) as number })
  const list = floor.page.getByRole('region', { name: en.floor.home.title })
  await list.getByText(/^Filter, expected /).waitFor()
  await workshop.does('staff', 'recordPartArrival', { orderId: id, partId })
  await list.getByText(en.floor.home.here).waitFor()
  await list.getByRole('button').click()
  const sheet = new OpenSheet(floor.page.getByRole('dialog', { name: formatPlate('沪D10005') }))
  await sheet.press(en.order.act.carIsBack)
  await floor.until(id, { state: 'paused', homeSince: null })
  // A car that is back needs a new promise: the form is open.
  await sheet.whole.getByRole('button', { name: en.promise.move, expanded: true }).waitFor()
  await list.waitFor({ state: 'detached' })
  await sheet.press('Close')
  expect(floor.faults).toEqual([])
})

test('C5 the usual minutes of rework are named once the operation is chosen', async () => {
  const id = await waitingCar(workshop, '沪D10007', 'M01', 'M04')
  await start(workshop, id, 1, 'Sun Hao')
  const press = (name: string) => floor.bay(1).getByRole('button', { name }).click()
  await press(en.order.act.finish)
  await press('Start: Front brake pads (Sun Hao)')
  await press(en.order.act.finish)
  await press(en.order.act.fail)
  const dialog = floor.page.getByRole('dialog', { name: /QC failed/ })
  await dialog.getByRole('button', { name: 'usual', exact: true, pressed: true }).waitFor()
  await dialog.getByRole('button', { name: 'Front brake pads' }).click()
  await dialog.getByRole('button', { name: /^usual: \d+ min$/, pressed: true }).waitFor()
  await dialog.getByRole('button', { name: 'Close' }).click()
  expect(floor.faults).toEqual([])
})

/** The order, corrected to be washed. */
async function washed(orderId: string) {
  const { plate, model, words, waits, wash, language } = await workshop.order(orderId)
  const was = { plate, model, words, waits, wash, language }
  return { orderId, ...was, wash: true, was }
}
