/** A workshop with simulated days: the server, its workshop, the people at their screens, one day after another. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { fromLocal, localDay } from '#contract/calendar.ts'
import type { Database } from '#db/database.ts'
import { exampleHours } from '#server/domain/workshop/example.ts'
import { createWorkshop } from '#server/admin/workshop.ts'
import { startApp, type App } from '#server/app.ts'
import { permitOwn } from '#server/policy/permit.ts'
import { newId } from '#server/write/ids.ts'
import { createWriter } from '#server/write/write.ts'
import { respond } from './responses.ts'
import { deskWorks } from './desk.ts'
import { customersCome } from './visitors.ts'
import { floorWorks } from './floor.ts'
import { makePast } from './past/past.ts'
import { furnishing } from './workshop.ts'
import { Screen } from './screen.ts'
import { MINUTE, Shop } from './shop.ts'

const DAY = 1440 * MINUTE
/** Start of a demo day and the time everybody has left, in minutes of the day. */
const BEGINS = 460
const ENDS = 1085
/** How often the demo's people look at their screens: every half minute of house time, and at least every real second. */
const ROUND = 30_000

export interface DemoOptions {
  database: Database
  log: Logger
  host: string
  port: number
  name: string
  timeZone: string
  speed: number
  seed: number
  cars: number
  bays: number
  /** The foreman accepts every suggestion of the planner. */
  accept?: boolean
  /** Minimum interval between two forecasts or two searches for suggestions (real ms). */
  plansApart?: number
  /** The same for searches alone; infinite: only the first is made. */
  searchesApart?: number
  /** Calendar days of made past before the first day, for the figures. */
  pastDays?: number
}

export interface Demo {
  app: App
  shop: Shop
  workshopId: string
  /** Runs the next day. Ends in the evening, or when `signal` aborts. */
  day(options?: DayOptions): Promise<void>
  close(): Promise<void>
}

interface DayOptions {
  /** Runs at full speed until this minute of the day; `Infinity`: all day. */
  hurryUntil?: number
  /** Called when full speed ends. */
  arrived?: () => void
  signal?: AbortSignal
}

/** Creates the workshop in an empty, migrated database, starts a server that needs no keys, and connects the people. */
export async function openDemo(options: DemoOptions): Promise<Demo> {
  const {
    database,
    log,
    host,
    port,
    name,
    timeZone,
    speed,
    seed,
    cars,
    bays,
    accept = false,
    plansApart,
    searchesApart = plansApart,
    pastDays = 0,
  } = options
  let midnight = nextWorkday(localDay(Date.now(), timeZone))
  const startAt = fromLocal(midnight + BEGINS * MINUTE, timeZone)
  const place = {
    name,
    timeZone,
    currency: 'CNY',
    plateFormat: 'cn',
    phone: '+862155550137',
    hours: exampleHours,
  } as const
  const begins = startAt - pastDays * DAY
  const workshopId = await createWorkshop(database.sql, { ...place, isExample: true, at: begins })
  const furnish = { id: newId(), name: 'furnishWorkshop', payload: furnishing(bays) } as const
  const writer = createWriter({ sql: database.sql, now: () => begins, committed: () => undefined })
  const furnished = await writer.execute(permitOwn('admin', workshopId, furnish))
  if (!furnished.ok) throw new Error(`The demo's workshop cannot be set up: ${furnished.code}`)
  const size = { cars, bays, technicians: furnish.payload.persons.length }
  const past = { workshopId, calendar: { ...place, days: [] }, seed, size, until: midnight, days: pastDays }
  if (pastDays > 0) await makePast(database.url, past)
  // At full speed the demo's people exceed the normal rate limits.
  const app = await startApp({
    database,
    log,
    host,
    port,
    speed,
    startAt,
    // Released on the first day.
    held: true,
    openTo: workshopId,
    commandsPerSecond: 10_000,
    // They act once their screens show every change: a frame that waits for more changes would hold each of them up.
    frameEvery: 0,
    ...(plansApart !== undefined && { plansApart }),
    ...(searchesApart !== undefined && { searchesApart }),
  })
  const screens: { close(): void }[] = []
  const close = async () => {
    for (const screen of screens) screen.close()
    await app.close()
  }
  try {
    const staff = await Screen.open({ url: app.url, view: 'staff' })
    screens.push(staff)
    const kiosk = await Screen.open({ url: app.url, view: 'kiosk' })
    screens.push(kiosk)
    const shop = new Shop({ staff, kiosk, seed, size })

    /** Waits until the people's screens show every change. */
    const shown = async () => {
      const { seq } = (await app.fanout.feed(workshopId))!
      await Promise.all([staff.shows(seq), kiosk.shows(seq)])
    }
    const day = async ({ hurryUntil = 0, arrived, signal }: DayOptions = {}): Promise<void> => {
      shop.wakeUp(midnight)
      await passNight(app, shop.at(BEGINS), signal)
      const until = Math.min(shop.at(ENDS), shop.at(Math.min(hurryUntil, ENDS)))
      const step = Math.min(ROUND, Math.max(1000, speed * 1000))
      // Plans are worked out in real time, so wait for them where they matter.
      const waits = accept || searchesApart === 0
      let next = shop.at(BEGINS)
      // Time moves only between rounds, so the result does not depend on the machine's speed.
      app.time.hold()
      while (next <= until && !signal?.aborted) {
        app.time.jumpTo(next)
        await app.meetDeadlines()
        if (waits) await app.suggestionsSettled()
        await shown()
        if (accept) await accepted(app, shop)
        await round(shop, app.now())
        next += ROUND
      }
      app.time.letGo()
      app.timeMoved()
      arrived?.()
      while (app.now() < shop.at(ENDS) && !signal?.aborted) {
        await sleep(Math.max(0, (next - app.now()) / speed), undefined, { signal }).catch(() => undefined)
        if (signal?.aborted) return
        if (accept) {
          await app.suggestionsSettled()
          await accepted(app, shop)
        }
        await round(shop, app.now())
        next = Math.max(next + step, app.now())
      }
      midnight = nextWorkday(midnight)
    }
    return { app, shop, workshopId, day, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** How finely the time between two days passes: what falls due then is due within this. */
const NIGHT_STEP = 10 * MINUTE

/** Nobody acts at night, but the clock does: notices go out before the quiet hours. */
async function passNight(app: App, until: number, signal?: AbortSignal): Promise<void> {
  app.time.hold()
  for (let at = app.now() + NIGHT_STEP; at < until && !signal?.aborted; at += NIGHT_STEP) {
    app.time.jumpTo(at)
    await app.meetDeadlines()
  }
  app.time.jumpTo(until)
}

/** House time a suggestion must last before it is accepted: longer than fluctuations of the forecasts. */
const STANDS = 5 * MINUTE

/** Accepts the best suggestion; the others are worked out again after it. */
async function accepted(app: App, shop: Shop): Promise<void> {
  const [best] = [...shop.staff.replica.of('suggestion').values()]
    .filter(({ at }) => at <= app.now() - STANDS)
    .sort((a, b) => b.savedMinutes - a.savedMinutes)
  if (best) await shop.act(shop.whoIs('foreman'), 'acceptSuggestions', { suggestionIds: [best.id] })
}

async function round(shop: Shop, now: number): Promise<void> {
  shop.begin(now)
  await customersCome(shop)
  await deskWorks(shop)
  await floorWorks(shop)
  await respond(shop)
}

/** The local midnight of the next day the example is open. */
function nextWorkday(midnight: number): number {
  let next = midnight + DAY
  while (exampleHours[(new Date(next).getUTCDay() + 6) % 7]!.length === 0) next += DAY
  return next
}
