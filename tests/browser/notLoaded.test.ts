/** S8 S9: files of a screen that do not load, a language that does not come, a browser without JavaScript or too old: never silent. */
import type { Browser, Page } from 'playwright-core'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { languages } from '#contract/values.ts'
import { startApp, type App } from '#server/app.ts'
import { isKeyedDevice } from '#server/access/keys.ts'
import en from '#words/en/page.ts'
import hans from '#words/zh-Hans/page.ts'
import hant from '#words/zh-Hant/page.ts'
import { openBrowser, openScreen, PATIENCE } from './support/browser.ts'
import { exampleWorkshop, keyCookie, type ExampleWorkshop } from './support/exampleWorkshop.ts'
import { walkIn } from '../support/testWorkshop.ts'

const eventually = { timeout: PATIENCE, interval: 50 }

let workshop: ExampleWorkshop
let app: App
let browser: Browser
let token: string
beforeAll(async () => {
  ;[workshop, browser] = await Promise.all([exampleWorkshop(), openBrowser()])
  const { orderId } = await workshop.does('kiosk', 'checkInWalkIn', walkIn('沪A7K382'))
  const log = pino({ level: 'silent' })
  app = await startApp({ database: workshop.database, log, host: '127.0.0.1', port: 0 })
  afterAll(() => app.close())
  token = await app.links.tokenFor({ workshopId: workshop.workshopId, orderId })
})

const opening = (view: string) => ({
  ...{ width: 1920, height: 1080, cookies: isKeyedDevice(view) ? [keyCookie(workshop, view)] : [] },
})
const notice = (page: Page) => page.locator('#notice')
const sentence = { en, 'zh-Hans': hans, 'zh-Hant': hant }
/** The notice's sentences as the page shows them. */
const noticed = (page: Page) =>
  page.locator('#notice p:visible').evaluateAll((all) => all.map((one) => one.textContent))
const notLoaded = languages.map((language) => sentence[language].notLoaded)
const isStyled = (page: Page) => page.evaluate(() => getComputedStyle(document.body).lineHeight !== 'normal')

test.each([
  { what: 'its own code', view: 'wall', path: '/board/wall', file: /\/assets\/Wall-[^/]+\.js/, shows: 'article.bay' },
  { what: 'its texts', view: 'lobby', path: '/board/lobby', file: /\/assets\/lobby-[^/]+\.js/, shows: 'header time' },
  {
    what: 'its first script',
    view: 'wall',
    path: '/board/wall',
    file: /\/assets\/board-[^/]+\.js/,
    shows: 'article.bay',
  },
  { what: 'its styles', view: 'wall', path: '/board/wall', file: /\/assets\/[^/]+\.css/, shows: 'article.bay' },
  { what: 'its own code', view: 'kiosk', path: '/kiosk', file: /\/assets\/CheckIn-[^/]+\.js/, shows: 'main footer' },
])('S8 S9 the $view without $what says so at once, and is there by itself within 10 s', async (one) => {
  let isMissing = true
  let isDown = false
  const { page, loads } = await openScreen(browser, app.url + one.path, {
    ...opening(one.view),
    async prepare(page) {
      await page.clock.install()
      await page.route(one.file, (route) => (isMissing ? route.fulfill({ status: 502 }) : route.continue()))
      await page.route(app.url + one.path, (route) => (isDown ? route.abort() : route.continue()))
    },
  })
  await expect.poll(() => noticed(page), eventually).toEqual(notLoaded)
  // A page that is loaded while the server is away would be the browser's error page for ever.
  isDown = true
  await page.clock.runFor(30_000)
  expect([loads(), await noticed(page)]).toEqual([1, notLoaded])
  ;[isMissing, isDown] = [false, false]
  await page.clock.runFor(5_000)
  await page.locator(one.shows).first().waitFor()
  await expect.poll(() => notice(page).isVisible(), eventually).toBe(false)
  expect(await isStyled(page)).toBe(true)
})

test.each([
  { what: 'the kiosk', view: 'kiosk', path: () => '/kiosk' },
  { what: 'the customer’s page', view: 'customer', path: () => `/t/${token}` },
  { what: 'the floor', view: 'staff', path: () => '/board/floor?lang=en' },
  { what: 'the setup', view: 'staff', path: () => '/board/setup?lang=en' },
])('S8 a language that does not come to $what is asked for until it does, with a sentence', async (one) => {
  let isMissing = false
  const { page, loads } = await openScreen(browser, app.url + one.path(), {
    ...opening(one.view),
    async prepare(page) {
      await page.clock.install()
      await page.route(/\/assets\/.*\.js/, (route) => (isMissing ? route.abort() : route.continue()))
    },
  })
  const chooseChinese =
    one.view === 'staff'
      ? () => page.getByLabel('Language', { exact: true }).selectOption('简体中文')
      : () => page.getByRole('button', { name: '简体中文' }).click()
  if (one.view === 'staff') {
    await page.getByRole('button', { name: 'Zhou Ming', exact: true }).click()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  } else await page.getByRole('button', { name: '简体中文' }).waitFor()
  isMissing = true
  await chooseChinese()
  await expect.poll(() => noticed(page), eventually).toEqual(notLoaded)
  expect(await page.locator('html').getAttribute('lang')).toBe('en')
  isMissing = false
  await page.clock.runFor(3_000)
  await expect.poll(() => page.locator('html').getAttribute('lang'), eventually).toBe('zh-Hans')
  await expect.poll(() => notice(page).isVisible(), eventually).toBe(false)
  expect(loads()).toBe(1)
})

test('S8 without JavaScript, each page says so in every language', async () => {
  const { page } = await openScreen(browser, app.url, { ...opening('none'), javaScriptEnabled: false })
  for (const path of ['/board/wall', '/kiosk', `/t/${token}`]) {
    await page.goto(app.url + path)
    const said = await page.locator('noscript p:visible').allInnerTexts()
    expect(said, path).toEqual(languages.map((language) => sentence[language].noScript))
  }
})

test('S8 a browser older than the oldest supported is told which ones are not, in every language', async () => {
  const { page, faults } = await openScreen(browser, `${app.url}/board/wall`, {
    ...opening('wall'),
    // Chrome had it from 110 on.
    prepare: (page) => page.addInitScript(() => Reflect.deleteProperty(Array.prototype, 'toSorted')),
  })
  const said = await noticed(page)
  expect(said).toHaveLength(languages.length)
  for (const text of said) expect(text).toMatch(/Chrome .*Edge \d+.*Firefox \d+.*Safari \d+/)
  expect(faults).toEqual([])
})

test('a page allows its own script by hash and no other inline script', async () => {
  for (const path of ['/board/wall', '/kiosk']) {
    const { headers } = await fetch(app.url + path)
    expect(headers.get('content-security-policy')).toMatch(/;script-src 'self' 'sha256-[^ ;]+'$/)
  }
})
