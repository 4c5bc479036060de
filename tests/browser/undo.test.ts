/** A wrong touch on the floor is taken back on the floor (S14). */
import { beforeAll, expect, test } from 'vitest'
import people from '#words/en/people.ts'
import { openBrowser } from './support/browser.ts'
import { openFloors, start, waitingCar, type FloorScreen } from './support/floor.ts'
import { exampleWorkshop, type ExampleWorkshop } from './support/exampleWorkshop.ts'
import { en } from './support/words.ts'

let workshop: ExampleWorkshop
let floor: FloorScreen
beforeAll(async () => {
  workshop = await exampleWorkshop()
  ;({ desk: floor } = await openFloors(workshop, await openBrowser()))
})

test('S14 a job finished by mistake goes on after one touch on Undo, and nothing on the screen moves for the offer', async () => {
  const id = await waitingCar(workshop, '沪A10001', 'M04')
  await start(workshop, id, 1, 'Chen Wei')
  await floor.until(id, { state: 'working' })
  const top = async () => (await floor.queue.boundingBox())!.y
  const before = await top()
  await floor.bay(1).getByRole('button', { name: en.order.act.finish }).click()
  await floor.until(id, { state: 'checking', operations: [{ state: 'done' }] })
  const offer = floor.page.getByRole('status').filter({ hasText: en.staff.touch.done.finishOperation })
  await offer.waitFor()
  expect(await top()).toBe(before)
  const undo = offer.getByRole('button', { name: en.staff.touch.undo })
  expect((await undo.boundingBox())!.height).toBeGreaterThanOrEqual(44)
  await undo.click()
  await floor.until(id, { state: 'working', operations: [{ state: 'working', finishedAt: null }] })
  expect(await offer.count()).toBe(0)
  expect(floor.faults).toEqual([])
})

test('a bay’s card keeps its height, free, in progress, paused and with a second step open; the bays keep their places', async () => {
  const id = await waitingCar(workshop, '沪A10003', 'M04')
  const box = async () => [await floor.bay(6).boundingBox(), await floor.bay(2).boundingBox()]
  const before = await box()
  await start(workshop, id, 2, 'Sun Hao')
  await floor.until(id, { state: 'working' })
  expect(await box()).toEqual(before)
  await floor.bay(2).getByRole('button', { name: en.order.act.progress }).click()
  const half = floor.bay(2).getByRole('button', { name: '50%' })
  await half.waitFor()
  expect(await box()).toEqual(before)
  await floor.bay(2).getByRole('button', { name: en.staff.back }).click()
  const { operations } = await workshop.order(id)
  await workshop.does('staff', 'pauseOperation', { orderId: id, operationId: operations[0]!.id, reason: 'parts' })
  await floor.until(id, { state: 'paused' })
  expect(await box()).toEqual(before)
})

test('S14 Ctrl+Z takes it back too, on the order card as well', async () => {
  const id = await waitingCar(workshop, '沪A10002', 'M04')
  await start(workshop, id, 5, 'Tom Baker')
  await floor.until(id, { state: 'working' })
  const sheet = await floor.open('沪A10002')
  await sheet.press(en.order.act.finish)
  await floor.until(id, { state: 'checking' })
  await sheet.whole.getByRole('button', { name: en.staff.touch.undo }).click()
  await floor.until(id, { state: 'working' })
  await sheet.press(en.order.act.finish)
  await floor.until(id, { state: 'checking' })
  await floor.putAway()
  await floor.page.keyboard.press('Control+z')
  await floor.until(id, { state: 'working' })
})

test('AL S14 a person is sick today in one touch, which stops their work, and back in one', async () => {
  const id = await waitingCar(workshop, '沪A10004', 'M04')
  await start(workshop, id, 4, 'Wang Qiang')
  await floor.until(id, { state: 'working' })
  await floor.page.getByRole('button', { name: en.floor.present }).click()
  const row = floor.page.getByRole('dialog', { name: people.today }).locator('li').filter({ hasText: 'Wang Qiang' })
  await row.getByRole('button', { name: people.sickToday }).click()
  await floor.until(id, { state: 'paused', operations: [{ technicianId: null }] })
  const offer = floor.page.getByRole('status').filter({ hasText: en.staff.touch.done.addLeave })
  await offer.filter({ hasText: 'Wang Qiang' }).getByRole('button', { name: en.staff.touch.undo }).click()
  await floor.until(id, { state: 'working' })
})

test('S14 what was touched in the list of alerts is taken back there', async () => {
  const bayId = workshop.bays[7]!.id
  await workshop.does('staff', 'takeBayOutOfService', { bayId, reason: 'Oil', until: null })
  await floor.page.locator('.attention button').first().click()
  const list = floor.page.getByRole('dialog', { name: /alerts?$/ })
  const acknowledge = list
    .locator('[data-alert=bay_out_of_service]')
    .getByRole('button', { name: en.alerts.acknowledge })
  await acknowledge.click()
  await acknowledge.waitFor({ state: 'hidden' })
  await list.getByRole('button', { name: en.staff.touch.undo }).click()
  await acknowledge.waitFor()
  await list.getByRole('button', { name: en.common.close }).click()
  expect(floor.faults).toEqual([])
})
