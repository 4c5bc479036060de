/** A workshop with simulated days: the server, its workshop, the people at their screens, and the days one after the other. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { fromLocal, localDay } from '#contract/calendar.ts'
import type { Database } from '#db/database.ts'
import { exampleHours } from '#db/example.ts'
import { createWorkshop } from '#server/admin/workshop.ts'
import { startApp, type App } from '#server/app.ts'
import { permitOwn } from '#server/policy/permit.ts'
import { newId } from '#server/write/ids.ts'
import { careIsTaken } from './care.ts'
import { deskWorks } from './desk.ts'
import { customersCome } from './door.ts'
import { floorWorks } from './floor.ts'
import { furnishing } from './house.ts'
import { Screen } from './screen.ts'
import { MINUTE, Shop } from './shop.ts'

const DAY = 1440 * MINUTE
/** When a demo day begins and when nobody is left, in minutes of the day. */
const BEGINS = 460
const ENDS = 1085
/** How often the demo's people look at their screens: every half minute of house time, but every real second at least. */
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
  /** The foreman accepts whatever the planner suggests. */
  accept?: boolean
  /** How often, at most, forecasts and suggestions are worked out (real ms). */
  plansApart?: number
}

export interface Demo {
  app: App
  shop: Shop
  workshopId: string
  /** Goes through the next day. Ends with the evening, or when `signal` is given. */
  day(options?: DayOptions): Promise<void>
  close(): Promise<void>
}

interface DayOptions {
  /** Until this minute of the day as fast as the machine can; `Infinity` for all of it. */
  hurryUntil?: number
  /** Called once the demo is no longer in a hurry. */
  arrived?: () => void
  signal?: AbortSignal
}

/** Makes the workshop in an empty, migrated database, begins to serve it with open doors, and lets the people in. */
export async function openDemo(options: DemoOptions): Promise<Demo> {
  const { database, log, host, port, name, timeZone, speed, seed, cars, bays, accept = false, plansApart } = options
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
  const workshopId = await createWorkshop(database.sql, { ...place, isExample: true, at: startAt })
  // The demo's people are quicker than hands when the demo is in a hurry.
  const app = await startApp({
    database,
    log,
    host,
    port,
    speed,
    startAt,
    // It begins with the first day.
    held: true,
    openTo: workshopId,
    commandsPerSecond: 10_000,
    ...(plansApart !== undefined && { plansApart }),
  })
  const screens: { close(): void }[] = []
  const close = async () => {
    for (const screen of screens) screen.close()
    await app.close()
  }
  try {
    const furnish = { id: newId(), name: 'furnishWorkshop', payload: furnishing(bays) } as const
    const furnished = await app.writer.execute(permitOwn('admin', workshopId, furnish))
    if (!furnished.ok) throw new Error(`The demo's workshop cannot be furnished: ${furnished.code}`)
    const staff = await Screen.open({ url: app.url, door: 'staff' })
    screens.push(staff)
    const kiosk = await Screen.open({ url: app.url, door: 'kiosk' })
    screens.push(kiosk)
    const technicians = furnishing(bays).persons.length
    const shop = new Shop({ staff, kiosk, seed, size: { cars, bays, technicians } })

    /** The people see all there is before they do anything. */
    const shown = async () => {
      const { seq } = (await app.fanout.feed(workshopId))!
      await Promise.all([staff.shows(seq), kiosk.shows(seq)])
    }
    const day = async ({ hurryUntil = 0, arrived, signal }: DayOptions = {}): Promise<void> => {
      shop.wakeUp(midnight)
      app.time.jumpTo(shop.at(BEGINS))
      const until = Math.min(shop.at(ENDS), shop.at(Math.min(hurryUntil, ENDS)))
      const step = Math.min(ROUND, Math.max(1000, speed * 1000))
      // Whoever has plans looked for at any speed waits for them, too: they come by the machine's own time.
      const waits = accept || plansApart === 0
      let next = shop.at(BEGINS)
      // However fast or slow the machine is, the same day goes the same way: time moves between rounds only.
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

/** A suggestion that has stood for so long, in house time, is more than a whim of the forecasts. */
const STANDS = 5 * MINUTE

/** The best of what is suggested; what else there is, is thought of anew after it. */
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
  await careIsTaken(shop)
}

/** The local midnight of the next day on which the example is open. */
function nextWorkday(midnight: number): number {
  let next = midnight + DAY
  while (exampleHours[(new Date(next).getUTCDay() + 6) % 7]!.length === 0) next += DAY
  return next
}
