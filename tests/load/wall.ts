/**
 * The figures of the wall page, in a real browser with a real server: `wall.js_gzip_kb` and `kiosk.js_gzip_kb`,
 * `wall.first_card_ms`, `wall.longest_frame_ms` at 100 changes per second and `wall.heap_growth` over 100,000 changes.
 */
import type { Browser, Page } from 'playwright-core'
import { cookieOf } from '#server/access/keys.ts'
import { drive, everyday, turns } from '#server/demo/load.ts'
import { Screen } from '#server/demo/screen.ts'
import { launchChromium } from '../support/chromium.ts'
import { start, type Child } from './child.ts'
import { clock, median, round, type Figures } from './figures.ts'
import { openGround, type Ground } from './ground.ts'
import { contextFor, firstCard, frames, heap, weigh, type Frames } from './wallPage.ts'
import { wallShop, type WallShop } from './wallShop.ts'

const SHOPS = [
  { bays: 14, cars: 40 },
  { bays: 60, cars: 300 },
]
const ROUNDS = 5
const PER_SECOND = 100
const FLOOD_PER_SECOND = 1000
const LAST_PLATE = '沪Z99999'

export async function wall(quick: boolean): Promise<Figures> {
  const ground = await openGround()
  const server = await start('./wallServer.ts')
  const browser = await launchChromium()
  try {
    const url = await server.ask<string>('open', { url: ground.url })
    const shops: WallShop[] = []
    for (const { bays, cars } of SHOPS.slice(0, quick ? 1 : 2)) shops.push(await wallShop(ground.database, bays, cars))
    const figures = {
      ...(await weights(browser, url, shops[0]!)),
      ...(await firstCards(browser, url, shops[0]!)),
      ...(await smoothness(browser, server, url, shops, quick ? 1 : 3, quick ? 3000 : 7000)),
    }
    const most = await mostPerSecond(url, shops[0]!)
    await server.ask('close')
    return { ...figures, ...(await heapGrowth(browser, ground, shops[0]!, quick ? 10_000 : 100_000, most)) }
  } finally {
    await browser.close()
    await server.stop()
    await ground.stop()
  }
}

async function weights(browser: Browser, url: string, { keys }: WallShop): Promise<Figures> {
  const figures: Figures = {}
  for (const [view, path] of [
    ['wall', '/board/wall'],
    ['kiosk', '/kiosk'],
  ] as const) {
    const context = await contextFor(browser, url, view, keys[view])
    const page = await context.newPage()
    const weight = weigh(page)
    await page.goto(url + path, { waitUntil: 'networkidle' })
    const kilobytes = (await weight()) / 1000
    figures[`${view}.js_gzip_kb`] = {
      value: kilobytes > 0 ? round(kilobytes) : null,
      note: `all JavaScript ${path} loads, in one language`,
    }
    await context.close()
  }
  return figures
}

async function firstCards(browser: Browser, url: string, { keys }: WallShop): Promise<Figures> {
  const times: number[] = []
  // The first one warms up browser and server.
  for (let i = 0; i <= ROUNDS; i++) {
    const context = await contextFor(browser, url, 'wall', keys.wall)
    times.push(await firstCard(await context.newPage(), url))
    await context.close()
  }
  const counted = times.slice(1)
  return {
    'wall.first_card_ms': {
      value: round(median(counted)),
      note: `each ${counted.map((time) => round(time)).join(', ')}; the browser’s first ${round(times[0]!)}`,
    },
  }
}

/**
 * The longest time without a frame at 100 changes per second, on each shop's wall; idle stretches of the same length in
 * between show the machine's share. Null if the machine accepted fewer changes.
 */
async function smoothness(
  browser: Browser,
  server: Child,
  url: string,
  shops: WallShop[],
  rounds: number,
  stretch: number,
): Promise<Figures> {
  const found = { loaded: [] as Frames[], idle: [] as Frames[] }
  const cost: string[] = []
  let slowest = Infinity
  for (const [i, shop] of shops.entries()) {
    const context = await contextFor(browser, url, 'wall', shop.keys.wall)
    const page = await context.newPage()
    await firstCard(page, url)
    const load = await everydayLoad(url, shop)
    await load.run(1000)
    const session = await context.newCDPSession(page)
    await session.send('Performance.enable', { timeDomain: 'threadTicks' })
    const busy = async () =>
      (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')!.value * 1000
    let [spent, changes, milliseconds] = [0, 0, 0]
    for (let j = 0; j < rounds; j++) {
      found.idle.push(await frames(page, () => new Promise((resolve) => setTimeout(resolve, stretch))))
      const before = await busy()
      const begun = clock()
      found.loaded.push(await frames(page, async () => (changes += await load.run(stretch))))
      milliseconds += clock() - begun
      spent += (await busy()) - before
    }
    const { bays, cars } = SHOPS[i]!
    const perSecond = (changes * 1000) / milliseconds
    slowest = Math.min(slowest, perSecond)
    cost.push(
      `${bays} bays, ${cars} cars: ${round(perSecond)} changes a second, main thread ${round((100 * spent) / milliseconds, 2)} % busy`,
    )
    load.close()
    await context.close()
  }
  const most = (list: Frames[]) => round(Math.max(...list.map(({ longest }) => longest)))
  const over = (list: Frames[]) => list.reduce((sum, each) => sum + each.over, 0)
  const rate = (list: Frames[]) => round(median(list.map(({ perSecond }) => perSecond)))
  const { loaded, idle } = found
  return {
    'wall.longest_frame_ms': {
      // If the machine accepts fewer changes, the figure says nothing about the wall.
      value: slowest < 0.9 * PER_SECOND ? null : most(loaded),
      note: `${most(loaded)} ms, ${over(loaded)} over 100 ms, ${rate(loaded)} frames a second; idle in between: ${most(idle)} ms, ${over(idle)} over, ${rate(idle)} a second. ${cost.join('; ')}`,
    },
  }
}

/** A staff screen that sends all kinds of commands, 100 per second over all orders. */
async function everydayLoad(url: string, { keys, orders, personId }: WallShop) {
  const screen = await Screen.open({ url, view: 'staff', cookie: `${cookieOf('staff')}=${keys.staff}` })
  await screen.select(personId)
  let begun = 0
  return {
    /** Sends for that time; returns the number of accepted commands. Throws when one is refused. */
    async run(milliseconds: number): Promise<number> {
      const count = Math.round((milliseconds * PER_SECOND) / 1000)
      const from = begun
      begun += count
      const next = (n: number) => everyday(orders[(from + n) % orders.length]!, Math.floor((from + n) / orders.length))
      for (const { reply } of await drive({ screen, perSecond: PER_SECOND, count, next }))
        if (!reply.ok) throw new Error(`A change was refused: ${reply.code}`)
      return count
    },
    close: () => screen.close(),
  }
}

/** The most commands per second one workshop accepts: whether the flood below could consist of commands. */
async function mostPerSecond(url: string, { keys, orders, personId }: WallShop): Promise<number> {
  const screen = await Screen.open({ url, view: 'staff', cookie: `${cookieOf('staff')}=${keys.staff}` })
  await screen.select(personId)
  const queue = turns(orders.map(({ id }) => id))
  const sent = await drive({ screen, perSecond: FLOOD_PER_SECOND, count: 2000, next: queue })
  screen.close()
  const accepted = sent.filter(({ reply }) => reply.ok)
  return (accepted.length * 1000) / (Math.max(...sent.map(({ answeredAt }) => answeredAt)) - sent[0]!.sentAt)
}

/** The wall's heap after `count` changes, over that after the first tenth of them. */
async function heapGrowth(
  browser: Browser,
  ground: Ground,
  shop: WallShop,
  count: number,
  most: number,
): Promise<Figures> {
  const server = await start('./wallServer.ts')
  const url = await server.ask<string>('open', { url: ground.url, isFlooded: true })
  const context = await contextFor(browser, url, 'wall', shop.keys.wall)
  const page = await context.newPage()
  await firstCard(page, url)
  const session = await context.newCDPSession(page)
  const begin = await heap(session)
  const flood = { workshopId: shop.workshopId, perSecond: FLOOD_PER_SECOND }
  const tenth = count / 10
  await server.ask<number>('flood', { ...flood, from: 0, count: tenth, plate: LAST_PLATE })
  await seen(page, LAST_PLATE)
  const early = await heap(session)
  const perSecond = await server.ask<number>('flood', {
    ...flood,
    from: tenth,
    count: count - tenth,
    plate: `${LAST_PLATE.slice(0, -1)}8`,
  })
  await seen(page, `${LAST_PLATE.slice(0, -1)}8`)
  const late = await heap(session)
  await context.close()
  await server.ask('close')
  await server.stop()
  const mb = (bytes: number) => round(bytes / 1e6)
  return {
    'wall.heap_growth': {
      value: round(late / early),
      note:
        `${mb(late)} MB after ${count} changes, ${round(perSecond)} a second, over ${mb(early)} MB after ${tenth}, ${mb(begin)} MB before; ` +
        `entries handed to the real fan-out, as one workshop takes ${round(most)} commands a second here`,
    },
  }
}

/** Waits until the page shows everything up to the change that gave a car this plate. */
async function seen(page: Page, plate: string): Promise<void> {
  await page.waitForFunction((digits) => document.body.textContent.includes(digits), plate.slice(-5), { polling: 100 })
}
