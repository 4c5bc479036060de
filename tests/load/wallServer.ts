/** A Pitboard node for the wall: with commands like any other, or with entries handed to its fan-out faster than a disk commits. */
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
/** Where the flood began: what the database says later is not what the fan-out follows. */
let state: State | null = null

answer({
  /** @param isFlooded the journal in the database is not the one followed: no beat may look there */
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
   * Hands `count` changes to the fan-out, `perSecond`, after `from` earlier ones, the last of them to a car in a bay, which
   * gets the plate `plate`; gives how many a second it was.
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
    const actor: Actor = { door: 'admin', personId: null }
    const begun = clock()
    for (let i = 0; i < count;) {
      for (const due = ((clock() - begun) * perSecond) / 1000; i < count && i <= due; i++) {
        const n = from + i
        const at = Date.now()
        const isLast = i === count - 1
        const order = changed(isLast ? inBay : orders[n % orders.length]!, Math.floor(n / orders.length), at)
        const put = { order: [isLast ? { ...order, plate } : order] }
        app.fanout.committed({
          workshopId,
          seq: state.seq + 1 + n,
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
