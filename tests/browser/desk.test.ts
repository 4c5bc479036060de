/** The desk's waiting list on the floor: people at the door are taken, and customers asked about additional work (B1.2, B9). */
import type { Page } from 'playwright-core'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp } from '#server/app.ts'
import { openBrowser, openScreen, type Screen } from './support/browser.ts'
import { exampleWorkshop, keyCookie, type ExampleWorkshop } from './support/exampleWorkshop.ts'
import { eventually, isInView, start, waitingCar } from './support/floor.ts'
import { en } from './support/words.ts'

let workshop: ExampleWorkshop
let screen: Screen
beforeAll(async () => {
  workshop = await exampleWorkshop()
  const log = pino({ level: 'silent' })
  const app = await startApp({ database: workshop.database, log, host: '127.0.0.1', port: 0, beatEvery: 100 })
  afterAll(() => app.close())
  screen = await openScreen(await openBrowser(), `${app.url}/board/floor?lang=en&view=plan`, {
    ...{ width: 1440, height: 900, cookies: [keyCookie(workshop, 'staff')] },
  })
  await screen.page.getByRole('button', { name: 'Grace Ho' }).click()
})

/** Texts written from right to left that share a line with others and are not isolated from them. */
const notIsolated = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = []
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
      const text = texts.currentNode.textContent!
      if (!/[\u0590-\u08ff]/.test(text.replace(/\u2068[^\u2069]*\u2069/g, ''))) continue
      const element = texts.currentNode.parentElement!
      const isAlone = getComputedStyle(element).display !== 'inline' && element.childNodes.length === 1
      if (element.closest('bdi') === null && !(isAlone && /^[\u0590-\u08ff0-9 ]*$/.test(text))) found.push(text)
    }
    return found
  })

const atDesk = (desk: number) => en.desk.door.at.replace('{{desk}}', String(desk))
const arrives = (words: string) =>
  workshop.does('kiosk', 'recordArrival', { purpose: 'enquiry', plate: null, language: 'en', words })

test('B1.2 “I’ll take this one” asks for the desk’s number once, keeps it, and says who has taken the person and where', async () => {
  const { page, faults } = screen
  const caller = (words: string) => page.locator('.desk article').filter({ hasText: words })
  const take = (words: string) => caller(words).getByRole('button', { name: en.desk.door.take }).click()
  const dialog = page.getByRole('dialog', { name: en.desk.door.which })
  await arrives('First question')
  await arrives('Second question')
  await take('First question')
  await dialog.getByRole('button', { name: '2', exact: true }).click()
  await expect.poll(() => caller('First question').textContent(), eventually).toContain(`Grace Ho · ${atDesk(2)}`)
  expect(await caller('First question').getByRole('button', { name: en.desk.door.take }).count()).toBe(0)

  await page.reload()
  await take('Second question')
  await expect.poll(() => caller('Second question').textContent(), eventually).toContain(atDesk(2))
  expect(await dialog.count()).toBe(0)

  await page.getByRole('button', { name: en.desk.door.yours.replace('{{desk}}', '2') }).click()
  await dialog.getByRole('button', { name: '3', exact: true }).click()
  await caller('Second question').getByRole('button', { name: en.desk.door.over }).click()
  await expect.poll(() => caller('Second question').textContent(), eventually).toContain(atDesk(3))
  expect(faults).toEqual([])
})

test('B1 the plate of a person who collects a car opens its order, and their words stand before the buttons', async () => {
  const { page, faults } = screen
  const orderId = await waitingCar(workshop, '沪D10005', 'M04')
  await workshop.does('kiosk', 'recordArrival', {
    ...{ purpose: 'pick_up', plate: '沪D10005', language: 'en', words: 'Is it ready?' },
  })
  const caller = page.locator('.desk article').filter({ hasText: 'Is it ready?' })
  const text = await caller.textContent()
  expect(text!.indexOf('Is it ready?')).toBeLessThan(text!.indexOf(en.desk.door.take))
  await caller.getByRole('button', { name: '沪D·10005' }).click()
  const { number } = await workshop.order(orderId)
  await page
    .getByRole('dialog')
    .getByText(en.order.number.replace('{{number}}', String(number)))
    .waitFor()
  await page.keyboard.press('Escape')
  await caller.getByRole('button', { name: en.desk.caller.answered }).click()
  expect(faults).toEqual([])
})

test('a new arrival opens on the plate, an appointment says what it still needs, and a car that is here is told in words', async () => {
  const { page, faults } = screen
  const needs = en.desk.form.missing.replace(
    '{{what}}',
    [en.desk.form.needs.time, en.desk.form.needs.plate].join(' and '),
  )
  await page.getByRole('button', { name: en.desk.book.button }).click()
  await page.getByRole('dialog', { name: en.desk.book.title }).getByText(needs).waitFor()
  await page.keyboard.press('Escape')

  await waitingCar(workshop, '沪D10007', 'M04')
  await page.getByRole('button', { name: en.desk.checkIn.button }).click()
  const form = page.getByRole('dialog', { name: en.desk.checkIn.title })
  expect(await form.getByLabel(en.desk.form.plate).evaluate((field) => field === document.activeElement)).toBe(true)
  await page.keyboard.type('沪D10007')
  await form.getByRole('button', { name: en.desk.checkIn.send }).click()
  await form.getByText(en.staff.refused.already_here).waitFor()
  await page.keyboard.press('Escape')
  expect(faults).toEqual([])
})

test('names and words in any script leave digits and signs beside them in their place', async () => {
  const { page, faults } = screen
  const name = 'مریم رضایی'
  const { orderId } = await workshop.does('kiosk', 'checkInWalkIn', {
    ...{ plate: '沪D10009', model: 'بیمو', name, phone: '+8613800138000', language: 'en', symptoms: [], waits: false },
    words: `${name} (12:30) 5%, ABS`,
  })
  await workshop.does('kiosk', 'recordArrival', {
    purpose: 'complaint',
    plate: null,
    language: 'en',
    words: `(${name}) 2!`,
  })
  await page.locator('.desk article').filter({ hasText: '2!' }).waitFor()
  await page.locator(`.desk [data-car="${orderId}"] .open`).click()
  const sheet = page.locator('dialog[open]')
  await sheet.getByText('+86 138 0013 8000').first().waitFor()
  expect(await sheet.getByText(name).count()).toBeGreaterThan(1)
  expect(await notIsolated(page)).toEqual([])
  await page.keyboard.press('Escape')
  expect(faults).toEqual([])
})

test('B9 work the floor has found stands at once in the desk’s list and on the plan, once for each order, until the customer is asked', async () => {
  const { page, faults } = screen
  const { additional } = en.promise
  const orderId = await waitingCar(workshop, '沪D10001', 'M04')
  await start(workshop, orderId, 1, 'Chen Wei')
  const entry = page.locator(`[data-to-ask="${orderId}"]`)
  const piece = page.locator(`[data-piece][data-car="${orderId}"]`).first()
  const asks = () => piece.locator('.asks').count()
  await expect.poll(() => piece.count(), eventually).toBe(1)
  expect([await entry.count(), await asks()]).toEqual([0, 0])

  const found = ['M06', 'M09'].map((code) => workshop.items.get(code)!)
  for (const { id } of found)
    await workshop.does('staff', 'proposeAdditionalWork', { orderId, itemIds: [id], findings: 'Worn', safety: true })
  await expect.poll(() => entry.locator('li').count(), eventually).toBe(2)
  expect(await entry.count()).toBe(1)
  for (const { title } of found) expect(await entry.textContent()).toContain(title.en)
  expect(await asks()).toBe(1)
  expect(await piece.getAttribute('title')).toContain(additional.open)

  await entry.getByRole('button').click()
  const section = page.locator('section', { has: page.getByRole('heading', { name: additional.ask, exact: true }) })
  await expect.poll(() => isInView(section.getByRole('heading')), eventually).toBe(true)
  await section.getByRole('button', { name: additional.askedInPerson }).click()
  await expect.poll(() => entry.count(), eventually).toBe(0)
  await section.getByText(additional.asked.split('{{at}}')[1]!).waitFor()
  const { operations, additionalOffer } = await workshop.order(orderId)
  expect(operations.slice(1).map(({ state, askedAt }) => [state, askedAt !== null])).toEqual([
    ['proposed', true],
    ['proposed', true],
  ])
  expect(additionalOffer).toMatchObject({ onPage: false })
  expect(await asks()).toBe(1)

  // The customer approves one and is still to answer the other.
  const [first, second] = found.map(({ title }) => section.getByRole('checkbox', { name: title.en }))
  await first!.uncheck()
  await section.getByRole('button', { name: additional.yes }).click()
  await expect.poll(() => second!.count(), eventually).toBe(0)
  expect((await workshop.order(orderId)).operations.slice(1).map(({ state }) => state)).toEqual(['proposed', 'planned'])
  expect(faults).toEqual([])
})
