/**
 * Progress checks (B10): answered on the floor in two taps; wall, customer page and notice change with the answer; a problem becomes
 * an alert that can be acknowledged and that closes by itself (AL). Short work is asked about at its end (B10.2).
 */
import type { Locator } from 'playwright-core'
import { pino } from 'pino'
import { afterAll, expect, test } from 'vitest'
import { formatPlate } from '#contract/plate.ts'
import common from '#words/en/common.ts'
import alerts from '#words/en/alerts.ts'
import contact from '#words/en/contact.ts'
import orderWords from '#words/en/order.ts'
import progress from '#words/en/progress.ts'
import track from '#words/en/track.ts'
import wallWords from '#words/en/wall.ts'
import { startApp } from '#server/app.ts'
import { openBrowser, openScreen, PATIENCE, type Screen } from './support/browser.ts'
import { layCable } from './support/cable.ts'
import { bringIn } from './support/carsInProgress.ts'
import { exampleWorkshop, keyCookie, stateOf } from './support/exampleWorkshop.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** House time when the screens open: within the hours for notices, and no time falls on another day. */
const MORNING = Date.UTC(2026, 10, 24, 2, 0)
const eventually = { timeout: PATIENCE, interval: 100 }
/** Two hours of planned work each: one progress check is due and can be answered for minutes, the other is overdue. */
const ASKED = '沪A12345'
const MISSED = '沪B67890'
const [asked, missed] = [formatPlate(ASKED), formatPlate(MISSED)]

const { calls } = contact

test('B10 B11.1 AL an answer on the floor changes wall, customer page and notice; a problem raises an alert that can be acknowledged and closes by itself', async () => {
  const workshop = await exampleWorkshop(MORNING - 3 * HOUR)
  // Customers are told at once.
  await workshop.does('staff', 'changeSettings', { settings: { delayToleranceMinutes: 0, undoSeconds: 0 } })
  const cars = [
    { plate: ASKED, model: 'Passat', item: 'M04', bay: 1, agreed: 95, promised: 25, percent: 88 },
    { plate: MISSED, model: 'Golf', item: 'M04', bay: 2, agreed: 100, promised: 20, percent: 90 },
  ]
  const orders = await bringIn(workshop, cars, MORNING)
  const app = await startApp({
    ...{ database: workshop.database, log: pino({ level: 'silent' }), host: '127.0.0.1', port: 0 },
    startAt: MORNING,
  })
  afterAll(() => app.close())
  const cable = await layCable(app.url)
  const browser = await openBrowser()
  const staff = { cookies: [keyCookie(workshop, 'staff')] }
  const token = await app.links.tokenFor({ workshopId: workshop.workshopId, orderId: orders.get(ASKED)! })
  const [floor, tablet, wall, phone] = await Promise.all([
    openScreen(browser, `${app.url}/board/floor?lang=en&view=bays`, { width: 1440, height: 900, ...staff }),
    openScreen(browser, `${cable.url}/board/floor?lang=en&view=bays`, { width: 1024, height: 768, ...staff }),
    openScreen(browser, `${app.url}/board/wall?lang=en`, {
      ...{ width: 1920, height: 1080, cookies: [keyCookie(workshop, 'wall')] },
    }),
    openScreen(browser, `${app.url}/t/${token}?lang=en`, { width: 390, height: 844, isMobile: true, hasTouch: true }),
  ])
  for (const { page } of [floor, tablet]) await page.getByRole('button', { name: 'Zhou Ming' }).click()
  await wall.page.mouse.click(10, 10) // browsers allow sound after one click

  const orderNow = async (plate: string) =>
    (await stateOf(workshop, app.url, 'staff')).put.order!.find((order) => order.plate === plate)!
  const strip = ({ page }: Screen) => page.getByRole('region', { name: new RegExp(progress.due) }).getByRole('listitem')
  const onWall = (bay: number) =>
    wall.page.locator('article.bay').filter({ has: wall.page.getByRole('heading', { name: String(bay), exact: true }) })
  const expectText = (where: { textContent(): Promise<string | null> }, what: string | RegExp) =>
    expect.poll(() => where.textContent(), eventually).toMatch(what)

  // --- The clock raises the checks and marks the overdue one.
  await expect.poll(async () => (await orderNow(MISSED)).progressCheck?.missedAt ?? null, eventually).not.toBeNull()
  for (const screen of [floor, tablet])
    await expect
      .poll(() => strip(screen).allTextContents(), eventually)
      .toEqual([expect.stringContaining(missed), expect.stringContaining(asked)])
  await expectText(strip(floor).first(), common.mark.progress_check_missed)
  await expectText(onWall(1), `${common.mark.at_risk} · ${wallWords.progress_check_asked}`)
  await expectText(onWall(2), common.mark.progress_check_missed)
  const promise = (await orderNow(ASKED)).promiseAt!
  await expect.poll(async () => (await orderNow(ASKED)).informed?.kind, eventually).toBe('on_course')
  await expectText(phone.page.locator('.card').first(), track.time.onCourse)

  // --- Two taps: later by half an hour.
  await strip(floor).filter({ hasText: asked }).getByRole('button').click()
  const dialog = (screen: Screen, plate: string) =>
    screen.page.getByRole('dialog', { name: progress.title.replace('{{plate}}', plate) })
  await dialog(floor, asked).getByRole('button', { name: '30 min' }).click()
  await dialog(floor, asked).waitFor({ state: 'hidden' })
  await expect.poll(async () => (await orderNow(ASKED)).forecastAt, eventually).toBe(promise + 30 * MINUTE)

  for (const screen of [floor, tablet]) await expect.poll(() => strip(screen).count(), eventually).toBe(1)
  await expectText(onWall(1), `${common.mark.late} · forecast ${clock(promise + 30 * MINUTE)}`)

  // --- The card in the bay shows everything: car, work, technician, adviser and both times.
  const [operation] = (await orderNow(ASKED)).operations
  expect(await onTheCard(onWall(1), ['.plate', '.what', '.work .by', '.who', 'time', '.state'])).toEqual([
    asked,
    workshop.items.get('M04')!.title.en,
    workshop.persons.find(({ id }) => id === operation!.technicianId)!.name,
    'Adviser Zhou Ming',
    clock(promise),
    `${common.mark.late} · forecast ${clock(promise + 30 * MINUTE)}`,
  ])

  // --- The customer is told the new time once, rounded up to a quarter of an hour; their page shows the same.
  const informed = (await orderNow(ASKED)).informed!
  expect(informed).toMatchObject({
    kind: 'delay',
    readyAt: Math.ceil((promise + 30 * MINUTE) / (15 * MINUTE)) * 15 * MINUTE,
  })
  const card = phone.page.locator('.card').first()
  await expectText(card, new RegExp(`${track.time.newTimeLabel}\\s+${clock(informed.readyAt!)}`))
  await expectText(card, track.time.known.replace('{{at}}', clock(informed.at)))
  await floor.page.getByRole('button', { name: /customers? to inform/ }).click()
  const list = floor.page.getByRole('dialog', { name: /to inform/ })
  const call = list.locator('article').filter({ hasText: asked })
  await expectText(call, new RegExp(`is delayed: new time ${clock(informed.readyAt!)}`))
  await expectText(call, '+86 139 1234 5678')
  const ofAsked = onWall(1).page().locator('.alerts li').filter({ hasText: asked })
  expect(await ofAsked.textContent(), 'B11.3 nobody has told him yet').not.toContain('customer told')
  expect(await call.count()).toBe(1) // the earlier “ready as promised” call is gone
  for (const plate of [asked, missed]) {
    const one = list.locator('article').filter({ hasText: plate })
    await one.getByRole('button', { name: calls.reached, exact: true }).click()
    await expect.poll(() => one.count(), eventually).toBe(0)
  }
  await list.getByRole('button', { name: common.close }).click()
  await expectText(ofAsked, `customer told ${clock(informed.at)}`)

  // --- Two answers at once: the tablet's is in flight when the floor's arrives.
  for (const screen of [floor, tablet]) await strip(screen).getByRole('button').click()
  cable.pull()
  await dialog(tablet, missed).getByRole('button', { name: progress.onTime }).click()
  await dialog(tablet, missed).getByRole('status').waitFor()
  await dialog(floor, missed).getByRole('textbox', { name: progress.words }).fill('Supplier sent the wrong discs')
  await dialog(floor, missed).getByRole('button', { name: common.problem.parts, exact: true }).click()
  await expect.poll(async () => (await orderNow(MISSED)).progressCheck?.answer, eventually).toBe('problem')
  cable.putBack()
  const no = dialog(tablet, missed).locator('.no')
  await expectText(no, new RegExp(`${progress.first} Zhou Ming, .*problem · Parts · Supplier sent the wrong discs`))
  expect((await orderNow(MISSED)).progressCheck?.answer).toBe('problem')
  await dialog(tablet, missed).getByRole('button', { name: common.close }).click()

  // --- The problem is an alert with its emergency steps, heard and seen on floor and wall; the overdue check is gone.
  await floor.page.getByRole('button', { name: /\d+ alerts?/ }).click()
  const drawer = floor.page.getByRole('dialog', { name: /\d+ alerts?/ })
  const problem = drawer.locator('[data-alert=progress_check_problem]')
  await expectText(problem, new RegExp(`${missed}.*Supplier sent the wrong discs`, 's'))
  await expectText(problem, alerts.steps.parts.first)
  await expectText(problem, /(?<![-\d])\d+ min, since \d\d:\d\d/)
  const { adviserId } = await orderNow(MISSED)
  const adviser = workshop.persons.find(({ id }) => id === adviserId)!.name
  await expectText(problem, alerts.informs.replace('{{who}}', adviser)) // C4
  expect(await drawer.locator('[data-alert=progress_check_missed]').count()).toBe(0)
  const row = wall.page.locator('.alerts li').filter({ hasText: missed })
  await expectText(row, common.alert.progress_check_problem)
  await expectText(row, common.role.foreman)
  await expectText(onWall(2), common.mark.progress_check_problem)
  for (const { page } of [floor, wall])
    await expect.poll(() => page.locator('[data-rings]').getAttribute('data-rings'), eventually).not.toBe('0')

  // --- One person acknowledges it, and every screen shows who.
  await problem.getByRole('button', { name: alerts.acknowledge }).click()
  await expectText(problem, /Zhou Ming is on it/)
  await expectText(row, /on it \d/)

  // --- The sound can be muted for the time the workshop has set, and shows the time left.
  await drawer.getByRole('button', { name: 'Mute for 30 min' }).click()
  await expectText(drawer, 'Muted for another 30 min')
  await floor.page.reload()
  await floor.page.getByRole('button', { name: /Muted for another (30|29) min/ }).waitFor()

  // --- When the cause is gone, the alert closes by itself on every screen.
  await floor.page.locator(`[data-car="${orders.get(MISSED)!}"] .open`).click()
  await floor.page.getByRole('button', { name: progress.again }).click()
  await dialog(floor, missed).getByRole('button', { name: progress.onTime }).click()
  await expect
    .poll(async () => (await row.allTextContents()).join(), eventually)
    .not.toMatch(common.alert.progress_check_problem)
  const sheet = floor.page.getByRole('dialog', { name: missed, exact: true })
  await expect.poll(() => sheet.locator('[data-alert=progress_check_problem]').count(), eventually).toBe(0)
  await expectText(sheet, /Zhou Ming, .*: on time/)
  expect([floor, wall, phone].flatMap(({ faults }) => faults)).toEqual([])
})

test('B10.2 short work past its planned end asks "Done?" in the bay and on the order card, without an alert; "Not yet" and 30 minutes move the forecast', async () => {
  const workshop = await exampleWorkshop(MORNING - 3 * HOUR)
  const car = { plate: ASKED, model: 'Passat', item: 'M01', bay: 1, agreed: 50, promised: 65, percent: 99 }
  const orderId = (await bringIn(workshop, [car], MORNING)).get(ASKED)!
  const app = await startApp({
    ...{ database: workshop.database, log: pino({ level: 'silent' }), host: '127.0.0.1', port: 0 },
    startAt: MORNING,
  })
  afterAll(() => app.close())
  const { page, faults } = await openScreen(await openBrowser(), `${app.url}/board/floor?lang=en&view=bays`, {
    ...{ width: 1440, height: 900, cookies: [keyCookie(workshop, 'staff')] },
  })
  await page.getByRole('button', { name: 'Zhou Ming' }).click()

  const bay = page.locator(`[data-drop="${workshop.bays[0]!.id}"]`)
  await bay.getByText(orderWords.done.ask, { exact: true }).waitFor()
  expect(await page.getByRole('region', { name: new RegExp(progress.due) }).count()).toBe(0)
  expect((await stateOf(workshop, app.url, 'staff')).put.alert ?? []).toEqual([])
  await bay.locator('.open').click()
  const sheet = page.getByRole('dialog', { name: asked, exact: true })
  await sheet.getByText(orderWords.done.ask, { exact: true }).waitFor()
  await sheet.getByRole('button', { name: orderWords.act.finish, exact: true }).waitFor()
  await sheet.getByRole('button', { name: common.close }).click()

  const before = (await workshop.order(orderId)).forecastAt!
  await bay.getByRole('button', { name: orderWords.done.notYet, exact: true }).click()
  const minutes = bay.getByRole('button', { name: /min$|hr$/ })
  const texts = (await minutes.allTextContents()).map((text) => text.trim())
  expect(texts).toEqual(['10 min', '20 min', '30 min', '1 hr'])
  for (const button of await minutes.all()) expect((await button.boundingBox())!.height).toBeGreaterThanOrEqual(44)
  await minutes.nth(2).click()
  await expect
    .poll(async () => (await workshop.order(orderId)).forecastAt, eventually)
    .toBeGreaterThan(before + 25 * MINUTE)
  await bay.getByText(orderWords.done.ask, { exact: true }).waitFor({ state: 'detached' })
  await bay.getByRole('button', { name: orderWords.act.progress, exact: true }).waitFor()
  expect(faults).toEqual([])
})

/** The time of day in the workshop's time zone. */
function clock(at: number): string {
  const options = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'Asia/Shanghai' } as const
  return new Intl.DateTimeFormat('en-GB', options).format(at)
}

/** The text of these parts of a card where it is fully visible; otherwise a note that it is not. */
const onTheCard = (card: Locator, parts: string[]): Promise<string[]> =>
  card.evaluate((element, parts) => {
    const all = element.getBoundingClientRect()
    return parts.map((selector) => {
      const part = element.querySelector(selector)
      const { left, right, top, bottom } = part?.getBoundingClientRect() ?? new DOMRect()
      const isWithin = left >= all.left && right <= all.right && top >= all.top && bottom <= all.bottom
      return right > left && isWithin ? part!.textContent.trim() : `${selector} cannot be seen`
    })
  }, parts)
