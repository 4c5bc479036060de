/** A Pitboard node as a process of its own. */
import { pino } from 'pino'
import { connect, type Database } from '#db/database.ts'
import { startApp, type App } from '#server/app.ts'
import { answer, cpu } from './child.ts'

let app: App
let database: Database

answer({
  async open({ url, framePerChange }: { url: string; framePerChange: boolean }) {
    database = connect(url)
    app = await startApp({
      ...{
        database,
        log: pino({ level: 'error' }),
        host: '127.0.0.1',
        port: 0,
        framePerChange,
        commandsPerSecond: 1e6,
      },
    })
    return app.url
  },
  cpu,
  async close() {
    await app.close()
    await database.close()
  },
})
