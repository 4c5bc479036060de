/** The lobby announces a car that has become ready, on screen and by sound, once, and silently when the chime is off. */
import type { Page } from 'playwright-core'
import { pino } from 'pino'
import { afterAll, expect, test } from 'vitest'
import { maskPlate } from '#contract/plate.ts'
import words from '#words/en/lobby.ts'
import { startApp } from '#server/app.ts'
import { openBrowser, openScreen, PATIENCE } from './support/browser.ts'
import { liveThrough } from './support/day.ts'
import { exampleWorkshop, keyCookie } from './support/exampleWorkshop.ts'

const eventually = { timeout: PATIENCE, interval: 50 }
const HOUR = 3_600_000
/** Of one chime. */
const NOTES = 2

/** Counts the notes the page plays, and plays them. */
const countNotes = (page: Page) =>
  page.addInitScript(() => {
    const { createOscillator } = AudioContext.prototype
    AudioContext.prototype.createOscillator = function () {
      const { dataset } = document.documentElement
      dataset['notes'] = String(Number(dataset['notes'] ?? 0) + 1)
      return createOscillator.call(this)
    }
  })

test('B1.2 a ticket called to a desk and a car that becomes ready appear, and chime; turned off, the chime stays silent after a reload too', async () => {
  const now = Date.now()
  const [workshop, browser] = await Promise.all([exampleWorkshop(now - 2 * HOUR), openBrowser()])
  // S14: otherwise nothing is called before the undo time is over.
  await workshop.does('staff', 'changeSettings', { settings: { undoSeconds: 0 } })
  const orders = await liveThrough(workshop, now)
  const log = pino({ level: 'silent' })
  const app = await startApp({ database: workshop.database, log, host: '127.0.0.1', port: 0, beatEvery: 250 })
  afterAll(() => app.close())
  let blocked: Promise<unknown> | undefined
  const { page, faults } = await openScreen(browser, `${app.url}/board/lobby?lang=en`, {
    ...{ width: 1920, height: 1080, cookies: [keyCookie(workshop, 'lobby')] },
    prepare(page) {
      blocked = page.waitForEvent('console', (message) => /AudioContext was not allowed/.test(message.text()))
      return countNotes(page)
    },
  })
  // Whatever a test asks of a page counts as a gesture of the user: asked before the browser has blocked the sound, it allows it.
  await blocked
  const notes = () => page.evaluate(() => Number(document.documentElement.dataset['notes'] ?? 0))
  const called = async () => (await page.locator('.called').textContent({ timeout: PATIENCE })) ?? ''
  const ready = page.locator('section.ready li')
  const chime = page.locator('header button')
  const washed = async (plate: string) => {
    await workshop.does('staff', 'finishWash', { orderId: orders.get(plate)! })
    await workshop.does('staff', 'prepareCar', { orderId: orders.get(plate)! })
  }
  const ticketOf = async (plate: string) => (await workshop.order(orders.get(plate)!)).ticket!

  // Two cars are ready from the start, so they do not chime. A tap enables the sound and plays it.
  await expect.poll(() => ready.count(), eventually).toBe(2)
  expect(await page.locator('.called').count()).toBe(0)
  await expect.poll(() => chime.textContent(), eventually).toContain(words.chime_blocked)
  await chime.click({ delay: 400 }) // as long as a finger stays
  await expect.poll(() => chime.textContent(), eventually).toContain(words.chime_on)
  await expect.poll(() => chime.getAttribute('aria-pressed'), eventually).toBe('true')
  await expect.poll(notes, eventually).toBe(NOTES)

  await washed('沪J4477Z')
  expect(await called()).toContain((await ticketOf('沪J4477Z')) + maskPlate('沪J4477Z'))
  expect(await notes()).toBe(2 * NOTES)

  const calls = page.locator('.calls li')
  const { arrivalId, ticket } = await workshop.does('staff', 'recordArrival', {
    ...{ purpose: 'pick_up', plate: null, language: 'en', words: 'Where is it?' },
  })
  expect(await calls.count()).toBe(0)
  for (const desk of [2, 3]) {
    await workshop.does('staff', 'takeArrival', { arrivalId, desk })
    await expect
      .poll(() => calls.allTextContents(), eventually)
      .toEqual([`${ticket}  ${words.desk.replace('{{desk}}', String(desk))}`])
    await expect.poll(notes, eventually).toBe((desk + 1) * NOTES)
  }
  await workshop.does('staff', 'closeArrival', { arrivalId })
  await expect.poll(() => calls.count(), eventually).toBe(0)

  await page.keyboard.press('m')
  await expect.poll(() => chime.getAttribute('aria-pressed'), eventually).toBe('false')
  for (const reload of [false, true]) {
    if (reload) await page.reload()
    await expect.poll(() => chime.getAttribute('aria-pressed'), eventually).toBe('false')
  }
  await expect.poll(() => ready.count(), eventually).toBe(3)
  const before = await notes()
  await workshop.does('staff', 'passChecks', { orderId: orders.get('沪H12T90')! })
  await washed('沪H12T90')
  expect(await called()).toContain((await ticketOf('沪H12T90')) + maskPlate('沪H12T90'))
  expect(await notes()).toBe(before)
  expect(await page.content()).not.toContain('4477Z')
  expect(faults).toEqual([])
})
