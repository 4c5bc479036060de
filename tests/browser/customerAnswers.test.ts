/** The customer answers the estimate and additional work on their own page (B3, B9). */
import type { Browser, Page } from 'playwright-core'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type App } from '#server/app.ts'
import { noChannels } from '../delivery/notices.ts'
import { openBrowser, openScreen, PATIENCE } from './support/browser.ts'
import { exampleWorkshop, keyCookie, type ExampleWorkshop } from './support/exampleWorkshop.ts'
import { en } from './support/words.ts'

const HOUR = 3_600_000
const eventually = { timeout: PATIENCE, interval: 50 }
const phone = { width: 390, height: 844, hasTouch: true }
let workshop: ExampleWorkshop
let app: App
let browser: Browser
beforeAll(async () => {
  ;[workshop, browser] = await Promise.all([exampleWorkshop(), openBrowser()])
  // S14: otherwise nothing is asked before the undo time is over.
  await workshop.does('staff', 'changeSettings', { settings: { undoSeconds: 0 } })
  await workshop.database.sql`update workshop set name = ${'W'.repeat(60)} where workshop_id = ${workshop.workshopId}`
  const log = pino({ level: 'silent' })
  app = await startApp({
    database: workshop.database,
    log,
    host: '127.0.0.1',
    port: 0,
    channels: noChannels,
    quietAfterStart: 0,
  })
  afterAll(() => app.close())
})

const item = (index: number) => [...workshop.items.values()][index]!

/** A car with an estimate of two operations. */
async function quoted(plate: string): Promise<string> {
  const { orderId } = await workshop.does('kiosk', 'checkInWalkIn', {
    ...{
      plate,
      model: 'Golf',
      name: 'Fang Lihua',
      phone: '13800138000',
      language: 'en',
      symptoms: [],
      words: '',
      waits: false,
    },
  })
  await workshop.does('staff', 'addOperations', { orderId, itemIds: [item(0).id, item(1).id] })
  await workshop.does('staff', 'quoteOrder', { orderId, promiseAt: Date.now() + 30 * HOUR, reason: 'As agreed' })
  return orderId
}

const pageOf = async (orderId: string) =>
  openScreen(browser, `${app.url}/t/${await app.links.tokenFor({ workshopId: workshop.workshopId, orderId })}`, phone)

const tap = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).tap()

test('a workshop’s name of sixty letters without a blank does not push the page wider than the telephone', async () => {
  const { page, close } = await pageOf(await quoted('沪C61000'))
  await page.getByText('W'.repeat(60)).first().waitFor()
  expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
  await close()
})

test('B3 the customer approves the estimate on the page after seeing once more what they agree to', async () => {
  const orderId = await quoted('沪C61001')
  const { page, faults, close } = await pageOf(orderId)
  await page.getByText(item(0).title.en).waitFor()
  await page.getByText(en.track.ask.total).waitFor()
  await tap(page, en.track.ask.yes)
  await page.getByText(en.track.ask.approve, { exact: true }).waitFor()
  await page.getByText(item(1).title.en).waitFor()
  // Nothing is agreed by the first touch.
  expect((await workshop.order(orderId)).state).toBe('quoted')
  await page.getByLabel(en.track.ask.wash).check()
  await tap(page, en.track.ask.send)
  await page.getByText(en.track.headline.authorised).waitFor()
  // Beside a step of two lines, its time stays on one.
  for (const { height } of await page
    .locator('li time')
    .evaluateAll((times) => times.map((one) => one.getBoundingClientRect())))
    expect(height).toBeLessThan(30)
  expect(await workshop.order(orderId)).toMatchObject({
    ...{ state: 'authorised', wash: true },
    pageAnswer: { approved: true },
  })
  const [entry] = await workshop.database.sql`
    select actor, facts from journal where workshop_id = ${workshop.workshopId} and command = 'answerEstimate'`
  expect(entry).toMatchObject({
    actor: { device: 'customer', personId: null },
    facts: [{ name: 'orderAuthorised', orderId }],
  })
  expect(faults).toEqual([])
  await close()
})

test('S13 an estimate that changes while the customer reads it is shown again, and no answer to the old one counts', async () => {
  const orderId = await quoted('沪C61002')
  const { page, faults, close } = await pageOf(orderId)
  await tap(page, en.track.ask.yes)
  await page.getByRole('button', { name: en.track.ask.send }).waitFor()
  const promiseAt = Date.now() + 40 * HOUR
  await workshop.does('staff', 'movePromise', { orderId, promiseAt, reason: 'A part is late', customerKnows: false })
  await page.getByRole('button', { name: en.track.ask.yes, exact: true }).waitFor()
  expect(await page.getByRole('button', { name: en.track.ask.send }).count()).toBe(0)
  expect(faults).toEqual([])
  await close()
})

test('B3 a no keeps the order open for the adviser; without a connection nothing can be answered', async () => {
  const orderId = await quoted('沪C61003')
  const { page, faults, close } = await pageOf(orderId)
  const no = page.getByRole('button', { name: en.track.ask.no, exact: true })
  await no.waitFor()
  await page.context().setOffline(true)
  await page.getByText(en.track.ask.offline).waitFor()
  expect(await no.isDisabled()).toBe(true)
  await page.context().setOffline(false)
  await expect.poll(() => no.isEnabled(), eventually).toBe(true)
  await no.tap()
  await tap(page, en.track.ask.send)
  await page.getByText(en.track.headline.declined_on_page).waitFor()
  await page.getByText(en.track.mind.call).waitFor()
  expect(await workshop.order(orderId)).toMatchObject({ state: 'quoted', pageAnswer: { approved: false } })
  expect(faults.filter((fault) => !fault.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
  await close()
})

test('B9 additional work is answered piece by piece with finding, price and new promise; refused safety work stays on page and order card', async () => {
  const orderId = await quoted('沪C61004')
  await workshop.does('staff', 'authoriseOrder', { orderId, wash: false })
  await workshop.does('staff', 'takeOverCar', { orderId })
  const found = { orderId, findings: 'Pads at 2 mm', safety: true }
  await workshop.does('staff', 'proposeAdditionalWork', { ...found, itemIds: [item(2).id] })
  const { page, faults, close } = await pageOf(orderId)
  await page.getByText(en.track.ask.adviser).waitFor()
  expect(await page.getByRole('button', { name: en.track.ask.yes, exact: true }).count()).toBe(0)

  const more = { orderId, findings: 'Streaks', safety: false, itemIds: [item(3).id] }
  await workshop.does('staff', 'proposeAdditionalWork', more)
  const promiseAt = Date.now() + 50 * HOUR
  await workshop.does('staff', 'offerAdditionalWork', { orderId, promiseAt })
  await page.getByText('Pads at 2 mm').waitFor()
  const answers = (index: number) => page.getByRole('group', { name: item(index).title.en })
  await answers(2).getByRole('button', { name: en.track.ask.no, exact: true }).tap()
  await answers(3).getByRole('button', { name: en.track.ask.yes, exact: true }).tap()
  // What is declined is not added up.
  expect(await page.locator('.sum strong').textContent()).toBe(`¥${(item(3).price / 100).toFixed(2)}`)
  await tap(page, en.track.ask.next)
  await page.getByText(en.track.ask.decline, { exact: true }).waitFor()
  await tap(page, en.track.ask.send)
  await page.getByText(en.track.refused.title).waitFor()
  await page.getByText(item(2).title.en).waitFor()
  const order = await workshop.order(orderId)
  expect(order.promiseAt).toBe(promiseAt)
  expect(order.operations.map(({ state, approved, answeredOnPage }) => [state, approved, answeredOnPage])).toEqual([
    ['planned', null, false],
    ['planned', null, false],
    ['cancelled', false, true],
    ['planned', true, true],
  ])
  expect(faults).toEqual([])
  await close()

  // On the floor's card: who answered and how, and the customer to call.
  const floor = await openScreen(browser, `${app.url}/board/floor`, {
    ...{ width: 1280, height: 900, cookies: [keyCookie(workshop, 'staff')] },
  })
  await floor.page.getByRole('dialog').getByRole('button').first().click()
  await floor.page.locator(`[data-car="${orderId}"] .open`).first().click()
  const card = floor.page.getByRole('dialog')
  await card.getByText(`${en.order.work.declined.replace(' {{at}}', '')} `).waitFor()
  await card.getByText(en.order.work.onPage).first().waitFor()
  expect(await card.getByRole('link', { name: '+86 138 0013 8000' }).getAttribute('href')).toBe('tel:+8613800138000')
  expect(floor.faults).toEqual([])
})

test('a workshop without a telephone is not said to be called', async () => {
  await workshop.does('staff', 'changeWorkshop', {
    ...{ name: 'Harbour Street Garage', timeZone: 'Asia/Shanghai', currency: 'CNY', plateFormat: 'cn', country: 'CN' },
    phone: null,
  })
  const orderId = await quoted('沪C61005')
  const { page, close } = await pageOf(orderId)
  await tap(page, en.track.ask.no)
  await tap(page, en.track.ask.send)
  await page.getByText(en.track.mind.desk).waitFor()
  expect(await page.getByText(/call/i).count()).toBe(0)
  await close()
})
