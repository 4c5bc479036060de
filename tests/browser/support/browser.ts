/** Real browsers, each in its own process, and pages that record their errors. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll } from 'vitest'
import { launchChromium } from '../../support/chromium.ts'

/** How long anything on a screen may take on a busy machine (ms). Only a failing test waits that long. */
export const PATIENCE = 30_000

/** A browser that closes with the test file. */
export async function openBrowser(): Promise<Browser> {
  const browser = await launchChromium()
  afterAll(() => browser.close())
  return browser
}

export interface Screen {
  page: Page
  /** Errors of the page's scripts and console, and violations of its content policy. */
  faults: string[]
  /** How many documents the page has loaded; more than one means it was reloaded. */
  loads: () => number
}

/** Opens a screen in its own context, as on a separate device. */
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
    // A promise quote for an order that has just left makes the browser log an error; the screen handles it.
    if (message.type() === 'error' && !/\/api\/orders\/[^/]+\/promise/.test(url))
      faults.push(`${message.text()} (${url})`)
  })
  await prepare?.(page)
  await page.goto(address)
  return { page, faults, loads: () => documents }
}
