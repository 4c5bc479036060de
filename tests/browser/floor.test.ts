/**
 * The foreman's actions on the floor besides a plain repair, through its own buttons and forms. After each one the server holds what
 * was entered.
 */
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { formatPlate } from '#contract/plate.ts'
import { openBrowser } from './support/browser.ts'
import { drag, dragByFinger, steer, take } from './support/carry.ts'
import {
  areApart,
  eventually,
  firstOf,
  inHours,
  isInView,
  journalOf,
  openFloors,
  start,
  typed,
  waitingCar,
  type FloorScreen,
} from './support/floor.ts'
import { exampleWorkshop, type ExampleWorkshop } from './support/exampleWorkshop.ts'
import { nowhere } from './support/plan.ts'
import { en } from './support/words.ts'

let workshop: ExampleWorkshop
let floor: FloorScreen
let tablet: FloorScreen
beforeAll(async () => {
  workshop = await exampleWorkshop()
  ;({ desk: floor, tablet } = await openFloors(workshop, await openBrowser()))
})
afterEach(async () => {
  // A failed test must not leave anything open for the next one.
  for (const screen of [floor, tablet]) await screen.putAway()
  expect([floor, tablet].flatMap(({ faults }) => faults.splice(0))).toEqual([])
})

const bayId = (number: number) => workshop.bays[number - 1]!.id
const idOf = (name: string) => workshop.persons.find((person) => person.name === name)!.id

describe('the order card', () => {
  test('B5 the promise is changed with a time and a reason, never into the past; the refusal is visible', async () => {
    const id = await waitingCar(workshop, '沪A10001', 'M04')
    await tablet.until(id, { state: 'waiting' })
    const before = (await workshop.order(id)).promiseAt!
    const sheet = await tablet.open('沪A10001')
    const move = await sheet.unfold(en.promise.move)
    const send = move.getByRole('button', { name: en.promise.move }).last()
    await move.getByLabel(en.promise.new).fill(typed(inHours(-2)))
    expect(await send.isDisabled()).toBe(true)
    await move.getByLabel(en.promise.why).fill('The customer asked for later')
    await send.click()
    const refusal = sheet.whole.getByText('The promised time has already passed. Choose a later one.')
    await refusal.waitFor()
    expect(await isInView(refusal)).toBe(true)
    expect((await workshop.order(id)).promiseAt).toBe(before)

    const at = inHours(9)
    await move.getByLabel(en.promise.new).fill(typed(at))
    await send.click()
    await tablet.until(id, { promiseAt: at })
    expect(await journalOf(workshop, 'movePromise')).toEqual({
      by: 'Zhou Ming',
      remarks: { reason: 'The customer asked for later' },
    })
    // Accepted: the form closes, and its refusal with it.
    await move.getByLabel(en.promise.why).waitFor({ state: 'detached' })
    expect(await refusal.count()).toBe(0)
    await sheet.press('Close')
  })

  test('B4.2 a part is ordered, is delayed, and arrives', async () => {
    const id = await waitingCar(workshop, '沪A10002', 'M04', 'M07')
    await floor.until(id, { state: 'waiting' })
    const { operations } = await workshop.order(id)
    const sheet = await floor.open('沪A10002')
    const awaitPart = async (name: string, quantity: string, what: string, at: number) => {
      const form = await sheet.unfold(en.order.parts.expect)
      await form.getByLabel('Part', { exact: true }).fill(name)
      await form.getByLabel('Quantity').fill(quantity)
      await form.getByRole('combobox').first().selectOption(what)
      await form.getByLabel(en.order.parts.when).fill(typed(at))
      await form.getByRole('button', { name: en.order.parts.send }).click()
    }
    const [first, second, later] = [inHours(3), inHours(4), inHours(30)]
    await awaitPart('Brake fluid', '2', 'Brake fluid change', first)
    const fluid = { name: 'Brake fluid', quantity: 2, operationId: operations[1]!.id, expectedAt: first }
    await floor.until(id, { parts: [{ ...fluid, arrivedAt: null }] })
    await awaitPart('Wiper blades', '1', 'the whole order', second)
    const blades = { name: 'Wiper blades', quantity: 1, operationId: null, expectedAt: second }
    await floor.until(id, { parts: [fluid, { ...blades, arrivedAt: null }] })

    const row = (name: string) => sheet.whole.locator('li', { hasText: name })
    await row('Wiper blades').getByRole('button', { name: en.order.parts.later }).click()
    await sheet.whole.getByLabel(en.order.parts.newTime).fill(typed(later))
    // A time chosen for one part must not apply to another.
    await row('Brake fluid').getByRole('button', { name: en.order.parts.later }).click()
    expect(await sheet.whole.getByLabel(en.order.parts.newTime).inputValue()).toBe('')
    await sheet.whole.getByLabel(en.order.parts.newTime).fill(typed(later))
    await sheet.press(en.order.parts.move)
    await floor.until(id, { parts: [{ ...fluid, expectedAt: later }, blades] })
    await row('Brake fluid').getByRole('button', { name: en.order.parts.here }).click()
    const { parts } = await floor.until(id, { parts: [{ arrivedAt: expect.any(Number) }, { arrivedAt: null }] })
    expect(Math.abs(parts[0]!.arrivedAt! - Date.now())).toBeLessThan(60_000)
    await row('Brake fluid').getByText('arrived').waitFor()
    expect(await row('Brake fluid').getByRole('button').count()).toBe(0)
    await sheet.press('Close')
  })

  test('B5 an estimate shows what its time is based on and which promise it would break; once quoted, it changes with a reason', async () => {
    const tight = await waitingCar(workshop, '沪A10020', 'A01')
    const soon = { promiseAt: Date.now() + 75 * 60_000, reason: 'Asked for', customerKnows: true }
    await workshop.does('staff', 'movePromise', { orderId: tight, ...soon })
    const id = await waitingCar(workshop, '沪A10021')
    const work = { orderId: id, itemIds: [workshop.items.get('A01')!.id] }
    const [operationId] = (await workshop.does('staff', 'addOperations', work)).operationIds
    await workshop.does('staff', 'setPriority', { orderId: id, priority: 'urgent' })
    await floor.until(id, { priority: 'urgent', operations: [{ state: 'planned' }] })
    const sheet = await floor.open('沪A10021')
    await sheet.whole.getByText(/^The work can be done by .*, plus a margin of \d+ min/).waitFor()
    await sheet.whole.getByText('This would make 1 other car late:').waitFor()
    await sheet.whole.getByText(/^沪A·10020, promised for .*: ready /).waitFor()

    // A part that arrives after everything else does not affect the other car.
    const part = { name: 'Track rod end', quantity: 1, expectedAt: inHours(5) }
    const { partId } = await workshop.does('staff', 'expectPart', { orderId: id, operationId: operationId!, ...part })
    await sheet.whole.getByText(/^Part “Track rod end” arrives /).waitFor()
    await sheet.whole.getByText('This would make 1 other car late:').waitFor({ state: 'detached' })
    await workshop.does('staff', 'recordPartArrival', { orderId: id, partId })
    await sheet.whole.getByText(/^Part “Track rod end” arrives /).waitFor({ state: 'detached' })

    // A promise earlier than the quote needs a reason.
    const give = sheet.whole.getByRole('button', { name: en.promise.estimate.quote })
    const field = sheet.whole.getByLabel(en.promise.estimate.promise)
    await field.fill(typed(inHours(0.25)))
    await sheet.whole.getByLabel(en.promise.estimate.whyEarlier).waitFor()
    expect(await give.isDisabled()).toBe(true)
    await sheet.whole.getByLabel(en.promise.estimate.whyEarlier).fill('The customer waits')
    expect(await give.isDisabled()).toBe(false)
    await field.fill(typed(inHours(7)))
    await sheet.whole.getByLabel(en.promise.estimate.whyEarlier).waitFor({ state: 'detached' })

    await sheet.press(en.promise.estimate.quote)
    const quoted = await floor.until(id, { state: 'quoted', promiseAt: expect.any(Number) as number })
    // The screen follows the server.
    await sheet.whole.getByRole('button', { name: en.promise.estimate.quote }).waitFor({ state: 'detached' })
    const move = await sheet.unfold(en.promise.move)
    const later = inHours(12)
    expect(later).not.toBe(quoted.promiseAt)
    await move.getByLabel(en.promise.new).fill(typed(later))
    const send = move.getByRole('button', { name: en.promise.move }).last()
    expect(await send.isDisabled(), 'without a reason').toBe(true)
    await move.getByLabel(en.promise.why).fill('He comes after work')
    await send.click()
    await floor.until(id, { state: 'quoted', promiseAt: later })
    await sheet.press(en.promise.estimate.agrees)
    await floor.until(id, { state: 'authorised', promiseAt: later })
    await sheet.press('Close')
    for (const orderId of [tight, id]) await workshop.does('staff', 'cancelOrder', { orderId, reason: 'workshop' })
  })

  test('an estimate is declined: the car leaves the floor, and its card shows it', async () => {
    const id = await waitingCar(workshop, '沪A10003')
    await floor.until(id, { state: 'arrived' })
    const sheet = await floor.open('沪A10003')
    await sheet.whole.getByRole('searchbox').fill('M10')
    await sheet.press(/Clutch replacement/)
    await floor.until(id, { operations: [{ itemId: workshop.items.get('M10')!.id }] })
    await sheet.press(en.promise.estimate.quote)
    await floor.until(id, { state: 'quoted' })
    await sheet.press(en.promise.estimate.declines)
    await floor.until(id, { state: 'declined', closedAt: expect.any(Number) as number })
    const gone = floor.page.getByRole('dialog', { name: 'Order closed' })
    await gone.getByText(en.order.goneWhy).waitFor()
    await gone.getByRole('button', { name: 'Close' }).click()
  })

  test('an order is cancelled, with who wanted it; not after work has started', async () => {
    const id = await waitingCar(workshop, '沪A10004', 'M04')
    await floor.until(id, { state: 'waiting' })
    const sheet = await floor.open('沪A10004')
    const cancel = await sheet.unfold('Cancel the order')
    const reasons = cancel.getByRole('button').filter({ hasNotText: 'Cancel the order' })
    for (const reason of await reasons.all()) expect(await isInView(reason), 'every reason is in view').toBe(true)
    await cancel.getByRole('button', { name: 'Customer cancelled' }).click()
    await floor.until(id, { state: 'cancelled', cancelReason: 'customer', closedAt: expect.any(Number) as number })
    await floor.page.getByRole('dialog', { name: 'Order closed' }).getByRole('button', { name: 'Close' }).click()

    const begun = await waitingCar(workshop, '沪A10005', 'M04')
    await start(workshop, begun, 5, 'Tom Baker')
    await floor.until(begun, { state: 'working' })
    const inWork = await floor.open('沪A10005')
    await inWork.whole.getByRole('heading', { name: 'Car and customer' }).waitFor()
    expect(await inWork.whole.getByRole('button', { name: 'Cancel the order' }).count()).toBe(0)
    await inWork.press('Close')
    await workshop.does('staff', 'finishOperation', await firstOf(workshop, begun))
    await workshop.does('staff', 'moveCar', { orderId: begun, bayId: null, was: { bayId: bayId(5) } })
  })
})

describe('new arrivals', () => {
  test('B1 a question gets a ticket, waits at the desk, and is answered', async () => {
    const form = await floor.form('New arrival')
    await form.getByRole('button', { name: 'Enquiry' }).click()
    await form.getByLabel(en.desk.form.plateIfAny).fill('沪a')
    await form.getByLabel('What is it about?').fill('What does a new clutch cost?')
    await form.getByRole('button', { name: 'Check in' }).click()
    await form.getByText(en.errors.bad_plate).waitFor()
    expect(await floor.callers()).toEqual([])
    await form.getByLabel(en.desk.form.plateIfAny).fill('沪a·20001')
    await form.getByRole('button', { name: 'Check in' }).click()
    await form.getByText('Ticket').waitFor()
    const [caller] = await floor.callers()
    expect(caller).toMatchObject({
      ...{ purpose: 'enquiry', from: 'desk', plate: '沪A20001', words: 'What does a new clutch cost?', closedAt: null },
    })
    expect(await form.locator('.number').textContent()).toBe(caller!.ticket)
    await form.getByRole('button', { name: 'Close' }).click()

    const card = floor.desk.locator('article', { hasText: caller!.ticket })
    expect(await card.textContent()).toContain('What does a new clutch cost?')
    await card.getByRole('button', { name: en.desk.caller.answered }).click()
    await card.waitFor({ state: 'detached' })
    expect(await floor.callers()).toEqual([])
    expect(await journalOf(workshop, 'closeArrival')).toMatchObject({ by: 'Zhou Ming' })

    // A question answered on the spot is closed at once.
    await floor.page.getByRole('button', { name: 'New arrival' }).click()
    await form.getByLabel('What is it about?').fill('When do you open?')
    await form.getByRole('button', { name: 'Check in' }).click()
    await form.getByText('Ticket').waitFor()
    expect(await floor.callers()).toHaveLength(1)
    await form.getByRole('button', { name: en.desk.caller.answered }).click()
    await form.waitFor({ state: 'hidden' })
    expect(await floor.callers()).toEqual([])
  })

  test('B16, B1 an appointment is booked with all its data, appears at the desk, and is checked in from its card', async () => {
    const at = inHours(26)
    const form = await floor.form('Appointment', 'Book an appointment')
    const send = form.getByRole('button', { name: en.desk.book.send })
    expect(await send.isDisabled()).toBe(true)
    await form.getByLabel('When?').fill(typed(at))
    await form.getByLabel('Plate').fill('沪b 20002')
    await form.getByLabel('Model').fill('Superb')
    await form.getByLabel('Name').fill('Lin Yue')
    await form.getByLabel(en.desk.form.phone).fill('137 0013 7000')
    await form.getByRole('button', { name: 'Brakes', exact: true }).click()
    await form.getByRole('button', { name: 'Noise', exact: true }).click()
    await form.getByLabel('In the customer’s own words').fill('It squeals when it is wet.')
    await form.getByRole('button', { name: '繁體中文' }).click()
    for (const code of ['M02', 'M04']) {
      await form.getByRole('searchbox').fill(code)
      await form.getByRole('button', { name: new RegExp(code) }).click()
    }
    await form.getByText('What for? 2 chosen').waitFor()
    await send.click()
    const code = await form.locator('.number').textContent()
    await form.getByRole('button', { name: 'Close' }).click()

    const { id } = (await floor.orders()).find((order) => order.code === code)!
    await floor.until(id, {
      ...{ state: 'booked', appointmentAt: at, plate: '沪B20002', model: 'Superb', language: 'zh-Hant' },
      ...{ customer: { name: 'Lin Yue', phone: '+8613700137000', email: null }, symptoms: ['brakes', 'noise'] },
      words: 'It squeals when it is wet.',
      operations: ['M02', 'M04'].map((one) => ({ itemId: workshop.items.get(one)!.id, state: 'planned' })),
      adviserId: idOf('Zhou Ming'),
    })
    const card = floor.desk.locator(`[data-car="${id}"]`)
    await card.getByRole('button', { name: en.order.act.checkIn }).click()
    const { ticket } = await floor.until(id, { state: 'arrived', arrivedAt: expect.any(Number) as number })
    expect(ticket).toMatch(/^A\d{3}$/)
    await card.getByText(ticket!).waitFor()
    await card.getByRole('button', { name: en.order.act.estimate }).waitFor()
    await workshop.does('staff', 'cancelOrder', { orderId: id, reason: 'workshop' })
  })
})

describe('dragging a car', () => {
  test('C2 by mouse: planned in one bay, then in another, then back in the queue', async () => {
    const plate = '沪C10001'
    const id = await waitingCar(workshop, plate, 'M04')
    await floor.until(id, { state: 'waiting' })
    await drag(floor.page, floor.grip(plate), floor.bay(1))
    await floor.page.getByRole('dialog').getByRole('button', { name: 'Chen Wei' }).click()
    await floor.until(id, { operations: [{ bayId: bayId(1), technicianId: idOf('Chen Wei') }] })
    // From the bay; the technician stays.
    await drag(floor.page, floor.grip(plate, floor.bay(1)), floor.bay(2))
    await floor.until(id, { operations: [{ bayId: bayId(2), technicianId: idOf('Chen Wei') }] })
    await floor.bay(2).getByText(formatPlate(plate)).waitFor()
    // A bay of the wrong kind changes nothing, until the foreman overrules it.
    await drag(floor.page, floor.grip(plate, floor.bay(2)), floor.bay(6))
    await floor.page.locator('[data-result]').getByText('Bay 6 · Needs: Lift').waitFor()
    expect(await workshop.order(id)).toMatchObject({ operations: [{ bayId: bayId(2) }] })
    await floor.page.getByRole('button', { name: en.floor.carry.anyway }).click()
    await floor.until(id, { operations: [{ bayId: bayId(6), technicianId: idOf('Chen Wei') }] })
    await drag(floor.page, floor.grip(plate, floor.bay(6)), floor.queue)
    await floor.until(id, { state: 'waiting', operations: [{ bayId: null, technicianId: null }] })
    await floor.grip(plate, floor.bay(6)).waitFor({ state: 'detached' })
    await workshop.does('staff', 'cancelOrder', { orderId: id, reason: 'customer' })
  })

  test('C2 on the bays, a drop shows its effect beforehand and can be undone; also on the queue, and by keyboard', async () => {
    const plate = '沪C10004'
    const id = await waitingCar(workshop, plate, 'M04')
    const promiseAt = Date.now() + 20 * 60_000
    await workshop.does('staff', 'movePromise', { orderId: id, promiseAt, reason: 'Asked for', customerKnows: true })
    await floor.until(id, { state: 'waiting', promiseAt })
    const tag = floor.page.locator('.tag')
    const drop = await take(floor.page, floor.grip(plate), floor.bay(1))
    await tag.getByText(/^Bay 1 · .* · /).waitFor()
    await tag.getByText(/^Ready .*promise/).waitFor()
    await tag.locator('li.bad').first().waitFor()
    expect(await workshop.order(id)).toMatchObject({ operations: [nowhere] })
    await drop()
    await floor.page.getByRole('dialog').getByRole('button', { name: 'Chen Wei' }).click()
    await floor.until(id, { operations: [{ bayId: bayId(1), technicianId: idOf('Chen Wei') }] })

    const letGo = await take(floor.page, floor.grip(plate, floor.bay(1)), floor.queue)
    await tag.getByText('Back to the queue').waitFor()
    await tag.getByText(/^Ready .*promise/).waitFor()
    await floor.page.keyboard.press('Escape')
    await letGo()
    expect(await workshop.order(id)).toMatchObject({ operations: [{ bayId: bayId(1) }] })

    await floor.grip(plate, floor.bay(1)).focus()
    await floor.page.keyboard.press('Enter')
    await steer(floor.page, floor.bay(2))
    const strip = floor.page.getByRole('region', { name: en.plan.answer.label })
    await strip.getByText(/^Ready .*promise/).waitFor()
    await expect
      .poll(() => floor.page.locator('[aria-live="assertive"]').textContent(), eventually)
      .toMatch(/bay 2.*Ready/i)
    await floor.page.keyboard.press('Escape')

    await floor.page.getByRole('button', { name: /^Undo: / }).click()
    await floor.until(id, { operations: [nowhere] })
    await floor.page
      .locator('[data-result]')
      .getByText(/^Undone: /)
      .waitFor()
    await floor.page.locator('.strip').getByRole('button', { name: 'Close' }).click()
    await workshop.does('staff', 'cancelOrder', { orderId: id, reason: 'customer' })
  })

  test('C2 by touch: a paused car from its bay to another, driven there at Continue, and back to the queue', async () => {
    const plate = '沪C10002'
    const id = await waitingCar(workshop, plate, 'M04')
    await start(workshop, id, 1, 'Chen Wei')
    await workshop.does('staff', 'pauseOperation', { ...(await firstOf(workshop, id)), reason: 'bay' })
    await tablet.until(id, { state: 'paused', bayId: bayId(1) })
    await dragByFinger(tablet.page, tablet.grip(plate), tablet.bay(3))
    await tablet.until(id, { bayId: bayId(1), operations: [{ state: 'paused', bayId: bayId(3) }] })
    const goOn = tablet.bay(3).getByRole('button', { name: 'Continue' })
    expect(await areApart(tablet.bay(3).getByText(formatPlate(plate)), goOn)).toBe(true)
    await goOn.tap()
    await tablet.until(id, { state: 'working', bayId: bayId(3) })
    await tablet.bay(3).getByRole('button', { name: 'Pause' }).tap()
    await tablet.bay(3).getByRole('button', { name: 'Technician' }).tap()
    await tablet.until(id, { state: 'paused', pauseReason: 'technician' })
    await dragByFinger(tablet.page, tablet.grip(plate), tablet.queue)
    const back = { bayId: null, operations: [{ state: 'paused', bayId: null, technicianId: null }] }
    await tablet.until(id, { state: 'paused', ...back })
  })

  test('C2 by keyboard: a car to be checked from bay to bay, and out', async () => {
    const plate = '沪C10003'
    const id = await waitingCar(workshop, plate, 'M01')
    await start(workshop, id, 4, 'Sun Hao')
    await workshop.does('staff', 'finishOperation', await firstOf(workshop, id))
    await floor.until(id, { state: 'checking', bayId: bayId(4) })
    // The car stands in the bay before that, too, while no other would take it.
    await floor.bay(4).getByText(en.common.orderState.checking).first().waitFor()
    const { keyboard } = floor.page
    await floor.grip(plate).focus()
    await keyboard.press('Enter')
    // A second Enter by mistake must not send the car back to the queue.
    await floor.page.locator('.bays [data-drop]:has(.over)').waitFor()
    expect(await floor.queue.and(floor.page.locator('.over')).count()).toBe(0)
    await steer(floor.page, floor.bay(12))
    await keyboard.press('Enter')
    await floor.until(id, { state: 'checking', bayId: bayId(12) })
    // The focus follows the car.
    await floor.bay(12).locator('[data-grip]:focus').waitFor()
    await keyboard.press('Space')
    await keyboard.press('Escape')
    await keyboard.press('Space')
    await steer(floor.page, floor.queue)
    await keyboard.press('Space')
    await floor.until(id, { state: 'checking', bayId: null })
    await floor.desk.getByText(formatPlate(plate)).waitFor()
  })
})

test('a bay is taken out of service under a car in progress, and comes back', async () => {
  const plate = '沪D10001'
  const id = await waitingCar(workshop, plate, 'E03')
  await start(workshop, id, 6, 'Wang Qiang')
  await floor.until(id, { state: 'working', bayId: bayId(6) })
  const until = inHours(5)
  const form = await floor.form('Take bay 6 out of service', 'Bay 6 out of service')
  await form.getByText(en.floor.out.pauses).waitFor()
  await form.getByRole('button', { name: en.floor.out.reason.broken }).click()
  const reason = 'Equipment fault: no compressed air'
  await form.getByLabel(en.floor.out.why).fill(reason)
  // The end must be said, or that nobody knows it; the usual ones are one touch.
  const [send, end] = [
    form.getByRole('button', { name: 'Take out of service' }),
    form.getByLabel(en.floor.out.untilWhen),
  ]
  expect(await send.isDisabled()).toBe(true)
  await form.getByRole('button', { name: en.staff.until.unknown }).click()
  expect([await send.isDisabled(), await end.inputValue()]).toEqual([false, ''])
  for (const hours of [2, 4]) {
    const then = [inHours(hours)]
    await form.getByRole('button', { name: `+${hours} hr`, exact: true }).click()
    then.push(inHours(hours))
    await expect.poll(async () => then.map((at) => typed(at).slice(11)).includes(await end.inputValue())).toBe(true)
  }
  await form
    .getByRole('button', { name: /^until / })
    .first()
    .click()
  expect(await form.getByRole('button', { name: /^until /, pressed: true }).count()).toBe(1)
  await end.fill(typed(until))
  await send.click()
  await floor.until(id, { state: 'paused', pauseReason: 'bay', bayId: bayId(6) })
  expect(await floor.bayNow(6)).toMatchObject({ outOfService: { reason, until } })
  await floor.bay(6).getByText(reason).waitFor()
  expect(await floor.bay(6).getByRole('button', { name: 'Take bay 6 out of service' }).count()).toBe(0)

  await floor.bay(6).getByRole('button', { name: en.floor.out.back }).click()
  await expect.poll(() => floor.bayNow(6), eventually).toMatchObject({ outOfService: null })
  await floor.bay(6).getByRole('button', { name: 'Continue' }).click()
  await floor.until(id, { state: 'working', pauseReason: null, bayId: bayId(6) })
})
