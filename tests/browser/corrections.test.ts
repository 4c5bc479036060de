/** Nothing on the order card is final by a wrong touch (C8). */
import { beforeAll, expect, test } from 'vitest'
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

const { correct, takeOff, fail } = en.order

test('C8 a wrong plate, model and word are corrected in one form, and a bad plate cannot be saved', async () => {
  const id = await waitingCar(workshop, '沪C10001', 'M04')
  const sheet = await floor.open('沪C10001')
  const form = await sheet.unfold(correct.title)
  const save = form.getByRole('button', { name: correct.save })
  expect(await save.isDisabled()).toBe(true)
  await form.getByLabel(en.desk.form.plate).fill('沪C')
  expect(await save.isDisabled()).toBe(true)
  await form.getByLabel(en.desk.form.plate).fill('沪C10009')
  await form.getByLabel(en.desk.form.model).fill('Golf')
  await form.getByLabel(en.desk.form.words).fill('Noise at the rear')
  await form.getByLabel(en.desk.form.waits).check()
  await save.click()
  await floor.until(id, { plate: '沪C10009', model: 'Golf', words: 'Noise at the rear', waits: true, state: 'waiting' })
  await floor.putAway()
})

test('C8 agreed work is taken off with a reason', async () => {
  const id = await waitingCar(workshop, '沪C10002', 'M04', 'M01')
  const sheet = await floor.open('沪C10002')
  const section = await sheet.unfold(correct.title)
  await section.getByRole('button', { name: correct.takeOff }).click()
  const dialog = floor.page.getByRole('dialog', { name: /take work off/ })
  const send = dialog.getByRole('button', { name: takeOff.send })
  await dialog.getByRole('group', { name: takeOff.which }).getByRole('button').first().click()
  expect(await send.isDisabled()).toBe(true)
  await dialog.getByLabel(fail.why).fill('The customer has changed their mind')
  await send.click()
  await floor.until(id, { state: 'waiting', operations: [{ state: 'cancelled' }, { state: 'planned' }] })
  await floor.putAway()
})

test('C8 a ready car goes back to work', async () => {
  const id = await waitingCar(workshop, '沪C10003', 'M04')
  await start(workshop, id, 1, 'Chen Wei')
  const operationId = (await workshop.order(id)).operations[0]!.id
  await workshop.does('staff', 'finishOperation', { orderId: id, operationId })
  await workshop.does('staff', 'passChecks', { orderId: id })
  await floor.until(id, { state: 'ready' })
  const sheet = await floor.open('沪C10003')
  const section = await sheet.unfold(correct.title)
  await section.getByRole('button', { name: correct.reopen }).click()
  const dialog = floor.page.getByRole('dialog', { name: /back for rework/ })
  await dialog.getByLabel(fail.why).fill('A scratch on the left door')
  await dialog.getByRole('button', { name: fail.send }).click()
  await floor.until(id, { state: 'waiting', readyAt: null, operations: [{ state: 'planned', sentBack: 1 }] })
  await floor.putAway()
})

test('C8 work is stopped half way: the car stands in its bay until it is moved, and the bill is next', async () => {
  const id = await waitingCar(workshop, '沪C10005', 'M04')
  await start(workshop, id, 5, 'Chen Wei')
  const sheet = await floor.open('沪C10005')
  const section = await sheet.unfold(correct.title)
  await section.getByRole('button', { name: correct.takeOff }).click()
  const dialog = floor.page.getByRole('dialog', { name: /take work off/ })
  await dialog.getByRole('button', { name: takeOff.all }).click()
  await dialog.getByLabel(fail.why).fill('The customer sells the car')
  await dialog.getByRole('button', { name: takeOff.stop, exact: true }).click()
  const bayId = workshop.bays[4]!.id
  await floor.until(id, { state: 'stopped', bayId, promiseAt: null, operations: [{ state: 'cancelled' }] })
  await floor.putAway()
  await floor.bay(5).getByRole('button', { name: en.order.act.driveOut }).click()
  await floor.until(id, { state: 'stopped', bayId: null })
  await floor.desk.getByRole('button', { name: en.order.act.settle }).first().click()
  await floor.until(id, { state: 'settled' })
})

test('B16 an appointment is moved, and for a closed time free ones are offered', async () => {
  // Open from four in the morning.
  const hours = Array.from({ length: 7 }, () => [[240, 1440]] as [number, number][])
  await workshop.does('staff', 'changeOpening', { hours, holidays: null, ownDays: [] })
  const day = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10)
  const car = { plate: '沪C10004', model: null, name: null, phone: null, language: 'en' } as const
  const appointmentAt = Date.parse(`${day(2)}T10:00+08:00`)
  const { orderId } = await workshop.does('staff', 'bookAppointment', {
    ...{ ...car, symptoms: [], words: '', itemIds: [], appointmentAt },
  })
  const { code } = await workshop.order(orderId)
  const sheet = await floor.open('沪C10004')
  const section = await sheet.unfold(correct.title)
  const field = section.getByLabel(correct.appointment)
  await field.fill(`${day(3)}T03:00`)
  await field.blur()
  const closed = section.getByRole('alert')
  await closed.waitFor()
  const move = section.getByRole('button', { name: correct.move })
  expect(await move.isDisabled()).toBe(true)
  await closed.getByRole('button').last().click()
  await move.click()
  await expect
    .poll(async () => (await workshop.order(orderId)).appointmentAt, { timeout: 30_000, interval: 100 })
    .toBeGreaterThan(appointmentAt)
  expect(await workshop.order(orderId)).toMatchObject({ state: 'booked', code })
  expect(floor.faults).toEqual([])
})

const DAY = 86_400_000

test('a name and a model of sixty letters without a blank do not push the order card out of its sheet', async () => {
  await floor.putAway()
  const orderId = await waitingCar(workshop, '沪C10077', 'M04')
  const long = { name: 'N'.repeat(60), model: 'M'.repeat(60) }
  const { plate, words, language, waits } = await workshop.order(orderId)
  const contact = { name: long.name, phone: null, email: null, channels: [] }
  await workshop.does('staff', 'setContact', { orderId, ...contact })
  const sheet = await floor.open('沪C10077')
  const form = await sheet.unfold(correct.title)
  await form.getByLabel(en.desk.form.model).fill(long.model)
  await form.getByRole('button', { name: correct.save }).click()
  await floor.until(orderId, { plate, words, language, waits, model: long.model })
  const overflow = await sheet.whole.evaluate((dialog) =>
    [dialog, ...dialog.querySelectorAll('header, .scroll')].map((one) => one.scrollWidth - one.clientWidth),
  )
  expect(overflow.filter((pixels) => pixels > 1)).toEqual([])
  await floor.putAway()
})
