/**
 * `npm run shots`: a demo's full morning photographed on every screen, in every size, language and state, for people to look at.
 * `npm run shots -- en wall plan` makes those whose names begin so, in that language. The pictures lie in data/shots/<language>.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Browser, Page } from 'playwright-core'
import { languages, type Language } from '../../server/contract/values.ts'
import { runCommand } from '../../server/terminal/command.ts'
import { readOptions } from '../../server/terminal/options.ts'
import { StartError } from '../../server/terminal/startError.ts'
import { launchChromium } from '../support/chromium.ts'
import { states, type State } from './screens.ts'

const FOLDER = join('data', 'shots')
/** What moves comes to rest (ms). */
const REST = 400
const PATIENCE = 15_000

interface Demo {
  url: string
  /** Paths of customers' pages. */
  pages: string[]
  stop: () => Promise<void>
}

/** A demo at ten to eleven, which goes on in real time. */
async function startDemo(): Promise<Demo> {
  const data = await mkdtemp(join(tmpdir(), 'pitboard-shots-'))
  const args = ['server/run/run.mjs', 'demo', '--at', '10:50', '--speed', '1']
  const env = { ...process.env, PORT: '8390', DATA_DIR: data }
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const pages: string[] = []
  let url = ''
  await new Promise<void>((resolve, reject) => {
    // It is read to the end: a demo that cannot print stops.
    createInterface({ input: child.stdout })
      .on('line', (line) => {
        const [, door] = /is ready: (http\S+)/.exec(line) ?? []
        if (door !== undefined) url = door.replace(/\/$/, '')
        const [, page] = /http\S+?(\/t\/\S+)/.exec(line) ?? []
        if (page !== undefined && pages.push(page) === 3) resolve()
      })
      .on('close', () => reject(new Error('The demo did not start.')))
  })
  const stop = async () => {
    child.kill('SIGINT')
    await once(child, 'exit')
    await rm(data, { recursive: true, force: true })
  }
  return { url, pages, stop }
}

/** On a staff screen that asks for a name, the first is selected. */
async function signIn(page: Page): Promise<void> {
  const who = page.locator('dialog[aria-labelledby="who"]')
  if (!(await who.isVisible())) return
  await who.getByRole('button').first().click()
  await who.waitFor({ state: 'detached' })
}

async function photograph(browser: Browser, { url, pages }: Demo, state: State, language: Language): Promise<void> {
  const path = state.path.replace(/\{page (\d)\}/, (_, nth: string) => pages[Number(nth)] ?? '/')
  const address = new URL(path, url)
  address.searchParams.set('lang', language)
  for (const [width, height] of state.sizes) {
    const hasTouch = state.path === '/kiosk'
    const context = await browser.newContext({ viewport: { width, height }, locale: language, hasTouch })
    context.setDefaultTimeout(PATIENCE)
    const page = await context.newPage()
    const name = `${state.name}-${width}x${height}`
    try {
      await page.goto(address.href)
      if (/floor|setup/.test(state.path)) {
        await page.locator('dialog[aria-labelledby="who"]').waitFor()
        await signIn(page)
      }
      await state.act?.(page)
      await page.locator(state.ready).filter({ visible: true }).first().waitFor()
    } catch (error) {
      // The picture shows where it stopped.
      console.error(`${language} ${name}: ${(error as Error).message.split('\n')[0]}`)
      process.exitCode = 1
    }
    await page.evaluate(() => document.fonts.ready.then(() => null))
    await page.waitForTimeout(REST)
    await page.screenshot({ path: join(FOLDER, language, `${name}.png`) })
    await context.close()
  }
}

const isLanguage = (word: string): word is Language => (languages as readonly string[]).includes(word)
const usage = `npm run shots -- [LANGUAGE…] [NAME…]
  LANGUAGE  in this language only, such as en
  NAME      photographs only the screens whose names begin so, such as wall or plan; all of them when none is given`

await runCommand(async () => {
  const [, given] = readOptions(process.argv.slice(2), {
    ...{
      usage,
      options: {},
      words: { least: 0, most: states.length + languages.length, otherwise: 'There are fewer screens.' },
    },
  })
  const wanted = given.filter((word) => !isLanguage(word))
  const spoken = given.filter(isLanguage)
  const chosen = states.filter(({ name }) => wanted.length === 0 || wanted.some((one) => name.startsWith(one)))
  if (chosen.length === 0)
    throw new StartError(`There are no such screens, but ${states.map(({ name }) => name).join(', ')}.`)
  const demo = await startDemo()
  const browser = await launchChromium()
  try {
    for (const language of spoken.length > 0 ? spoken : languages) {
      await mkdir(join(FOLDER, language), { recursive: true })
      for (const state of chosen) await photograph(browser, demo, state, language)
      console.log(`${language}: ${chosen.length} states in ${join(FOLDER, language)}`)
    }
  } finally {
    await browser.close()
    await demo.stop()
  }
})
