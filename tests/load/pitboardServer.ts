/** A Pitboard node as a process of its own. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { pino } from 'pino'
import { connect, type Database } from '#db/database.ts'
import { startApp, type App, type AppOptions } from '#server/app.ts'
import { answer, cpu } from './child.ts'

const RESOLUTION = 1
const loop = monitorEventLoopDelay({ resolution: RESOLUTION })

let app: App
let database: Database
/** By how much this node's database clock is wrong, in milliseconds. */
let skew = 0

answer({
  async open({
    url,
    skew: wrong,
    ...options
  }: { url: string; skew?: number } & Pick<AppOptions, 'framePerChange' | 'channels' | 'patience'>) {
    skew = wrong ?? 0
    database = connect(url)
    app = await startApp({
      ...{
        database,
        log: pino({ level: 'error' }),
        host: '127.0.0.1',
        port: 0,
        commandsPerSecond: 1e6,
      },
      // A clock that is going to be set is looked at often.
      ...(wrong !== undefined && { skew: () => skew, resampleEvery: 1000 }),
      ...options,
    })
    return app.url
  },
  cpu,
  /** From now on it is watched how long the event loop stands still. */
  watchLoop() {
    loop.reset()
    loop.enable()
  },
  /** The 99th percentile since, in milliseconds beyond the resolution it is looked at with. */
  loopP99() {
    loop.disable()
    return loop.percentile(99) / 1e6 - RESOLUTION
  },
  setClock(milliseconds: number) {
    skew = milliseconds
  },
  async close() {
    await app.close()
    await database.close()
  },
})
