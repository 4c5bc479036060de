/** A session that may send fewer commands: its screens show no button for the others, and what is left works. */
import { pino } from 'pino'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { CommandName } from '#contract/commands/index.ts'
import { formatPlate } from '#contract/plate.ts'
import type { Session } from '#contract/session.ts'
import { startApp, type App } from '#server/app.ts'
import messages from '#words/en/messages.ts'
import setup from '#words/en/setup.ts'
import { openBrowser, openScreen, type Screen } from './support/browser.ts'
import { take } from './support/carry.ts'
import { liveThrough } from './support/day.ts'
import { exampleWorkshop, keyCookie, type ExampleWorkshop } from './support/exampleWorkshop.ts'
import { FloorScreen } from './support/floor.ts'
import { en } from './support/words.ts'

const MINUTE = 60_000

let workshop: ExampleWorkshop
let app: App
let browser: Browser
let orders: Map<string, string>
const screens: Screen[] = []
beforeAll(async () => {
  const now = Date.now()
  ;[workshop, browser] = await Promise.all([exampleWorkshop(now - 120 * MINUTE), openBrowser()])
  orders = await liveThrough(workshop, now)
  const log = pino({ level: 'silent' })
  app = await startApp({ database: workshop.database, log, host: '127.0.0.1', port: 0, beatEvery: 100 })
  afterAll(() => app.close())
})
afterEach(async () => {
  const opened = screens.splice(0)
  await Promise.all(opened.map(({ close }) => close()))
  // The setup asks which channels there are; this server has none.
  expect(opened.flatMap(({ faults }) => faults).filter((fault) => !fault.includes('404'))).toEqual([])
})

/** Opens a staff screen whose session may send these commands only, as far as the screen knows. */
async function open(path: string, commands: readonly CommandName[], ready: (page: Page) => Locator): Promise<Screen> {
  const screen = await openScreen(browser, `${app.url}/board/${path}`, {
    ...{ width: 1440, height: 900, cookies: [keyCookie(workshop, 'staff')] },
    prepare: (page) =>
      page.route(/\/api\/session(\/person)?$/, async (route) => {
        const response = await route.fetch()
        const session = (await response.json()) as Session
        const json = { ...session, commands: session.commands.filter((name) => commands.includes(name)) }
        await route.fulfill({ response, json })
      }),
  })
  screens.push(screen)
  await screen.page.getByRole('button', { name: 'Zhou Ming', exact: true }).click()
  await screen.page.locator('dialog[aria-labelledby="who"]').waitFor({ state: 'detached' })
  await ready(screen.page).waitFor()
  return screen
}
const openFloor = async (commands: readonly CommandName[], view: 'bays' | 'plan' = 'bays') =>
  new FloorScreen(
    await open(`floor?lang=en&view=${view}`, commands, (page) => page.locator('.queue-column [data-car]').first()),
    workshop,
    app.url,
  )

/** The names of the visible buttons and fields that none of `besides` begins. */
const controlsIn = async (within: Locator, besides: readonly string[]): Promise<string[]> => {
  const names = await within
    .locator('button, input, select, textarea')
    .filter({ visible: true })
    .evaluateAll((all) =>
      all.map((one) => (one.getAttribute('aria-label') ?? one.textContent ?? '').replace(/\s+/g, ' ').trim()),
    )
  return names.filter((name) => !besides.some((start) => name.startsWith(start)))
}
const plates = async () => [...orders.keys(), '沪R33A08'].map(formatPlate)

test('a session that may send nothing sees the floor and each order without a button that sends', async () => {
  const floor = await openFloor([])
  const opens = [
    ...(await plates()),
    ...[en.order.act.open, en.order.act.estimate, en.order.act.answer, en.desk.toAsk.open],
  ]
  const { page } = floor
  expect(await controlsIn(page.locator('main'), [...opens, ...Object.values(en.plan.face)])).toEqual([])
  for (const button of [en.desk.checkIn.button, en.desk.book.button])
    expect(await page.getByRole('button', { name: button, exact: true }).count(), button).toBe(0)

  const folded = [en.contact.page.title]
  for (const plate of [...orders.keys(), '沪R33A08']) {
    const { whole } = await floor.open(plate)
    const controls = await controlsIn(whole, [en.common.close, ...folded])
    expect(controls, plate).toEqual([])
    await whole.getByRole('button', { name: en.common.close, exact: true }).click()
  }

  await page.getByRole('button', { name: / alerts?$/ }).click()
  const alerts = page.getByRole('dialog', { name: / alerts?$/ })
  await alerts.locator('[data-alert]').first().waitFor()
  expect(await alerts.getByRole('button', { name: en.alerts.acknowledge }).count()).toBe(0)
})

test('a session that may send nothing picks up no card, on bays and plan', async () => {
  const floor = await openFloor([])
  const { page } = floor
  await (
    await take(page, floor.queue.locator('[data-car]').first(), floor.bay(5))
  )()
  expect(await page.locator('.floor.carrying').count()).toBe(0)

  await page.getByRole('button', { name: en.plan.face.plan, exact: true }).click()
  const piece = page.locator('.piece:not(.done)')
  await piece.first().waitFor()
  expect(await page.locator('.piece.movable').count()).toBe(0)
  expect(await page.getByRole('button', { name: en.plan.undo.button }).count()).toBe(0)
})

test('C3 a technician finishes work, and is offered neither assignment nor check nor bill', async () => {
  const floor = await openFloor(['startOperation', 'pauseOperation', 'reportProgress', 'finishOperation'])
  const bay = floor.bay(9)
  const buttons = await controlsIn(bay, await plates())
  expect(buttons).toEqual([en.order.act.pause, en.order.act.progress, en.order.act.finish])
  await bay.getByRole('button', { name: en.order.act.finish, exact: true }).click()
  await floor.until(orders.get('HHAB1234XY56')!, { operations: [{ state: 'done' }, {}] })
})

test('B1 a desk that only answers questions gets the form without repairs', async () => {
  const floor = await openFloor(['recordArrival', 'closeArrival'])
  const form = await floor.form(en.desk.checkIn.button)
  const purposes = form.getByRole('group', { name: en.desk.checkIn.purpose }).getByRole('button')
  const { enquiry, pick_up, complaint } = en.common.purpose
  expect(await purposes.allTextContents()).toEqual([enquiry, pick_up, complaint])
  await form.getByRole('button', { name: en.desk.checkIn.send, exact: true }).click()
  await form.getByRole('button', { name: en.desk.caller.answered, exact: true }).click()
  await form.waitFor({ state: 'hidden' })
})

test('a session that may change shifts only reads the rest of the setup, which says so', async () => {
  const ready = (page: Page) => page.locator('form[data-form="workshop"]')
  const { page } = await open('setup?lang=en#workshop', ['changeShift'], ready)
  const forms = page.locator('form:not([data-form^="person:"])')
  const names = await forms.evaluateAll((all) => all.map((one) => one.getAttribute('data-form')))
  expect(names).toEqual(expect.arrayContaining(['workshop', 'opening', 'rules', 'message:on_course:en']))
  for (const name of names) {
    const form = page.locator(`form[data-form="${name}"]`)
    expect(await form.locator(':is(input, select, textarea, button):enabled').count(), name!).toBe(0)
    expect(await form.getByText(setup.readOnly).count(), name!).toBe(1)
    for (const button of [setup.save, messages.back])
      expect(await form.getByText(button, { exact: true }).count(), name!).toBe(0)
  }

  await page.getByRole('link', { name: setup.section.shifts }).click()
  const list = page.getByRole('region', { name: setup.section.shifts })
  const person = list.locator('details', { has: page.locator('summary', { hasText: 'Zhou Ming' }) })
  await person.locator('summary').click()
  await person.getByLabel(setup.people.own).check()
  await person.getByRole('button', { name: setup.save, exact: true }).click()
  await person.getByText(setup.saved).waitFor()
})
