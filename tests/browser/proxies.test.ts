/** A wall behind the usual proxies: it opens by its access link, or names the setting that is missing. */
import type { OutgoingHttpHeaders } from 'node:http'
import { pino } from 'pino'
import { afterAll, expect, test } from 'vitest'
import { startApp, type AppOptions } from '#server/app.ts'
import { httpsProxyTo } from '../support/httpsProxy.ts'
import { openBrowser, openScreen, PATIENCE } from './support/browser.ts'
import { exampleWorkshop } from './support/exampleWorkshop.ts'

const eventually = { timeout: PATIENCE, interval: 50 }
const workshop = await exampleWorkshop()
const browser = await openBrowser()

async function serve(options: Partial<AppOptions> = {}) {
  const log = pino({ level: 'silent' })
  const app = await startApp({ database: workshop.database, log, host: '127.0.0.1', port: 0, ...options })
  afterAll(() => app.close())
  return app
}

type Front = (host: string, server: string) => OutgoingHttpHeaders
/** `proxy_pass` with nothing set. */
const nginx: Front = (_, server) => ({ host: server })
/** `proxy_set_header Host $host`, which is without the port, and what usually stands beside it. */
const nginxHost: Front = (host) => ({
  host: host.replace(/:\d+$/, ''),
  'x-forwarded-proto': 'https',
  'x-forwarded-port': host.split(':')[1],
})
const caddy: Front = (host) => ({
  'x-forwarded-for': '203.0.113.7',
  'x-forwarded-host': host,
  'x-forwarded-proto': 'https',
})
const twoProxies: Front = (host, server) => ({
  host: server,
  'x-forwarded-for': '203.0.113.7, 10.0.0.1',
  'x-forwarded-host': `${host}, ${server}`,
  'x-forwarded-proto': 'https, http',
})

async function wallThrough(address: string) {
  const { page } = await openScreen(browser, `${address}/open/wall/${workshop.keys.wall}`, {
    ...{ width: 1920, height: 1080, ignoreHTTPSErrors: true },
  })
  const [cookie] = await page.context().cookies()
  return { page, isSecure: cookie?.secure }
}

test.each([
  ['nginx with its `$host`, the port and TRUST_PROXY', nginxHost, 1],
  ['Caddy and TRUST_PROXY', caddy, 1],
  ['two proxies and TRUST_PROXY', twoProxies, 2],
])('behind %s it opens, with cookies for TLS only', async (_, front, trustProxy) => {
  const address = await httpsProxyTo((await serve({ trustProxy })).url, front)
  const { page, isSecure } = await wallThrough(address)
  await expect.poll(() => page.locator('article.bay').count(), eventually).toBeGreaterThan(0)
  expect(isSecure).toBe(true)
})

test('behind nginx with its defaults it names PUBLIC_URL, which cures it', async () => {
  const first = await serve()
  const address = await httpsProxyTo(first.url, nginx)
  const { page } = await wallThrough(address)
  const sentence = page.getByText(`PUBLIC_URL=${address} `)
  await sentence.waitFor()
  await first.close()
  await serve({ publicUrl: address, port: Number(new URL(first.url).port) })
  await page.reload()
  await expect.poll(() => page.locator('article.bay').count(), eventually).toBeGreaterThan(0)
  expect(await sentence.count()).toBe(0)
})
