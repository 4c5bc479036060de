/** Real browsers, and screens in them that record their errors. */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll } from 'vitest'
import { launchChromium } from '../../support/chromium.ts'

/** How long anything on a screen may take on a busy machine (ms). Only a failing test waits that long. */
export const PATIENCE = 30_000

let shared: Promise<Browser> | undefined
/** The browser of this worker: the first file starts it, it ends with the worker. */
export const openBrowser = (): Promise<Browser> => (shared ??= launchChromium())

/** A browser in a process of its own, which closes with the test file. */
export async function openOwnBrowser(): Promise<Browser> {
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
  /** The workshop's sequence up to which the page has received every change. */
  seq: () => number
  /** Closes the page and forgets everything it stored. */
  close: () => Promise<void>
}

type Options = Omit<BrowserContextOptions, 'viewport'>

/** Emptied contexts for the next screen with the same options: creating one costs about a second of processor time. */
const vacant = new WeakMap<Browser, Map<string, BrowserContext[]>>()

function vacantIn(browser: Browser, options: Options): BrowserContext[] {
  const byOptions = vacant.get(browser) ?? new Map<string, BrowserContext[]>()
  vacant.set(browser, byOptions)
  const key = JSON.stringify(options)
  const contexts = byOptions.get(key) ?? []
  byOptions.set(key, contexts)
  return contexts
}

/**
 * Opens a screen as on a separate device: no other open screen shares its context. It closes with the test file if the test does
 * not close it.
 */
export async function openScreen(
  browser: Browser,
  address: string,
  options: Options & {
    width: number
    height: number
    cookies?: { name: string; value: string }[]
    /** Called before the address is opened. It may change the context for good, which is then not used again. */
    prepare?: (page: Page) => unknown
  },
): Promise<Screen> {
  const { width, height, cookies = [], prepare, ...rest } = options
  const contexts = prepare ? [] : vacantIn(browser, rest)
  const context = contexts.pop() ?? (await newContext(browser, rest))
  const { origin } = new URL(address)
  await context.addCookies(cookies.map((cookie) => ({ ...cookie, url: origin, httpOnly: true })))
  const page = await context.newPage()
  await page.setViewportSize({ width, height })
  const faults: string[] = []
  let documents = 0
  let seq = 0
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      const position = /^42\/live,\["(?:snapshot|batch)",.*?"(?:seq|to)":(\d+)/.exec(String(payload))
      if (position) seq = Number(position[1])
    }),
  )
  page.on('domcontentloaded', () => (documents += 1))
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('console', (message) => {
    const { url } = message.location()
    // A promise quote for an order that has just left makes the browser log an error; the screen handles it.
    if (message.type() === 'error' && !/\/api\/orders\/[^/]+\/promise/.test(url))
      faults.push(`${message.text()} (${url})`)
  })
  const close = async () => {
    if (page.isClosed()) return
    if (prepare) return context.close()
    const session = await context.newCDPSession(page)
    await page.goto('about:blank') // nothing may be stored after this
    await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' })
    await Promise.all([context.clearCookies(), page.close()])
    contexts.push(context)
  }
  afterAll(close)
  await prepare?.(page)
  await page.goto(address)
  return { page, faults, loads: () => documents, seq: () => seq, close }
}

async function newContext(browser: Browser, options: Options): Promise<BrowserContext> {
  const context = await browser.newContext({ locale: 'en-GB', ...options })
  context.setDefaultTimeout(PATIENCE)
  // The oldest browsers cannot combine abort signals.
  await context.addInitScript(() => Reflect.deleteProperty(AbortSignal, 'any'))
  await context.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      console.error(`content policy: ${violatedDirective} ${blockedURI}`),
    ),
  )
  return context
}
