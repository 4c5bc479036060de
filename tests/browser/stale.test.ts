/** S8: a screen without data says so after ten seconds and dims after thirty; it keeps showing everything it had. */
import type { Browser, Page } from 'playwright-core'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type App } from '#server/app.ts'
import { isKeyedDevice } from '#server/access/keys.ts'
import { openBrowser, openScreen, PATIENCE } from './support/browser.ts'
import { layCable } from './support/cable.ts'
import { liveThrough } from './support/day.ts'
import { exampleWorkshop, keyCookie, type ExampleWorkshop } from './support/exampleWorkshop.ts'
import { floorShows, lobbyShows } from './support/truth.ts'

const eventually = { timeout: PATIENCE, interval: 50 }
const HOUR = 3_600_000

let workshop: ExampleWorkshop
let app: App
let browser: Browser
let orders: Map<string, string>
async function serve({ database }: ExampleWorkshop, speed: number): Promise<App> {
  const log = pino({ level: 'silent' })
  const served = await startApp({ database, log, host: '127.0.0.1', port: 0, beatEvery: 250, speed })
  afterAll(() => served.close())
  return served
}
beforeAll(async () => {
  const now = Date.now()
  ;[workshop, browser] = await Promise.all([exampleWorkshop(now - 2 * HOUR), openBrowser()])
  orders = await liveThrough(workshop, now)
  app = await serve(workshop, 1)
})

const ageOf = (page: Page) => page.locator('.age, .old').first()
/** Stops the page's clock just after a message from the server: its data ages by the jump, then becomes fresh again. */
async function standStill(page: Page): Promise<void> {
  const isFresh = () => expect.poll(() => ageOf(page).textContent(), eventually).toMatch(/^\s*(Updated )?0s( ago)?\s*$/)
  // With its clock stopped, the page would never connect.
  await isFresh()
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 8_000)
  await isFresh()
}

const textsOf = (what: string) => (page: Page) => page.locator(what).allTextContents()

const screens = {
  wall: {
    view: 'wall',
    path: '/board/wall',
    dims: ['.bays', 'aside', 'header h1', '.counts', '.clock'],
    shows: textsOf('.bays h2, .bays header .plate'),
  },
  lobby: { view: 'lobby', path: '/board/lobby', dims: ['main', 'h1', 'time'], shows: lobbyShows },
  floor: { view: 'staff', path: '/board/floor', dims: ['.columns'], shows: floorShows },
  setup: { view: 'staff', path: '/board/setup', dims: ['main'], shows: textsOf('main h2') },
  'customer’s page': { view: 'customer', path: '/t/', dims: ['h1', '.card'], shows: textsOf('h1, .card h2, .card li') },
} as const

test.each(Object.entries(screens))(
  'S8 the %s dims after 30 s without data, keeps everything it showed, and brightens when data arrives',
  async (_, { view, path, dims, shows }) => {
    const order = { workshopId: workshop.workshopId, orderId: orders.get('沪A7K382')! }
    const token = view === 'customer' ? await app.links.tokenFor(order) : ''
    const cable = await layCable(app.url)
    const { page, close } = await openScreen(browser, `${cable.url}${path}${token}?lang=en&view=bays`, {
      ...{ width: 1920, height: 1080, cookies: isKeyedDevice(view) ? [keyCookie(workshop, view)] : [] },
      prepare: (page) => page.clock.install(),
    })
    /** The opacity of each element that dims: 1 normal, 0 invisible. */
    const brightness = () =>
      page.evaluate(
        (all) =>
          all.map((one) => {
            const { opacity, filter } = getComputedStyle(document.querySelector(one)!)
            return Number(opacity) * Number(/opacity\(([\d.]+)\)/.exec(filter)?.[1] ?? 1)
          }),
        dims,
      )
    for (const one of dims) await page.locator(one).first().waitFor()

    await standStill(page)
    const held = await shows(page)
    cable.pull()
    await page.clock.runFor(29_000)
    expect(await ageOf(page).textContent()).toContain('Data is 29s old')
    expect(await brightness()).toEqual(dims.map(() => 1))

    await page.clock.runFor(1_000)
    expect(await ageOf(page).textContent()).toContain('Offline for 30s')
    for (const bright of await brightness()) {
      expect(bright).toBeGreaterThan(0.4)
      expect(bright).toBeLessThan(0.8)
    }
    await page.clock.runFor(HOUR / 4)
    expect(await shows(page)).toEqual(held)
    for (const one of dims) expect(await page.locator(one).first().isVisible(), one).toBe(true)

    await page.clock.resume()
    cable.putBack()
    await expect.poll(brightness, eventually).toEqual(dims.map(() => 1))
    expect(await shows(page)).toEqual(held)
    await close()
  },
)

test('S8 S11 data ages in real time even when house time runs 600 times as fast', async () => {
  const demo = await exampleWorkshop()
  const cable = await layCable((await serve(demo, 600)).url)
  const { page, close } = await openScreen(browser, `${cable.url}/board/wall?lang=en`, {
    ...{ width: 1920, height: 1080, cookies: [keyCookie(demo, 'wall')], prepare: (page) => page.clock.install() },
  })
  const clock = async () => {
    const [hours, minutes] = (await page.locator('.clock').textContent())!.split(':').map(Number)
    return hours! * 60 + minutes!
  }
  await page.locator('article.bay').first().waitFor()
  await standStill(page)
  cable.pull()
  // Until the page's clock, which made the jump too, no longer waits for the server's.
  await page.clock.runFor(10_000)
  const began = await clock()
  await page.clock.runFor(15_000)
  expect(await ageOf(page).textContent()).toContain('Data is 25s old')
  // A quarter of a minute is two and a half hours there.
  expect(((await clock()) - began + 1_440) % 1_440).toBe(150)
  await close()
})
