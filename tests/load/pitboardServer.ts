/** A Pitboard node in a process of its own. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { pino } from 'pino'
import { connect, type Database } from '#db/database.ts'
import { startApp, type App, type AppOptions } from '#server/app.ts'
import { answer, cpu } from './child.ts'

const RESOLUTION = 1
const loop = monitorEventLoopDelay({ resolution: RESOLUTION })

let app: App
let database: Database
/** The error of this node's database clock, in milliseconds. */
let skew = 0

answer({
  async open({
    url,
    skew: wrong,
    changesATick = 1,
    ...options
  }: { url: string; skew?: number; changesATick?: number } & Pick<
    AppOptions,
    'frameEvery' | 'channels' | 'patience' | 'commandsPerSecond'
  >) {
    skew = wrong ?? 0
    database = connect(url)
    app = await startApp({
      ...{
        database,
        log: pino({ level: 'error' }),
        host: '127.0.0.1',
        port: 0,
        commandsPerSecond: 1e6,
        quietAfterStart: 0,
      },
      // Sample the clock often if it is going to be set.
      ...(wrong !== undefined && { skew: () => skew, resampleEvery: 1000 }),
      ...options,
    })
    if (changesATick > 1) deliverTogether(app.fanout, changesATick)
    return app.url
  },
  cpu,
  /** The token of a customer's page. */
  tokenFor: (order: Parameters<App['links']['tokenFor']>[0]) => app.links.tokenFor(order),
  /** Starts measuring the event loop's delay. */
  watchLoop() {
    loop.reset()
    loop.enable()
  },
  /** The 99th percentile since then, in milliseconds, without the timer's resolution. */
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

/** Lets that many changes reach the fan-out in the same tick, however slowly the disk commits them. */
function deliverTogether(fanout: App['fanout'], count: number): void {
  const deliver = fanout.committed.bind(fanout)
  let held: Parameters<typeof deliver>[] = []
  fanout.committed = (...change) => {
    if (held.push(change) < count) return
    for (const each of held) deliver(...each)
    held = []
  }
}
