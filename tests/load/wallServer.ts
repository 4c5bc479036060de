/** A Pitboard node for the wall: with ordinary commands, or with entries passed to its fan-out faster than a disk can commit. */
import { pino } from 'pino'
import { connect, type Database } from '#db/database.ts'
import { startApp, type App } from '#server/app.ts'
import type { Actor } from '#server/domain/rule.ts'
import { readState, type State } from '#server/read/state.ts'
import { answer, cpu } from './child.ts'
import { clock } from './figures.ts'
import { changed } from './wallShop.ts'

let app: App
let database: Database
/** The state at the start of the flood: from then on the fan-out does not follow the database. */
let state: State | null = null

answer({
  /** @param isFlooded the fan-out does not follow the database's journal: no beat may read it */
  async open({ url, isFlooded = false }: { url: string; isFlooded?: boolean }) {
    database = connect(url)
    app = await startApp({
      ...{ database, log: pino({ level: 'error' }), host: '127.0.0.1', port: 0, commandsPerSecond: 1e6 },
      ...(isFlooded && { beatEvery: 2 ** 31 - 1 }),
    })
    return app.url
  },
  cpu,
  /**
   * Passes `count` changes to the fan-out, at `perSecond`, after `from` earlier ones; the last gives a car in a bay the plate
   * `plate`. Returns the changes per second.
   */
  async flood({
    workshopId,
    from,
    count,
    perSecond,
    plate,
  }: {
    workshopId: string
    from: number
    count: number
    perSecond: number
    plate: string
  }) {
    state ??= (await readState(database.sql, workshopId))!
    const orders = state.put.order!.filter((order) => order.state !== 'ready')
    const inBay = orders.find((order) => order.bayId !== null)!
    const actor: Actor = { device: 'admin', personId: null }
    const begun = clock()
    for (let i = 0; i < count;) {
      for (const due = ((clock() - begun) * perSecond) / 1000; i < count && i <= due; i++) {
        const n = from + i
        const at = Date.now()
        const isLast = i === count - 1
        const order = changed(isLast ? inBay : orders[n % orders.length]!, Math.floor(n / orders.length), at)
        const put = { order: [isLast ? { ...order, plate } : order] }
        const seq = state.seq + 1 + n
        app.fanout.committed({
          workshopId,
          seq,
          mark: `mark ${seq}`,
          previous: n === 0 ? state.mark : `mark ${seq - 1}`,
          at,
          command: 'reportProgress',
          actor,
          facts: [],
          put,
          drop: {},
        })
      }
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
    return (count * 1000) / (clock() - begun)
  },
  async close() {
    await app.close()
    await database.close()
  },
})
