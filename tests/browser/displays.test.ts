/**
 * A wall-mounted screen by day and night: kept awake, no pointer, shifted against burn-in, pages turning, dark when the workshop is
 * closed, and updated to the server's version by itself.
 */
import type { Browser, Page } from 'playwright-core'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import common from '#words/en/common.ts'
import { CONTRACT_VERSION } from '#contract/version.ts'
import { startApp, type App, type AppOptions } from '#server/app.ts'
import { permitted } from '../support/permitted.ts'
import { openBrowser, openScreen, PATIENCE } from './support/browser.ts'
import { walkIn } from '../support/testWorkshop.ts'
import { exampleWorkshop, keyCookie, type ExampleWorkshop } from './support/exampleWorkshop.ts'

const eventually = { timeout: PATIENCE, interval: 50 }
const HOUR = 3_600_000
/** Tuesday, 24 November 2026, noon in Shanghai. */
const NOON = Date.UTC(2026, 10, 24, 4)

let browser: Browser
beforeAll(async () => void (browser = await openBrowser()))

async function serve(workshop: ExampleWorkshop, options: Partial<AppOptions> = {}): Promise<App> {
  const log = pino({ level: 'silent' })
  const app = await startApp({ database: workshop.database, log, host: '127.0.0.1', port: 0, ...options })
  afterAll(() => app.close())
  return app
}

const television = (workshop: ExampleWorkshop) => ({
  width: 1920,
  height: 1080,
  cookies: [keyCookie(workshop, 'wall')],
})

test('the wall says whole that no car waits, requests a wake lock, hides the pointer, shifts every few minutes and turns its pages', async () => {
  const workshop = await exampleWorkshop()
  const more = Array.from({ length: 26 }, (_, n) => ({ number: 15 + n, name: null, uses: ['lift' as const] }))
  const nothing = { teams: [], persons: [], priceItems: [] }
  await workshop.does('admin', 'furnishWorkshop', { isExample: true, bays: more, ...nothing })
  const { page, faults } = await openScreen(browser, `${(await serve(workshop)).url}/board/wall`, {
    ...television(workshop),
    // A device clock that is years off must not matter (S11); the test also advances it.
    async prepare(page) {
      await page.clock.install({ time: new Date('1999-12-31T23:00:00Z') })
      await page.addInitScript(() => {
        const { wakeLock } = navigator
        const request = wakeLock.request.bind(wakeLock)
        wakeLock.request = (type) => {
          document.documentElement.dataset['awake'] = type
          return request(type)
        }
      })
    },
  })
  const bays = async () => (await page.locator('article.bay .number').allTextContents()).map(Number)
  const from = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, n) => first + n)
  await expect.poll(bays, eventually).toEqual(from(1, 14))
  expect(await page.locator('html').getAttribute('data-awake')).toBe('screen')
  const [list, none] = [page.locator('.waiting'), page.getByText('No cars waiting')]
  const bottom = async (part: typeof none) => part.boundingBox().then((box) => box!.y + box!.height)
  expect(await bottom(none)).toBeLessThanOrEqual(await bottom(list))
  expect(await page.evaluate(() => getComputedStyle(document.querySelector('main')!).cursor)).toBe('none')
  const hours = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', hour: '2-digit', hourCycle: 'h23' })
  expect((await page.locator('.clock').textContent())?.slice(0, 2)).toBe(hours.format(Date.now()))

  await page.clock.fastForward(12_000)
  await expect.poll(bays, eventually).toEqual(from(15, 28))
  await page.clock.fastForward(12_000)
  await expect.poll(bays, eventually).toEqual(from(29, 40))
  await page.clock.fastForward(12_000)
  await expect.poll(bays, eventually).toEqual(from(1, 14))

  const position = () =>
    page.locator('.wall').evaluate((wall) => [wall.getBoundingClientRect().x, wall.getBoundingClientRect().y])
  const before = await position()
  await page.clock.fastForward(180_000)
  await expect.poll(position, eventually).not.toEqual(before)
  const after = await position()
  for (const axis of [0, 1]) expect(Math.abs(after[axis]! - before[axis]!)).toBeLessThan(8)
  expect(faults).toEqual([])
})

test('the wall goes dark when the workshop is closed and idle, and brightens when work goes on', async () => {
  const workshop = await exampleWorkshop(NOON)
  const day: [number, number][] = [[8 * 60, 18 * 60]]
  const hours = [day, day, day, day, day, day, []]
  await workshop.does('admin', 'changeOpening', { hours, holidays: null, ownDays: [] })
  // Ten house minutes per second, from eight in the evening.
  const app = await serve(workshop, { startAt: NOON + 8 * HOUR, speed: 600 })
  const { page, faults } = await openScreen(browser, `${app.url}/board/wall`, television(workshop))
  const night = () => page.locator('[data-night]').count()
  await page.locator('article.bay').first().waitFor()
  await expect.poll(night, eventually).toBe(1)
  let cars = 10_000
  let lastArrival = 0
  const carArrives = () => {
    lastArrival = app.now()
    return app.writer.execute(permitted('kiosk', workshop.workshopId, 'checkInWalkIn', walkIn(`沪N${cars++}`)))
  }
  await expect.poll(() => carArrives().then(night), eventually).toBe(0)
  await expect.poll(night, eventually).toBe(1)
  // The wall stays bright for a quarter of an hour; its clock and the server's may differ by some house minutes.
  expect(app.now() - lastArrival).toBeGreaterThan(HOUR / 6)
  expect(faults).toEqual([])
})

test('from an hour before closing, wall and floor list the cars that stay overnight, with their promises', async () => {
  const workshop = await exampleWorkshop(NOON)
  const day: [number, number][] = [[8 * 60, 18 * 60]]
  await workshop.does('admin', 'changeOpening', {
    hours: Array.from({ length: 7 }, () => day),
    holidays: null,
    ownDays: [],
  })
  const item = workshop.items.get('M04')!
  const { orderId } = await workshop.does('kiosk', 'checkInWalkIn', walkIn('沪N12345'))
  await workshop.does('staff', 'addOperations', { orderId, itemIds: [item.id] })
  await workshop.does('staff', 'quoteOrder', { orderId, promiseAt: NOON + 22 * HOUR, reason: 'As agreed' })
  await workshop.does('staff', 'authoriseOrder', { orderId, wash: false })
  const part = { operationId: null, name: 'Belt', quantity: 1, expectedAt: NOON + 21 * HOUR }
  await workshop.does('staff', 'expectPart', { orderId, ...part })
  // Five past five.
  const app = await serve(workshop, { startAt: NOON + 5 * HOUR + HOUR / 12 })
  const wall = await openScreen(browser, `${app.url}/board/wall`, television(workshop))
  const onWall = wall.page.locator('section.overnight li')
  // A wall without a key says so in the middle.
  const keyless = await openScreen(browser, `${app.url}/board/wall`, { width: 1920, height: 1080 })
  await keyless.page.locator('.nothing').getByText(common.ended.no_key).waitFor()
  const { x, width } = (await keyless.page.locator('.nothing').boundingBox())!
  expect(Math.abs(x + width / 2 - 960)).toBeLessThan(12)
  await onWall.getByText('沪N·12345').waitFor()
  expect(await onWall.allTextContents()).toEqual([expect.stringContaining('Wed 10:00')])
  const desk = { width: 1440, height: 900, cookies: [keyCookie(workshop, 'staff')] }
  const floor = await openScreen(browser, `${app.url}/board/floor`, desk)
  const onFloor = floor.page.locator('[data-overnight]')
  await onFloor.getByText('沪N·12345').waitFor()
  expect(await onFloor.textContent()).toContain('Wed 10:00')
  expect([...wall.faults, ...floor.faults]).toEqual([])
})

test('S9 a screen reloads when the server comes back with newer screens; one that was touched, once it is left alone', async () => {
  const workshop = await exampleWorkshop()
  const app = await serve(workshop)
  const open = () =>
    openScreen(browser, `${app.url}/board/wall`, {
      ...television(workshop),
      async prepare(page) {
        await page.clock.install()
        // A server with newer screens: its page names another script.
        await page.route('**/board/wall', async (route) => {
          if (route.request().resourceType() !== 'fetch') return route.continue()
          const body = (await (await route.fetch()).text()).replace(/assets\/board-[^.]+/, 'assets/board-another')
          return route.fulfill({ body })
        })
      },
    })
  const [left, touched] = await Promise.all([open(), open()])
  for (const { page } of [left, touched]) await page.locator('article.bay').first().waitFor()
  await touched.page.mouse.click(960, 540)
  const looked = touched.page.waitForRequest((request) => request.resourceType() === 'fetch')
  await app.close()
  await serve(workshop, { port: Number(new URL(app.url).port) })
  await looked
  await expect.poll(left.loads, eventually).toBe(2)
  expect(touched.loads()).toBe(1)
  await touched.page.clock.fastForward(601_000)
  await expect.poll(touched.loads, eventually).toBe(2)
})

/** A server of a newer version: it says so in the welcome, and `/healthz` answers or not. */
function newerServer() {
  const server = { contract: CONTRACT_VERSION, answers: true, asked: 0, cut: () => {} }
  const prepare = async (page: Page) => {
    await page.routeWebSocket(/\/socket\.io\//, (near) => {
      const far = near.connectToServer()
      const contractField = `"contract":${CONTRACT_VERSION},`
      far.onMessage((frame) => near.send(String(frame).replace(contractField, `"contract":${server.contract},`)))
      server.cut = () => void Promise.all([near.close(), far.close()])
    })
    await page.route('**/healthz', async (route) => {
      await (server.answers ? route.continue() : route.fulfill({ status: 503 }))
      server.asked += 1
    })
  }
  return { server, prepare }
}

test('S9 the wall reloads once for a newer contract, only when the server answers, and never in a loop', async () => {
  const workshop = await exampleWorkshop()
  const app = await serve(workshop)
  const { server, prepare } = newerServer()
  const { page, loads, faults } = await openScreen(browser, `${app.url}/board/wall`, {
    ...television(workshop),
    prepare,
  })
  /** Reconnects `times` times. Each time the page asks whether the server answers, and has acted on it by the next. */
  const reconnects = async (times: number) => {
    for (let left = times; left > 0; left--) {
      const before = server.asked
      server.cut()
      await expect.poll(() => server.asked, eventually).toBeGreaterThan(before)
    }
  }
  await page.locator('article.bay').first().waitFor()
  expect(server.asked).toBe(0)

  Object.assign(server, { contract: CONTRACT_VERSION + 1, answers: false })
  await reconnects(2)
  expect(loads()).toBe(1)
  expect(await page.locator('article.bay').count()).toBe(14)

  server.answers = true
  server.cut()
  await expect.poll(loads, eventually).toBe(2)
  await page.locator('article.bay').first().waitFor()
  await reconnects(2)
  expect(loads()).toBe(2)

  server.contract += 1
  server.cut()
  await expect.poll(loads, eventually).toBe(3)
  expect(faults.filter((fault) => !/\/healthz\)$/.test(fault))).toEqual([])
})
