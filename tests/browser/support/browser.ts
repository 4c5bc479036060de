/** Real browsers, each a process of its own, and pages that keep what went wrong on them. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll } from 'vitest'
import { launchChromium } from '../../support/chromium.ts'

/** How long anything on a screen may take on a busy machine (ms). Nobody waits that long unless something is wrong. */
export const PATIENCE = 30_000

/** A browser that ends with the test file. */
export async function openBrowser(): Promise<Browser> {
  const browser = await launchChromium()
  afterAll(() => browser.close())
  return browser
}

export interface Screen {
  page: Page
  /** Errors of the page's scripts, of its console, and whatever its content policy forbade. */
  faults: string[]
  /** Moments at which a document was begun; more than one: it was loaded anew. */
  loads: () => number
}

/** Opens a screen in a context of its own, as on a device of its own. */
export async function openScreen(
  browser: Browser,
  address: string,
  options: BrowserContextOptions & {
    width: number
    height: number
    cookies?: { name: string; value: string }[]
    /** Called before the address is opened. */
    prepare?: (page: Page) => unknown
  },
): Promise<Screen> {
  const { width, height, cookies = [], prepare, ...rest } = options
  const context = await browser.newContext({ viewport: { width, height }, locale: 'en-GB', ...rest })
  context.setDefaultTimeout(PATIENCE)
  const { origin } = new URL(address)
  await context.addCookies(cookies.map((cookie) => ({ ...cookie, url: origin, httpOnly: true })))
  await context.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      console.error(`content policy: ${violatedDirective} ${blockedURI}`),
    ),
  )
  const page = await context.newPage()
  const faults: string[] = []
  let documents = 0
  page.on('domcontentloaded', () => (documents += 1))
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('console', (message) => {
    const { url } = message.location()
    // What can be promised is asked of an order that has just left: the browser says so, and the screen goes on.
    if (message.type() === 'error' && !/\/api\/orders\/[^/]+\/promise/.test(url))
      faults.push(`${message.text()} (${url})`)
  })
  await prepare?.(page)
  await page.goto(address)
  return { page, faults, loads: () => documents }
}
