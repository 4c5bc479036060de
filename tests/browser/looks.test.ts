/**
 * Every screen at the sizes it is made for, in three languages, with a full morning's cars: nothing scrolls or overflows that must
 * not, the wall is readable from across the shop, axe reports nothing serious, the console stays empty.
 */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { languages, type Language } from '#contract/values.ts'
import { about } from '#words/languages.ts'
import { startApp, type App } from '#server/app.ts'
import { isKeyedDevice, type KeyedDevice } from '#server/access/keys.ts'
import { violationsOf } from './support/axe.ts'
import { openBrowser, openScreen, PATIENCE, type Screen } from './support/browser.ts'
import { liveThrough } from './support/day.ts'
import { exampleWorkshop, keyCookie, type ExampleWorkshop } from './support/exampleWorkshop.ts'
import { key, touchKeys, touchOn } from './support/kiosk.ts'
import { words } from './support/words.ts'
import en from '#words/en/wall.ts'
import hans from '#words/zh-Hans/wall.ts'
import hant from '#words/zh-Hant/wall.ts'

const HOUR = 3_600_000
/** px at 1080p: still readable from six metres on a 50-inch television. */
const SMALLEST_ON_WALL = 22
const wallTexts = { en, 'zh-Hans': hans, 'zh-Hant': hant }
const eventually = { timeout: PATIENCE, interval: 100 }
const phone = { hasTouch: true, isMobile: true }

let workshop: ExampleWorkshop
let app: App
let browser: Browser
let orders: Map<string, string>
beforeAll(async () => {
  const now = Date.now()
  ;[workshop, browser] = await Promise.all([exampleWorkshop(now - 2 * HOUR), openBrowser()])
  orders = await liveThrough(workshop, now)
  const options = { database: workshop.database, log: pino({ level: 'silent' }), host: '127.0.0.1', port: 0 }
  app = await startApp({ ...options, quietAfterStart: 0 })
  afterAll(() => app.close())
})

/** Opens a screen in a language and size, and waits until it has everything to show. */
async function open(
  [screen, path]: [screen: 'wall' | 'lobby' | 'staff' | 'kiosk' | 'customer', path: string],
  language: Language,
  [width, height]: [number, number],
  { view = 'bays', ...options }: BrowserContextOptions & { view?: 'bays' | 'plan' } = {},
): Promise<Screen> {
  const cookies = isKeyedDevice(screen) ? [keyCookie(workshop, screen)] : []
  return openScreen(browser, `${app.url}${path}?lang=${language}&view=${view}`, { width, height, cookies, ...options })
}

/** Elements that overflow the screen, are cut off, or are too small to read. */
async function faultsOf(
  page: Page,
  wanted: { scrolls?: boolean; inside?: string; whole?: string; smallest?: number } = {},
): Promise<string[]> {
  return page.evaluate(({ scrolls = false, inside, whole, smallest = 0 }) => {
    const found: string[] = []
    const root = document.documentElement
    if (root.scrollWidth > innerWidth) found.push(`the page is ${root.scrollWidth} wide in ${innerWidth}`)
    if (!scrolls && root.scrollHeight > innerHeight)
      found.push(`the page is ${root.scrollHeight} high in ${innerHeight}`)
    for (const element of inside ? document.querySelectorAll(inside) : []) {
      const { left, top, right, bottom } = element.getBoundingClientRect()
      if (left < 0 || top < 0 || right > innerWidth + 0.5 || bottom > innerHeight + 0.5)
        found.push(`over the edge: ${element.textContent.trim().slice(0, 40)}`)
    }
    for (const element of whole ? document.querySelectorAll(whole) : []) {
      const isLow = getComputedStyle(element).overflowY !== 'visible' && element.scrollHeight > element.clientHeight + 1
      if (isLow || element.scrollWidth > element.clientWidth + 1) found.push(`cut off: ${element.textContent.trim()}`)
    }
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (smallest > 0 && texts.nextNode()) {
      const element = texts.currentNode.parentElement!
      if (!texts.currentNode.textContent?.trim() || !element.checkVisibility()) continue
      const size = parseFloat(getComputedStyle(element).fontSize)
      if (size < smallest) found.push(`${size} px: ${texts.currentNode.textContent}`)
    }
    return found
  }, wanted)
}

/** Plates on the plan that something lies over, and titles that run out of the room they have. */
const labelsCovered = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('.piece .what')].flatMap((what) => {
      const box = what.querySelector('.plate')!.getBoundingClientRect()
      const frame = document.querySelector('.plan .scroller')!.getBoundingClientRect()
      if (
        box.left < frame.left + 152 ||
        box.right > frame.right ||
        box.top < frame.top + 46 ||
        box.bottom > frame.bottom
      )
        return []
      const piece = what.closest('.piece')!
      const faults = [0.05, 0.5, 0.95].some((share) => {
        const top = document.elementFromPoint(box.left + share * box.width, box.top + box.height / 2)
        return top !== null && !piece.contains(top)
      })
      const title = what.querySelector('.title')!.getBoundingClientRect()
      const room = what.getBoundingClientRect()
      return faults || title.right > room.right + 1 ? [what.textContent] : []
    }),
  )

/**
 * A car that is late on another day and waits for the assessor: what it waits for stands beside a promise with its day.
 * @returns puts it back to work
 */
async function waitsOutside(now: number): Promise<() => Promise<void>> {
  const orderId = orders.get('苏E3P90A')!
  const { operations, promiseAt } = await workshop.order(orderId)
  const about = { orderId, operationId: operations[0]!.id }
  const agreed = { orderId, reason: 'As agreed', customerKnows: true }
  await workshop.does('staff', 'movePromise', { ...agreed, promiseAt: now + 24 * HOUR })
  await workshop.does('staff', 'pauseOperation', { ...about, reason: 'assessor', until: now + 72 * HOUR })
  return async () => {
    await workshop.does('staff', 'startOperation', about)
    await workshop.does('staff', 'movePromise', { ...agreed, promiseAt: promiseAt! })
  }
}

const shows = (page: Page, what: string, count: number) =>
  expect.poll(() => page.locator(what).count(), eventually).toBeGreaterThanOrEqual(count)

describe.each(languages)('in %s', (language) => {
  test('the wall at 1080p, 4K and in portrait: all fourteen bays, no text under 22 px, nothing cut off', async () => {
    const { page, faults, close } = await open(['wall', '/board/wall'], language, [1920, 1080])
    await shows(page, 'article.bay:not(.empty)', 8)
    await shows(page, '.list li', 5)
    const backToWork = await waitsOutside(Date.now())
    await page.locator('.line.tight').waitFor()
    const inside = 'article.bay, article.bay *, .list li, header *'
    // State and time are shown in full, even when they fall on another day.
    const whole = 'article.bay, article.bay .state span, article.bay header, .list li'
    expect(await page.locator('article.bay').count()).toBe(14)
    expect(await faultsOf(page, { inside, whole, smallest: SMALLEST_ON_WALL })).toEqual([])
    expect(await violationsOf(page)).toEqual([])
    const sizes = await page.locator('article.bay:not(.empty)').evaluateAll((cards) => {
      const size = (card: Element, what: string) => parseFloat(getComputedStyle(card.querySelector(what)!).fontSize)
      return cards.map((card) => size(card, 'p.state') - size(card, '.work'))
    })
    expect(Math.min(...sizes), 'the state is larger than the work').toBeGreaterThan(0)
    const queue = page.locator('main .waiting')
    const [waiting, listed, more] = await Promise.all([
      queue.locator('h2 b').textContent(),
      queue.locator('li .plate').count(),
      queue.locator('.more').allTextContents(),
    ])
    expect(listed + Number(/\d+/.exec(more[0] ?? '0')), 'the queue counts what it does not list').toBe(Number(waiting))
    await page.locator('article.empty .next .plate').first().waitFor()
    await page.setViewportSize({ width: 3840, height: 2160 })
    await expect.poll(() => faultsOf(page, { inside, whole, smallest: 2 * SMALLEST_ON_WALL }), eventually).toEqual([])
    await page.setViewportSize({ width: 1080, height: 1920 })
    await shows(page, '.ready li', 2)
    await expect.poll(() => faultsOf(page, { inside, whole, smallest: SMALLEST_ON_WALL }), eventually).toEqual([])
    await backToWork()
    expect(faults).toEqual([])
    await close()
  })

  test('the wall with the longest names, the sound hint and a margin: one line for the header, the outer 5 % free', async () => {
    const { page, faults, close } = await open(['wall', '/board/wall'], language, [1920, 1080])
    // Now and then Chromium allows an untouched page to sound; the longest header is that of a browser that does not.
    await page.addInitScript(() => Object.defineProperty(AudioContext.prototype, 'state', { get: () => 'suspended' }))
    await page.goto(`${app.url}/board/wall?lang=${language}&margin=5`)
    await shows(page, 'article.bay:not(.empty)', 8)
    const header = page.locator('.wall > header')
    await header.getByText(wallTexts[language].silent).waitFor()
    const long = 'The Harbour Street Garage for Cars and Vans, established 1962'
    expect(long.length).toBeGreaterThan(59)
    await page.evaluate((name) => {
      document.querySelector('h1')!.textContent = name
      for (const by of document.querySelectorAll('article.bay .by')) by.textContent = name
    }, long)
    // The longest place beside the longest plate.
    const place = wallTexts[language].bay.replace('{{number}}', '99')
    await page.locator('.alerts .where').evaluateAll((rows, place) => {
      for (const row of rows) {
        if (row.querySelector('.plate')) row.querySelector('.plate')!.textContent = '沪A·D79266'
        row.querySelector(':scope > span:not(.plate)')!.textContent = place
      }
    }, place)
    const { height } = (await header.boundingBox())!
    expect(height).toBeLessThan(1.2 * (await page.locator('.clock').boundingBox())!.height)
    const outside = await page.locator('article.bay, .list, .alerts, header *').evaluateAll((all) =>
      all
        .filter((one) => {
          const { left, top, right, bottom } = one.getBoundingClientRect()
          const [x, y] = [0.05 * innerWidth, 0.05 * innerHeight]
          return left < x || top < y || right > innerWidth - x || bottom > innerHeight - y
        })
        .map((one) => one.textContent),
    )
    expect(outside).toEqual([])
    expect(await faultsOf(page, { whole: 'article.bay, .list li, .alerts p > :is(b, span)' })).toEqual([])
    expect(faults).toEqual([])
    await close()
  })

  test('the lobby, in portrait too', async () => {
    const { page, faults, close } = await open(['lobby', '/board/lobby'], language, [1920, 1080])
    await shows(page, 'section.in_progress li', 8)
    await shows(page, 'section.waiting li', 1)
    await shows(page, 'section.ready li', 2)
    const wanted = { inside: 'section li, section h2, header *', whole: 'section li, section h2' }
    expect(await faultsOf(page, wanted)).toEqual([])
    expect(await violationsOf(page)).toEqual([])
    await page.setViewportSize({ width: 1080, height: 1920 })
    await expect.poll(() => faultsOf(page, wanted), eventually).toEqual([])
    // The longest ticket and plate, in two columns and in the three of a full house.
    for (const size of [
      { width: 1080, height: 1920 },
      { width: 1920, height: 1080 },
    ])
      for (const dense of [false, true]) {
        await page.setViewportSize(size)
        await page.locator('section.in_progress').evaluate((section, dense) => {
          section.classList.toggle('dense', dense)
          section.setAttribute('style', `--columns: ${dense ? 3 : 2}; --rows: 12`)
          for (const plate of section.querySelectorAll('li .plate')) plate.textContent = '沪W·••••83'
          for (const ticket of section.querySelectorAll('li b')) ticket.textContent = 'A188'
        }, dense)
        expect(await faultsOf(page, wanted)).toEqual([])
      }
    expect(faults).toEqual([])
    await close()
  })

  test('the floor on desktop, tablet and phone, with its order card', async () => {
    const { page, faults, close } = await open(['staff', '/board/floor'], language, [1440, 900])
    await page.getByRole('button', { name: 'Zhou Ming', exact: true }).click()
    await shows(page, '.bays [data-car]', 8)
    expect(await faultsOf(page, { inside: '.floor > header, .floor > header *' })).toEqual([])
    expect(await violationsOf(page)).toEqual([])
    await page.setViewportSize({ width: 1024, height: 768 })
    await expect.poll(() => faultsOf(page, { inside: '.floor > header, .floor > header *' }), eventually).toEqual([])
    // The last bays, those of the wash, come up by scrolling.
    await page.locator('.bays').hover()
    await page.mouse.wheel(0, 5000)
    const isUp = () =>
      page
        .locator('.bays [data-drop]')
        .last()
        .evaluate((bay) => {
          const { left, width, top, bottom } = bay.getBoundingClientRect()
          return [top + 4, bottom - 4].every((y) => bay.contains(document.elementFromPoint(left + width / 2, y)))
        })
    await expect.poll(isUp, eventually).toBe(true)
    await page.mouse.wheel(0, -5000)
    for (const drawer of ['first', 'last'] as const) {
      await page.locator('.attention button')[drawer]().click()
      await shows(page, 'dialog[open] article', 1)
      expect(await faultsOf(page, { inside: 'dialog[open], dialog[open] header *' })).toEqual([])
      expect(await violationsOf(page)).toEqual([])
      await page.keyboard.press('Escape')
    }
    await page.locator(`.bays [data-car="${orders.get('沪A7K382')}"] .open`).click()
    await shows(page, 'dialog[open] h3', 3)
    expect(await faultsOf(page, { inside: 'dialog[open], dialog[open] header *' })).toEqual([])
    expect(await violationsOf(page)).toEqual([])
    await page.setViewportSize({ width: 390, height: 844 })
    await expect.poll(() => faultsOf(page, { inside: 'dialog[open], dialog[open] header *' }), eventually).toEqual([])
    await page.keyboard.press('Escape')
    // One column at a time: picking up a car in the queue shows the bays.
    await page.locator(`.queue-column [data-car="${orders.get('沪N6630G')}"] [data-grip]`).click()
    await page.locator('.bays .target.yes').first().waitFor()
    expect(await faultsOf(page, { inside: '.floor > header, .floor > header *, .sides *' })).toEqual([])
    await page.keyboard.press('Escape')
    expect(faults).toEqual([])
    await close()
  })

  test('the day plan on large and small desktops, tablet and phone, by bay, technician and team', async () => {
    const { page, faults, close } = await open(['staff', '/board/floor'], language, [1440, 900], { view: 'plan' })
    await page.getByRole('button', { name: 'Zhou Ming', exact: true }).click()
    await shows(page, '.piece.working', 6)
    // Paused, but late: the mark and the word say late.
    await page
      .locator(`.piece.late[data-car="${orders.get('沪AD06688')}"] .state`, {
        hasText: words[language].common.mark.late,
      })
      .waitFor()
    await page
      .locator('.promise.late[title]')
      .last()
      .hover({ position: { x: 1, y: 4 } })
    const inside = '.floor > header, .floor > header *, .plan > .bar, .plan > .bar *, .sides *'
    const whole = '.plan > .bar button, .plan > .bar select, .lane .flag, .hours b, .sides button'
    const expectFits = () => expect.poll(() => faultsOf(page, { inside, whole }), eventually).toEqual([])
    await expectFits()
    expect(await labelsCovered(page)).toEqual([])
    expect(await violationsOf(page)).toEqual([])
    for (const grouping of ['technician', 'team', 'bay']) {
      await page.locator('.plan select').selectOption(grouping)
      await shows(page, '.piece', 6)
      await expectFits()
    }
    expect(await violationsOf(page)).toEqual([])
    await page.setViewportSize({ width: 1920, height: 1080 })
    await expectFits()
    await page.setViewportSize({ width: 1024, height: 768 })
    await expectFits()
    // After a pick-up, the foot of the plan shows the effect.
    await page.locator(`.queue-column [data-car="${orders.get('沪M10B64')}"] [data-grip]`).click()
    await page.locator('.strip ul[aria-busy=false] li').first().waitFor()
    expect(await faultsOf(page, { inside: `${inside}, .strip, .strip *`, whole: `${whole}, .strip button` })).toEqual(
      [],
    )
    expect(await violationsOf(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.locator('.sides button').last().click()
    await shows(page, '.suggest .column-head, .suggest p, .suggest article', 1)
    await expectFits()
    await page.setViewportSize({ width: 390, height: 844 })
    await page.locator('.sides button').nth(1).click()
    await shows(page, '.piece', 3)
    await expectFits()
    expect(faults).toEqual([])
    await close()
  })

  test('the kiosk, question by question', async () => {
    const { page, faults, close } = await open(['kiosk', '/kiosk'], language, [1080, 1920], { hasTouch: true })
    const { kiosk, common } = words[language]
    const check = async (barriers = false) => {
      expect(await faultsOf(page, { inside: 'main, main button, main h1' })).toEqual([])
      if (barriers) expect(await violationsOf(page)).toEqual([])
    }
    await touchOn(page, new RegExp(about[language].name), kiosk.purpose.title)
    await check()
    await touchOn(page, new RegExp(kiosk.purpose.repair), kiosk.plate.title)
    await check(true)
    await touchKeys(page, `沪ZX${languages.indexOf(language)}99Y`)
    await check()
    await touchOn(page, kiosk.next, kiosk.visit.title)
    await check()
    await touchOn(page, kiosk.next, kiosk.phone.title)
    await touchKeys(page, '13600136000')
    await check()
    await touchOn(page, kiosk.next, kiosk.name.title)
    await check()
    await touchOn(page, kiosk.skip, kiosk.symptoms.title)
    await key(page, common.symptom.leak).tap()
    await check(true)
    await touchOn(page, kiosk.symptoms.inWords, kiosk.words.title)
    await check()
    await touchOn(page, kiosk.next, kiosk.stay.title)
    await check()
    await touchOn(page, new RegExp(kiosk.stay.leave), kiosk.review.title)
    await check()
    await touchOn(page, kiosk.review.send, kiosk.ticket.repair)
    await check(true)
    expect(faults).toEqual([])
    await close()
  })

  test('the customer page: in progress with a question, late, waiting for a part, ready', async () => {
    const pages = await Promise.all(
      ['沪A7K382', '沪B9X115', '沪AD06688', '沪K90Q01'].map(async (plate) => {
        const order = { workshopId: workshop.workshopId, orderId: orders.get(plate)! }
        return open(['customer', `/t/${await app.links.tokenFor(order)}`], language, [390, 844], phone)
      }),
    )
    for (const { page, faults, close } of pages) {
      await shows(page, 'main ol li', 4)
      expect(await faultsOf(page, { scrolls: true })).toEqual([])
      if (page === pages[0]!.page) expect(await violationsOf(page)).toEqual([])
      expect(faults).toEqual([])
      await close()
    }
  })

  test('the start page: every screen with its purpose, and the other languages', async () => {
    const { page, faults, close } = await open(['customer', '/'], language, [1440, 900])
    const { links: texts } = words[language]
    const leads: [name: 'figures' | 'setup' | KeyedDevice, path: string][] = [
      ['staff', '/board/floor'],
      ['figures', '/board/figures'],
      ['setup', '/board/setup'],
      ['wall', '/board/wall'],
      ['lobby', '/board/lobby'],
      ['kiosk', '/kiosk'],
    ]
    const links = page.locator('main li a')
    expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))).toEqual(
      leads.map(([, path]) => path),
    )
    expect(await links.locator('b').allTextContents()).toEqual(leads.map(([name]) => texts[name].name))
    expect(await links.locator('span').allTextContents()).toEqual(leads.map(([name]) => texts[name].does))
    expect(await page.locator('main > p').allTextContents()).toEqual([texts.intro, texts.keys])
    expect(await page.locator('html').getAttribute('lang')).toBe(language)
    expect(await page.locator('nav a').allTextContents()).toEqual(languages.map((one) => about[one].name))
    expect(await page.locator('nav a[aria-current]').allTextContents()).toEqual([about[language].name])
    const fonts = () => page.evaluate(() => [...document.fonts].map(({ family, status }) => `${family} ${status}`))
    await expect.poll(fonts, eventually).toEqual(['Inter loaded'])
    const inside = 'main, main h1, main a, main b, main span, nav a'
    expect(await faultsOf(page, { inside, whole: 'li b, li span' })).toEqual([])
    expect(await violationsOf(page)).toEqual([])
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await faultsOf(page, { scrolls: true, whole: 'li b, li span' })).toEqual([])
    expect(faults).toEqual([])
    await close()
  })
})

test('an address without a screen leads to the start page', async () => {
  const { page, close } = await open(['wall', '/board/wal'], 'en', [1440, 900])
  await page.waitForURL(`${app.url}/`)
  await page.getByRole('link', { name: 'Workshop wall' }).waitFor()
  await close()
})
