/** A Pitboard node as a process of its own. */
import { pino } from 'pino'
import { connect, type Database } from '#db/database.ts'
import { startApp, type App } from '#server/app.ts'
import { answer, cpu } from './child.ts'

let app: App
let database: Database
/** By how much this node's database clock is wrong, in milliseconds. */
let skew = 0

answer({
  async open({ url, framePerChange = false, ...clock }: { url: string; framePerChange?: boolean; skew?: number }) {
    skew = clock.skew ?? 0
    database = connect(url)
    app = await startApp({
      ...{
        database,
        log: pino({ level: 'error' }),
        host: '127.0.0.1',
        port: 0,
        framePerChange,
        commandsPerSecond: 1e6,
        skew: () => skew,
        resampleEvery: 1000,
      },
    })
    return app.url
  },
  cpu,
  setClock(milliseconds: number) {
    skew = milliseconds
  },
  async close() {
    await app.close()
    await database.close()
  },
})
