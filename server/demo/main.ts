/** `npm run demo`: a temporary workshop with simulated days, until stopped. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '#db/database.ts'
import { StartError, codeOf, tell } from '#server/terminal/startError.ts'
import { machineTimeZone } from '#server/admin/workshop.ts'
import { screenLines } from '#server/terminal/lines.ts'
import { readConfig, type Config } from '#server/terminal/config.ts'
import { openLog } from '#server/terminal/log.ts'
import { countLines, countsOf, readHistory } from './counts/counts.ts'
import { openDemo, type Demo } from './demo.ts'
import { readArguments, type DemoArguments } from './options.ts'
import { readOrders, summaryLines } from './summary.ts'
import { openThrowaway } from './throwaway.ts'

const LINKS = 3
/** Two months and their beginnings, so that a month has one before it. */
const PAST_DAYS = 62
const asked = new AbortController()
const ask = () => asked.abort()
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, ask)
process.on('disconnect', ask)
// Shut down in order even after a bug, so that PostgreSQL does not keep running.
process.on('uncaughtException', (error) => {
  console.error(error)
  process.exitCode = 1
  ask()
})

try {
  await run(readArguments(process.argv.slice(2)), readConfig(process.env))
} catch (error) {
  tell(error instanceof StartError ? error : new StartError(`The demo has failed: ${String(error).split('\n')[0]}`))
}
process.exit()

async function run(args: DemoArguments, { host, port, logLevel, poolMax, workshopName }: Config): Promise<void> {
  if (!['127.0.0.1', '::1', 'localhost'].includes(host))
    throw new StartError(
      `The demo needs no access keys, so it serves this machine only: HOST must be 127.0.0.1, not ${host}.`,
    )
  const closers: (() => Promise<void>)[] = []
  try {
    const database = await openThrowaway(poolMax)
    closers.unshift(() => database.close())
    if (asked.signal.aborted) return
    const place = { host, port, name: workshopName, timeZone: machineTimeZone() }
    // When the day's result matters, plan at any speed of house time.
    const pace = args.once || args.accept ? { plansApart: 0 } : {}
    // Nobody looks at the suggestions of a run without screens.
    const searches = args.once && !args.accept && args.at === null ? { searchesApart: Infinity } : {}
    const demo = await openDemo({
      database,
      log: openLog(logLevel),
      ...place,
      ...args,
      ...pace,
      ...searches,
      pastDays: PAST_DAYS,
    }).catch((error: unknown) => {
      const code = codeOf(error)
      if (code === 'EADDRINUSE')
        throw new StartError(`Port ${port} is taken. Stop the other program, or set PORT to another number.`)
      if (code === 'EACCES')
        throw new StartError(`This user is not allowed to listen on port ${port}. Set PORT to 1024 or more.`)
      throw error
    })
    closers.unshift(() => Promise.race([demo.close(), sleep(1500)]))
    await runDays(demo, args, database)
  } finally {
    for (const close of closers) await close()
  }
}

async function runDays({ app, shop, day, workshopId }: Demo, args: DemoArguments, { sql }: Database): Promise<void> {
  const { speed, seed, at, once, days, cars, bays } = args
  const { signal } = asked
  const begun = performance.now()
  const begunAt = app.now()
  if (at !== null) console.log('Running ahead …')
  const arrived = () => {
    if (at !== null) console.log(`It took ${((performance.now() - begun) / 1000).toFixed(1)} s.`)
    for (const line of screenLines(app.url, '127.0.0.1', true)) console.log(line)
    console.log(
      `A day of ${cars} cars and ${bays} bays, ${speed} house seconds per second, seed ${seed}. Everything is deleted at the end.`,
    )
    console.log('Customers’ pages:')
    const links = shop.links.slice(-LINKS)
    for (const link of links) console.log(`  ${link}`)
    shop.onLink = (link) => void (links.length < LINKS && links.push(link) && console.log(`  ${link}`))
  }
  // Nobody watches, so the days pass as fast as the machine can.
  const hurries = once && at === null
  const pace = { hurryUntil: hurries ? Infinity : 0, signal }
  await day(hurries ? pace : { hurryUntil: at ?? 0, arrived, signal })
  for (let ended = 1; (!once || ended < days) && !signal.aborted; ended++) await day(pace)
  if (hurries)
    console.log(
      `${days} × ${cars} cars, ${bays} bays, seed ${seed}: ${((performance.now() - begun) / 1000).toFixed(0)} s.`,
    )
  if (signal.aborted) return
  await app.meetDeadlines()
  for (const line of summaryLines(shop, await readOrders(sql, workshopId, begunAt))) console.log(line)
  for (const line of countLines(countsOf(await readHistory(sql, workshopId, begunAt), begunAt))) console.log(line)
}
