/** S8 S11: browsers that do not know the workshop's zone, translate the page, suspend sound, or cut their edges. */
import type { Browser, Page } from 'playwright-core'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type App } from '#server/app.ts'
import { isKeyedDevice } from '#server/access/keys.ts'
import alerts from '#words/en/alerts.ts'
import track from '#words/en/track.ts'
import wall from '#words/en/wall.ts'
import { openBrowser, openScreen, PATIENCE } from './support/browser.ts'
import { exampleWorkshop, keyCookie, type ExampleWorkshop } from './support/exampleWorkshop.ts'
import { walkIn } from '../support/testWorkshop.ts'

const eventually = { timeout: PATIENCE, interval: 50 }
const HOUR = 3_600_000
/** Tuesday, 24 November 2026, 22:00 in Shanghai. */
const EVENING = Date.UTC(2026, 10, 24, 14)

let workshop: ExampleWorkshop
let app: App
let browser: Browser
let orderId: string
let customerPage: string
beforeAll(async () => {
  ;[workshop, browser] = await Promise.all([exampleWorkshop(EVENING), openBrowser()])
  const { does, items } = workshop
  await does('staff', 'changeSettings', { settings: { undoSeconds: 0 } })
  ;({ orderId } = await does('kiosk', 'checkInWalkIn', walkIn('沪A7K382')))
  await does('staff', 'addOperations', { orderId, itemIds: [items.get('M04')!.id] })
  await does('staff', 'quoteOrder', { orderId, promiseAt: EVENING + HOUR, reason: 'As agreed' })
  await does('staff', 'authoriseOrder', { orderId, wash: false })
  const log = pino({ level: 'silent' })
  app = await startApp({ database: workshop.database, log, host: '127.0.0.1', port: 0, startAt: EVENING })
  afterAll(() => app.close())
  customerPage = `/t/${await app.links.tokenFor({ workshopId: workshop.workshopId, orderId })}`
})

const open = (view: string, path: string, prepare: (page: Page) => unknown) =>
  openScreen(browser, `${app.url}${path}?lang=en`, {
    ...{ width: 1920, height: 1080, cookies: isKeyedDevice(view) ? [keyCookie(workshop, view)] : [], prepare },
  })

test('S11 where the browser does not know the zone, every screen shows the workshop’s time', async () => {
  const prepare = (page: Page) =>
    page.addInitScript(() => {
      const Known = Intl.DateTimeFormat
      const refuse = (zone: string | undefined) => {
        if (zone === 'Asia/Shanghai') throw new RangeError(`Invalid time zone specified: ${zone}`)
      }
      Intl.DateTimeFormat = new Proxy(Known, {
        construct(target, [locale, options]: [string, Intl.DateTimeFormatOptions?]) {
          refuse(options?.timeZone)
          return new target(locale, options)
        },
      })
    })
  for (const { view, path, shows, as } of [
    { view: 'wall', path: '/board/wall', shows: '.clock', as: /^22:0\d$/ },
    { view: 'lobby', path: '/board/lobby', shows: 'header time', as: /^22:0\d$/ },
    { view: 'staff', path: '/board/floor', shows: '.times b', as: /^22:0\d$/ },
    { view: 'staff', path: '/board/setup', shows: 'main h2', as: /\w/ },
    { view: 'customer', path: customerPage, shows: '.large', as: /^\s*23:00\s*$/ },
  ]) {
    const { page, faults, close } = await open(view, path, prepare)
    await expect.poll(() => page.locator(shows).first().textContent(), { ...eventually, message: path }).toMatch(as)
    expect(faults, path).toEqual([])
    await close()
  }
})

const movePromise = (promiseAt: number) =>
  workshop.does('staff', 'movePromise', { orderId, promiseAt, reason: 'As agreed', customerKnows: true })

/** Does as a browser's translator: its own text, in two `<font>`, in place of each text node. Ours are gone from the page. */
const translate = (page: Page) =>
  page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const texts: Text[] = []
    while (walker.nextNode()) if (walker.currentNode.textContent?.trim()) texts.push(walker.currentNode as Text)
    for (const text of texts) {
      const [outer, inner] = [document.createElement('font'), document.createElement('font')]
      inner.textContent = `${text.textContent} `
      outer.append(inner)
      text.replaceWith(outer)
    }
  })

test('S8 a translated customer’s page shows each new state, time and age', async () => {
  const { page, faults } = await open('customer', customerPage, () => undefined)
  const time = () => page.locator('.large').first().textContent()
  const headline = () => page.locator('h1').textContent()
  await expect.poll(time, eventually).toContain('23:00')
  await translate(page)
  const before = await headline()
  await movePromise(EVENING + 2 * HOUR)
  await expect.poll(time, eventually).toContain('00:00')
  await translate(page)
  await workshop.does('staff', 'takeOverCar', { orderId })
  await expect.poll(headline, eventually).not.toContain(before!.trim())
  const age = () => page.locator('.old').textContent()
  await translate(page)
  const shown = await age()
  await expect.poll(age, eventually).not.toBe(shown)
  expect(shown).toContain(track.updated.split(' ')[0])
  expect(faults).toEqual([])
})

test('S8 the workshop’s own screens and the kiosk, which speaks its languages itself, are not translated', async () => {
  for (const [view, path, shows] of [
    ['wall', '/board/wall', 'article.bay'],
    ['kiosk', '/kiosk', 'main footer'],
  ] as const) {
    const { page, close } = await open(view, path, () => undefined)
    await page.locator(shows).first().waitFor()
    expect(await page.locator('html').getAttribute('translate'), path).toBe('no')
    await close()
  }
})

interface Sound {
  context?: AudioContext
  isRefused?: boolean
}
const followSound = (page: Page) =>
  page.addInitScript(() => {
    const sound: Sound = {}
    Object.assign(window, { sound })
    const { resume } = AudioContext.prototype
    AudioContext.prototype.resume = function () {
      sound.context = this
      return sound.isRefused ? new Promise(() => undefined) : resume.call(this)
    }
  })
/** Suspends the page's sound and lets nothing wake it, or lets a touch do so again. */
const refuseSound = (page: Page, isRefused: boolean) =>
  page.evaluate((isRefused) => {
    const { sound } = window as unknown as { sound: Sound }
    sound.isRefused = isRefused
    if (isRefused) void sound.context?.suspend()
  }, isRefused)

test('AL sound that the browser has suspended: the wall says so, and an alarm from that time is heard after a touch', async () => {
  const { page, faults } = await open('wall', '/board/wall', followSound)
  const refuse = (isRefused: boolean) => refuseSound(page, isRefused)
  const silent = page.getByText(wall.silent)
  const rings = () => page.locator('[data-rings]').getAttribute('data-rings')
  await page.locator('article.bay').first().waitFor()
  await page.mouse.click(900, 500)
  await page.waitForFunction(() => (window as unknown as { sound: Sound }).sound.context?.state === 'running')
  await expect.poll(() => silent.isVisible(), eventually).toBe(false)
  await refuse(true)
  await expect.poll(() => silent.isVisible(), eventually).toBe(true)
  await movePromise(EVENING + HOUR / 6)
  await page.locator('.alerts .late').first().waitFor()
  expect(await rings()).toBe('0')
  await refuse(false)
  await page.mouse.click(900, 500)
  await expect.poll(rings, eventually).toBe('1')
  expect(await silent.isVisible()).toBe(false)
  expect(faults).toEqual([])
})

test('AL sound that the browser has suspended is marked at the floor’s alerts until a touch wakes it', async () => {
  const { page, faults } = await open('staff', '/board/floor', followSound)
  await page.getByRole('button', { name: 'Zhou Ming', exact: true }).click()
  await page.waitForFunction(() => (window as unknown as { sound: Sound }).sound.context?.state === 'running')
  const mark = page.locator('.attention').getByText(alerts.sound.none, { exact: true })
  await expect.poll(() => mark.count(), eventually).toBe(0)
  await refuseSound(page, true)
  await mark.waitFor()
  await refuseSound(page, false)
  await page.mouse.click(700, 500)
  await mark.waitFor({ state: 'detached' })
  expect(faults).toEqual([])
})

test('a lobby television that cuts its edges keeps them free with ?margin=5', async () => {
  const { page, close } = await open('lobby', '/board/lobby', () => undefined)
  const free = () =>
    page.locator('header *, section, section *').evaluateAll((all) => {
      const boxes = all.map((one) => one.getBoundingClientRect()).filter(({ width }) => width > 0)
      return Math.min(
        ...boxes.map(({ left, right }) => Math.min(left, innerWidth - right) / innerWidth),
        ...boxes.map(({ top, bottom }) => Math.min(top, innerHeight - bottom) / innerHeight),
      )
    })
  await page.locator('header time').waitFor()
  expect(await free()).toBeLessThan(0.05)
  await page.goto(`${page.url()}&margin=5`)
  await page.locator('header time').waitFor()
  await expect.poll(free, eventually).toBeGreaterThanOrEqual(0.05)
  await close()
})
