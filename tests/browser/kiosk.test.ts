/** The kiosk between two customers: it asks, counts down and wipes; and it reveals nothing to a stranger. */
import type { Browser, Page } from 'playwright-core'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import errors from '#words/en/errors.ts'
import en from '#words/en/kiosk.ts'
import { languageTexts } from '#words/languageTexts.ts'
import hans from '#words/zh-Hans/kiosk.ts'
import { startApp, type App } from '#server/app.ts'
import { openBrowser, openScreen, PATIENCE } from './support/browser.ts'
import { exampleWorkshop, keyCookie, stateOf, type ExampleWorkshop } from './support/exampleWorkshop.ts'
import { key, question, touchKeys, touchOn } from './support/kiosk.ts'

const eventually = { timeout: PATIENCE, interval: 50 }
const OWNER = {
  name: 'Fang Lihua',
  phone: '13912345678',
  plate: '沪C54321',
  model: 'Golf Variant',
  language: 'en',
} as const
const secrets = [OWNER.name, OWNER.phone, OWNER.phone.slice(-4), OWNER.model]

let workshop: ExampleWorkshop
let app: App
let browser: Browser
beforeAll(async () => {
  ;[workshop, browser] = await Promise.all([exampleWorkshop(), openBrowser()])
  app = await startApp({ database: workshop.database, log: pino({ level: 'silent' }), host: '127.0.0.1', port: 0 })
  afterAll(() => app.close())
})

/** Opens a kiosk and records everything the server sends it. */
async function openKiosk(prepare: (page: Page) => unknown = () => {}) {
  const received: string[] = []
  const screen = await openScreen(browser, `${app.url}/kiosk`, {
    ...{ width: 1080, height: 1920, hasTouch: true, cookies: [keyCookie(workshop, 'kiosk')] },
    async prepare(page) {
      page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => received.push(String(payload))))
      page.on('requestfinished', async (request) => {
        if (request.url().includes('/api/')) received.push(await (await request.response())!.text())
      })
      await prepare(page)
    },
  })
  return { ...screen, received }
}

/** Everything the next customer could find in the browser. */
const leftIn = (page: Page) =>
  page.evaluate(async () => {
    const main = document.querySelector('main')!.cloneNode(true) as HTMLElement
    const comments = document.createNodeIterator(main, NodeFilter.SHOW_COMMENT)
    for (let comment = comments.nextNode(); comment; comment = comments.nextNode()) (comment as Comment).data = ''
    return {
      page: main.outerHTML.replaceAll('<!---->', ''),
      title: document.title,
      language: document.documentElement.lang,
      address: location.href,
      history: [history.length, history.state as unknown],
      storage: [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie],
      databases: [await indexedDB.databases(), await caches.keys()],
    }
  })

test('an untouched visit is asked about, counted down and wiped: no data stays, and the language resets', async () => {
  const { page, faults } = await openKiosk((page) => page.clock.install())
  await question(page, 'Welcome').waitFor()
  await expect.poll(() => page.locator('.asleep').count(), eventually).toBe(0)
  const clean = await leftIn(page)

  await touchOn(page, /简体中文/, hans.purpose.title)
  await key(page, hans.largerType).tap()
  await touchOn(page, new RegExp(hans.purpose.repair), hans.plate.title)
  await touchKeys(page, '京N8K2D7')
  await touchOn(page, hans.next, hans.visit.title)
  await touchOn(page, hans.next, hans.phone.title)
  await touchKeys(page, '13800138000')
  await touchOn(page, hans.next, hans.name.title)
  await touchKeys(page, '王')
  await key(page, hans.name.mr).tap()
  await touchOn(page, hans.next, hans.symptoms.title)

  const asks = page.getByRole('dialog', { name: hans.idle.title })
  await page.clock.fastForward(46_000)
  await asks.waitFor()
  await asks.getByRole('button', { name: hans.idle.stay }).tap()
  await asks.waitFor({ state: 'hidden' })
  expect(await question(page, hans.symptoms.title).isVisible()).toBe(true)

  await page.clock.fastForward(46_000)
  const seconds = async () => Number(/\d+/.exec((await asks.getByRole('timer').textContent()) ?? '')?.[0])
  await expect.poll(seconds, eventually).toBeGreaterThan(5)
  const first = await seconds()
  await page.clock.fastForward(5_000)
  await expect.poll(seconds, eventually).toBeLessThanOrEqual(first - 5)
  await page.clock.fastForward(15_000)
  await question(page, 'Welcome').waitFor()
  await expect.poll(() => page.locator('.asleep').count(), eventually).toBe(0)
  await expect.poll(() => leftIn(page), eventually).toEqual(clean)
  expect(faults).toEqual([])
})

test('B1 nothing personal about a known car is sent or shown before the last four digits match', async () => {
  await workshop.does('admin', 'importCars', { cars: [OWNER] })
  const { page, received, faults } = await openKiosk()
  const everything = async () => `${await page.content()}\n${received.join('\n')}`
  const expectNoSecrets = async () => {
    const all = await everything()
    expect(secrets.filter((secret) => all.includes(secret))).toEqual([])
  }
  await touchOn(page, /English/, en.purpose.title)
  await touchOn(page, new RegExp(en.purpose.repair), en.plate.title)
  await touchKeys(page, OWNER.plate)
  await touchOn(page, en.next, en.last4.title)
  await expectNoSecrets()
  await touchKeys(page, '9999')
  await touchOn(page, en.next, page.getByText(en.last4.wrong))
  await expectNoSecrets()
  await touchKeys(page, OWNER.phone.slice(-4))
  await touchOn(page, en.next, en.symptoms.title)
  await page.getByText(`Welcome back, ${OWNER.name}.`).waitFor()
  expect(received.join('\n')).toContain(OWNER.model) // also proves that this test sees what is sent
  await key(page, 'Tyres').tap()
  await touchOn(page, en.next, en.stay.title)
  await touchOn(page, new RegExp(en.stay.wait), en.review.title)
  expect(await page.content()).not.toContain(OWNER.phone)
  await touchOn(page, en.review.send, en.ticket.repair)
  const [order] = (await stateOf(workshop, app.url, 'staff')).put.order!.filter(({ plate }) => plate === OWNER.plate)
  expect(order).toMatchObject({ state: 'arrived', waits: true, symptoms: ['tyres'] })
  expect(order!.customer.phone).toBe(`+86${OWNER.phone}`)
  expect(faults).toEqual([])
})

test('B6.1 a number that cannot be one is asked for again by name, and the check-in goes on', async () => {
  const { page, faults } = await openKiosk()
  await touchOn(page, /English/, en.purpose.title)
  await touchOn(page, new RegExp(en.purpose.repair), en.plate.title)
  await touchKeys(page, '京N8K2D9')
  await touchOn(page, en.next, en.visit.title)
  await touchOn(page, en.next, en.phone.title)
  await touchKeys(page, '123456')
  await touchOn(page, en.next, en.name.title)
  await touchOn(page, en.skip, en.symptoms.title)
  await key(page, 'Tyres').tap()
  await touchOn(page, en.next, en.stay.title)
  await touchOn(page, new RegExp(en.stay.wait), en.review.title)
  await touchOn(page, en.review.send, page.getByText(errors.bad_phone))
  await question(page, en.phone.title).waitFor()
  await touchKeys(page, '7890')
  await touchOn(page, en.next, en.name.title)
  await page.getByRole('button', { name: en.skip }).tap()
  expect(faults).toEqual([])
})

test('B1 an appointment is found by its code, confirmed by the last four digits, and ends with a ticket', async () => {
  const { code, orderId } = await workshop.does('staff', 'bookAppointment', {
    ...{ ...OWNER, plate: '沪D10086', symptoms: [], words: '', itemIds: [workshop.items.get('M02')!.id] },
    appointmentAt: Date.now() + 3_600_000,
  })
  const { page, received, faults } = await openKiosk()
  // Before a language is chosen, help is offered in each of them.
  const offered = page.getByRole('dialog')
  await touchOn(page, /^Help/, offered)
  for (const { call } of Object.values(languageTexts)) expect(await offered.textContent()).toContain(call.title)
  await touchOn(page, /^No, continue/, page.locator('main:not(:has(dialog))'))
  await touchOn(page, /English/, en.purpose.title)
  await touchOn(page, new RegExp(en.purpose.appointment), en.plate.title)
  await touchOn(page, en.plate.useCode, en.code.title)
  await touchKeys(page, code)
  await touchOn(page, en.next, en.last4.title)
  await touchKeys(page, '0000')
  await touchOn(page, en.next, page.getByText(en.last4.wrongAppointment))
  expect(secrets.filter((secret) => received.join('\n').includes(secret))).toEqual([])
  await touchKeys(page, OWNER.phone.slice(-4))
  await touchOn(page, en.next, en.stay.title)
  await page.getByText(`Welcome, ${OWNER.name}. Your appointment:`).waitFor()
  await touchOn(page, new RegExp(en.stay.leave), en.review.title)
  await touchOn(page, en.review.send, en.ticket.repair)
  const order = await workshop.order(orderId)
  expect(order).toMatchObject({ state: 'arrived', waits: false })
  expect(await page.locator('.ticket strong').textContent()).toBe(order.ticket)
  // B7: no phone reaches this machine's own address.
  await page.getByText(en.ticket.remember).waitFor()
  expect(await page.getByRole('img', { name: en.ticket.qr }).count()).toBe(0)
  expect(faults).toEqual([])
})

test('B1 while the workshop is closed the kiosk says when it opens, and sends nobody to wait in the lobby', async () => {
  // Closed today and open on all other days, in the zone of the workshop.
  const today = (new Date(Date.now() + 8 * 3_600_000).getUTCDay() + 6) % 7
  const hours = Array.from({ length: 7 }, (_, day) => (day === today ? [] : [[540, 1080] as [number, number]]))
  await workshop.does('staff', 'changeOpening', { hours, holidays: null, ownDays: [] })
  const { page, faults } = await openKiosk()
  const closed = page.getByText(/We are closed now. We open again: \w+ 09:00/)
  await touchOn(page, /English/, en.purpose.title)
  await closed.waitFor()
  const help = page.getByRole('dialog', { name: languageTexts.en.call.title })
  await touchOn(page, en.callAdviser, help)
  expect(await help.textContent()).toContain('We are closed now.')
  expect(await help.textContent()).not.toContain(languageTexts.en.call.lead)
  await touchOn(page, languageTexts.en.call.no, page.locator('main:not(:has(dialog))'))
  await touchOn(page, new RegExp(en.purpose.pick_up), en.plate.title)
  await touchOn(page, en.skip, en.ticket.arrival)
  await closed.waitFor()
  const text = await page.locator('main').textContent()
  expect(text).toContain(en.ticket.nextClosed)
  expect(text).not.toContain('take a seat')
  const always = Array.from({ length: 7 }, () => [[0, 1440] as [number, number]])
  await workshop.does('staff', 'changeOpening', { hours: always, holidays: null, ownDays: [] })
  await page.getByText(en.ticket.nextPickUp).waitFor()
  expect(await closed.count()).toBe(0)
  expect(faults).toEqual([])
})
