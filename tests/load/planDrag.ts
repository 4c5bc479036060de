/**
 * `plan.drag_fps`: frames per second while work is dragged across the day plan (C2), in a shop of 60 bays, 40 technicians
 * and more than 300 operations, with what-if questions all the while. Idle stretches in between show what the display can do;
 * the main thread's time per frame shows how much of it the page uses.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { CDPSession, Page } from 'playwright-core'
import { replaceKeys } from '#server/access/keys.ts'
import { readState } from '#server/read/state.ts'
import { launchChromium } from '../support/chromium.ts'
import { start } from './child.ts'
import { clock, median, round, type Figures } from './figures.ts'
import { forecastShop } from './forecastShop.ts'
import { openGround } from './ground.ts'
import { contextFor, frames, type Frames } from './wallPage.ts'

const CARS = 150
const OPERATIONS = 300
/** Slightly more often than the display's frames, like a real mouse. */
const MOVE_EVERY = 14
const AHEAD = 8
const COSTS = {
  TaskDuration: 'main thread',
  ScriptDuration: 'script',
  RecalcStyleDuration: 'style',
  LayoutDuration: 'layout',
}
type Cost = Record<keyof typeof COSTS, number>

export async function planDrag(quick: boolean): Promise<Figures> {
  const [rounds, stretch] = quick ? [1, 2000] : [5, 4000]
  const ground = await openGround()
  const { workshopId } = await forecastShop(ground.database, 60, 40, CARS)
  const { sql } = ground.database
  const keys = await replaceKeys(sql, workshopId)
  const open = (await readState(sql, workshopId))!.put
    .order!.flatMap(({ operations }) => operations)
    .filter(({ state }) => state !== 'done' && state !== 'cancelled').length
  if (open < OPERATIONS) throw new Error(`There are ${open} operations only.`)
  const server = await start('./pitboardServer.ts')
  const browser = await launchChromium()
  try {
    const url = await server.ask<string>('open', { url: ground.url })
    const page = await (await contextFor(browser, url, 'staff', keys.staff)).newPage()
    await openPlan(page, url)
    const session = await page.context().newCDPSession(page)
    await session.send('Performance.enable', { timeDomain: 'threadTicks' })
    // A first drag warms up code and planner.
    await dragged(page, session, stretch)
    const found = { idle: [] as Measured[], dragged: [] as Measured[] }
    for (let i = 0; i < rounds; i++) {
      found.idle.push(await measured(page, session, () => sleep(stretch)))
      found.dragged.push(await dragged(page, session, stretch))
    }
    return {
      'plan.drag_fps': {
        value: perSecond(found.dragged),
        note: `${summaryOf(found.dragged)}; idle in between ${perSecond(found.idle)} a second, ${summaryOf(found.idle)}; ${open} operations`,
      },
    }
  } finally {
    await browser.close()
    await server.stop()
    await ground.stop()
  }
}

/** Opens the plan with a person signed in, once the planner has laid out the work. */
async function openPlan(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/board/floor?view=plan`)
  await page.locator('dialog[open] li button').first().click()
  await page.waitForFunction(() => document.querySelectorAll('.piece.movable').length > 20, undefined, { polling: 100 })
  // The first forecasts arrive in waves.
  await sleep(5000)
}

interface Measured {
  seen: Frames
  /** Milliseconds per frame. */
  cost: Cost
}

/** Grabs the first piece that can be moved, drags it across the visible lanes, to and fro in time, and drops it. */
async function dragged(page: Page, session: CDPSession, milliseconds: number): Promise<Measured> {
  const plan = (await page.locator('.plan .scroller').boundingBox())!
  const box = (await page.locator('.piece.movable').first().boundingBox())!
  await page.mouse.move(box.x + 8, box.y + 20)
  await page.mouse.down()
  await page.mouse.move(plan.x + plan.width / 2, plan.y + plan.height / 2, { steps: 3 })
  await page.locator('.floor.carrying').waitFor()
  const result = await measured(page, session, () => move(session, plan, milliseconds))
  await page.keyboard.press('Escape')
  await page.mouse.up()
  return result
}

interface Box {
  x: number
  y: number
  width: number
  height: number
}

/** Moves without waiting for the page, like a hand, but at most `AHEAD` moves ahead of it. */
async function move(session: CDPSession, plan: Box, milliseconds: number): Promise<void> {
  const underWay = new Set<Promise<unknown>>()
  const begun = clock()
  for (let passed = 0; passed < milliseconds; passed = clock() - begun) {
    const x = plan.x + plan.width * (0.55 + 0.33 * Math.sin(passed / 700))
    const y = plan.y + plan.height * (0.5 + 0.35 * Math.sin(passed / 370))
    const sent = session.send('Input.dispatchMouseEvent', { type: 'mouseMoved', button: 'left', buttons: 1, x, y })
    underWay.add(sent)
    void sent.finally(() => underWay.delete(sent))
    await Promise.all([sleep(MOVE_EVERY), underWay.size > AHEAD && Promise.race(underWay)])
  }
  await Promise.all(underWay)
}

async function measured(page: Page, session: CDPSession, during: () => Promise<unknown>): Promise<Measured> {
  const before = await costs(session)
  const begun = clock()
  const seen = await frames(page, during)
  const count = (seen.perSecond * (clock() - begun)) / 1000
  const after = await costs(session)
  const names = Object.keys(COSTS) as (keyof Cost)[]
  return { seen, cost: Object.fromEntries(names.map((name) => [name, (after[name] - before[name]) / count])) as Cost }
}

async function costs(session: CDPSession): Promise<Cost> {
  const { metrics } = await session.send('Performance.getMetrics')
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value * 1000])) as Cost
}

const perSecond = (list: Measured[]) => round(median(list.map(({ seen }) => seen.perSecond)))

function summaryOf(list: Measured[]): string {
  const each = Object.entries(COSTS).map(
    ([name, what]) => `${what} ${round(median(list.map(({ cost }) => cost[name as keyof Cost])), 2)}`,
  )
  const longest = round(Math.max(...list.map(({ seen }) => seen.longest)))
  return `longest frame ${longest} ms, ms a frame: ${each.join(', ')}`
}
