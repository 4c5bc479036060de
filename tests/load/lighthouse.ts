/**
 * `lighthouse.kiosk_*` and `lighthouse.customer_*`: Lighthouse's scores for performance, accessibility and best practices, 0 to 100,
 * of the kiosk and of a customer's page, served by a real server from the built screens. The kiosk is measured as a desktop with its
 * own screen, the customer's page as a phone on a slow mobile network.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import lighthouse, { desktopConfig, type Config, type Result } from 'lighthouse'
import { cookieOf } from '#server/access/keys.ts'
import { openBrowserOn } from '../support/chromium.ts'
import { start } from './child.ts'
import { median, type Figures } from './figures.ts'
import { openGround } from './ground.ts'
import { wallShop } from './wallShop.ts'

const ROUNDS = 5
const categories = { performance: 'performance', accessibility: 'accessibility', 'best-practices': 'best_practices' }
type Category = keyof typeof categories

/** Settings that make the measured page a kiosk: upright, with a touch screen of Full HD. */
const kiosk: Config = {
  ...desktopConfig,
  settings: {
    ...desktopConfig.settings,
    screenEmulation: { mobile: false, width: 1080, height: 1920, deviceScaleFactor: 1, disabled: false },
  },
}

export async function lighthouseScores(quick: boolean): Promise<Figures> {
  const ground = await openGround()
  const server = await start('./pitboardServer.ts')
  const profile = mkdtempSync(join(tmpdir(), 'pitboard-lighthouse-'))
  const port = await freePort()
  const browser = await openBrowserOn(port, profile)
  try {
    const url = await server.ask<string>('open', { url: ground.url })
    const { workshopId, keys, orders } = await wallShop(ground.database, 14, 40)
    await browser.addCookies([{ name: cookieOf('kiosk'), value: keys.kiosk, url }])
    const token = await server.ask<string>('tokenFor', { workshopId, orderId: orders[0]!.id })
    const figures: Figures = {}
    for (const [name, path, config] of [
      ['kiosk', '/kiosk', kiosk],
      ['customer', `/t/${token}`, undefined],
    ] as const) {
      const results: Result[] = []
      for (let i = 0; i < (quick ? 1 : ROUNDS); i++) {
        const found = await lighthouse(
          url + path,
          { port, logLevel: 'error', output: 'json', onlyCategories: Object.keys(categories) },
          config,
        )
        results.push(found!.lhr)
      }
      for (const [category, label] of Object.entries(categories) as [Category, string][])
        figures[`lighthouse.${name}_${label}`] = scoreOf(results, category)
    }
    await server.ask('close')
    return figures
  } finally {
    await browser.close()
    await server.stop()
    await ground.stop()
    rmSync(profile, { recursive: true, force: true })
  }
}

/** The median of the scores; the note names what keeps the last page from 100. */
function scoreOf(results: readonly Result[], category: Category) {
  const scores = results.map(({ categories }) => Math.round((categories[category]!.score ?? 0) * 100))
  const { categories, audits } = results.at(-1)!
  const lacking = categories[category]!.auditRefs.filter(
    ({ id, weight }) => weight > 0 && (audits[id]!.score ?? 1) < 0.9,
  ).map(({ id }) => [audits[id]!.title, audits[id]!.displayValue].filter(Boolean).join(' '))
  return { value: median(scores), note: [`each ${scores.join(', ')}`, ...lacking].join('; ') }
}

/** A port nobody listens on: Lighthouse has to be told where the browser is. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
