/** A real browser showing the wall, and measurements inside its page. */
import { gzipSync } from 'node:zlib'
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core'
import { cookieOf, type KeyedDevice } from '#server/access/keys.ts'

/** A fresh browser context that holds nothing but the key of one view. */
export async function contextFor(
  browser: Browser,
  url: string,
  view: KeyedDevice,
  key: string,
): Promise<BrowserContext> {
  const viewport = view === 'kiosk' ? { width: 1080, height: 1920 } : { width: 1920, height: 1080 }
  const context = await browser.newContext({ viewport, locale: 'en-GB' })
  await context.addCookies([{ name: cookieOf(view), value: key, url }])
  return context
}

/** Sums up the gzipped JavaScript a page loads, in bytes. */
export function weigh(page: Page): () => Promise<number> {
  const scripts: Promise<number>[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script')
      scripts.push(response.body().then((body) => gzipSync(body, { level: 9 }).length))
  })
  return async () => (await Promise.all(scripts)).reduce((sum, bytes) => sum + bytes, 0)
}

const CARD = '.bay .plate'

/** Milliseconds from navigation to the first frame after the first bay card with a car appears. */
export async function firstCard(page: Page, url: string): Promise<number> {
  await page.addInitScript((card) => {
    const watched = new MutationObserver(() => {
      if (!document.querySelector(card)) return
      watched.disconnect()
      requestAnimationFrame(() => setTimeout(() => Object.assign(window, { firstCard: performance.now() })))
    })
    watched.observe(document, { childList: true, subtree: true })
  }, CARD)
  await page.goto(`${url}/board/wall`)
  const found = await page.waitForFunction(() => (window as unknown as { firstCard?: number }).firstCard, undefined, {
    polling: 50,
  })
  return (await found.jsonValue())!
}

export interface Frames {
  /** The longest time between two frames, in milliseconds. */
  longest: number
  /** How often it exceeded 100 ms. */
  over: number
  perSecond: number
}

/** The page's frames while `during` runs. */
export async function frames(page: Page, during: () => Promise<unknown>): Promise<Frames> {
  await page.evaluate(() => {
    const seen = { gaps: [] as number[], isOn: true }
    let last = performance.now()
    const frame = () => {
      const now = performance.now()
      seen.gaps.push(now - last)
      last = now
      if (seen.isOn) requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
    Object.assign(window, { seen })
  })
  await during()
  const gaps = await page.evaluate(() => {
    const { seen } = window as unknown as { seen: { gaps: number[]; isOn: boolean } }
    seen.isOn = false
    return seen.gaps
  })
  const sum = gaps.reduce((all, gap) => all + gap, 0)
  return {
    longest: Math.max(...gaps),
    over: gaps.filter((gap) => gap > 100).length,
    perSecond: (gaps.length * 1000) / sum,
  }
}

/** Bytes of the page's heap after garbage collection. */
export async function heap(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.collectGarbage')
  return (await session.send('Runtime.getHeapUsage')).usedSize
}
