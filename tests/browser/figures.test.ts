/** The figures in a real browser: the numbers are the server's, each leads to its orders, empty and full, in three languages. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { pino } from 'pino'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { localDay } from '#contract/calendar.ts'
import { earlyCells } from '#contract/figureNames.ts'
import type { Figures } from '#contract/figures.ts'
import { languages } from '#contract/values.ts'
import { exampleHours } from '#server/domain/workshop/example.ts'
import { startApp, type App } from '#server/app.ts'
import { makePast } from '#server/demo/past/past.ts'
import hans from '#words/zh-Hans/figures.ts'
import hant from '#words/zh-Hant/figures.ts'
import en from '#words/en/figures.ts'
import { violationsOf } from './support/axe.ts'
import { openBrowser, openScreen, type Screen } from './support/browser.ts'
import { exampleWorkshop, keyCookie, type ExampleWorkshop } from './support/exampleWorkshop.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const texts = { en, 'zh-Hans': hans, 'zh-Hant': hant }

let workshop: ExampleWorkshop
let app: App
let browser: Browser
beforeAll(async () => {
  const now = Date.now()
  ;[workshop, browser] = await Promise.all([exampleWorkshop(now - 20 * DAY), openBrowser()])
  const { workshopId, database } = workshop
  const [row] = await database.sql<{ time_zone: string }[]>`select time_zone from workshop`
  const calendar = { timeZone: row!.time_zone, hours: exampleHours, days: [] }
  const until = localDay(now, calendar.timeZone)
  const size = { cars: 20, bays: 14, technicians: 12 }
  await makePast(database.url, { workshopId, calendar, seed: 5, size, until, days: 18 })
  app = await startApp({ database, log: pino({ level: 'silent' }), host: '127.0.0.1', port: 0 })
  afterAll(() => app.close())
})

const lastWeek = new Date(Date.now() - 7 * DAY).toISOString().slice(0, 10)
async function open(hash: string, language: keyof typeof texts = 'en', width = 1440): Promise<Screen> {
  const address = `${app.url}/board/figures?lang=${language}#${hash}`
  const screen = await openScreen(browser, address, { width, height: 900, cookies: [keyCookie(workshop, 'staff')] })
  await screen.page.locator('main').waitFor()
  return screen
}

test('the numbers are those of the server, and lead to their orders', async () => {
  const { page, faults, close } = await open(`week,${lastWeek}`)
  const key = keyCookie(workshop, 'staff')
  const response = await fetch(`${app.url}/api/figures?period=week&day=${lastWeek}`, {
    headers: { 'X-Pitboard-View': 'staff', Cookie: `${key.name}=${key.value}` },
  })
  const { figures } = (await response.json()) as Figures
  const count = (cells: readonly string[]) =>
    figures.promises.filter(({ cell }) => cells.includes(cell)).reduce((sum, one) => sum + one.count, 0)
  const all = count(figures.promises.map(({ cell }) => cell))
  expect(all).toBeGreaterThan(50)
  const lateness = page.getByRole('region', { name: en.lateness.title })
  const shown = await lateness.locator('tbody .now td').allTextContents()
  expect(shown.slice(0, 4).map(Number)).toEqual(earlyCells.map((cell) => count([cell])))
  expect(shown.reduce((sum, text) => sum + Number(text), 0)).toBe(all)

  await page.getByRole('button', { name: `${en.kept.title}: ${Math.round((100 * count(earlyCells)) / all)}%` }).click()
  await page.getByRole('dialog').locator('li').first().waitFor()
  expect(await page.getByRole('dialog').locator('li').count()).toBe(count(earlyCells))
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('dialog').getByRole('button', { name: en.csv }).click(),
  ])
  const file = readFileSync(await download.path(), 'utf8')
  expect(file.trim().split('\r\n')).toHaveLength(count(earlyCells) + 1)
  expect(faults).toEqual([])
  await close()
})

test('a click on a bar opens what the number below it opens', async () => {
  const { page, close } = await open(`week,${lastWeek}`)
  const lateness = page.getByRole('region', { name: en.lateness.title })
  const third = lateness.locator('tbody .now td').nth(2)
  const expected = Number(await third.textContent())
  expect(expected).toBeGreaterThan(0)
  const [chart, column] = [await lateness.locator('canvas').boundingBox(), await third.boundingBox()]
  await page.waitForFunction("document.querySelector('canvas').width > 300")
  await page.mouse.click(column!.x + column!.width / 2, chart!.y + chart!.height - 8)
  await page.getByRole('dialog').locator('li').first().waitFor()
  expect(await page.getByRole('dialog').locator('li').count()).toBe(expected)
  await close()
})

describe.each(languages)('in %s', (language) => {
  test.each([
    ['full', `month,${lastWeek}`, 1440],
    ['full on a telephone', `week,${lastWeek}`, 390],
    ['empty', 'day,2031-05-05', 1440],
  ] as const)('%s: fits, and can be read by everyone', async (_, hash, width) => {
    const { page, faults, close } = await open(hash, language, width)
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(texts[language].title)
    expect(await violationsOf(page)).toEqual([])
    const tables = await page
      .locator('canvas')
      .evaluateAll((all) => all.map((canvas) => canvas.closest('section')?.querySelectorAll('tbody td').length ?? 0))
    expect(
      tables.every((cells) => cells > 0),
      'a table beside every chart',
    ).toBe(true)
    if (!hash.startsWith('day')) expect(tables).toHaveLength(3)
    const widest = 'Math.max(0, ...[...document.querySelectorAll("main svg")].map((icon) => icon.clientWidth))'
    expect(await page.evaluate<number>(widest), 'no mark is larger than text').toBeLessThan(40)
    expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    expect(faults).toEqual([])
    await close()
  })
})

test('the charts weigh at most 60 kB, and only this page loads them', () => {
  const assets = join(import.meta.dirname, '../../dist/assets')
  const names = readdirSync(assets).filter((name) => name.endsWith('.js'))
  const charts = names.filter((name) => name.startsWith('chart-'))
  const weight = charts.reduce((sum, name) => sum + gzipSync(readFileSync(join(assets, name))).length, 0)
  expect(charts).toHaveLength(1)
  expect(weight).toBeLessThanOrEqual(60_000)
  const loaders = names.filter((name) => readFileSync(join(assets, name), 'utf8').includes(charts[0]!))
  expect(loaders.map((name) => name.replace(/-[\w-]{8}\.js$/, ''))).toEqual(['Figures'])
})
