/** A Pitboard node as a process of its own. */
import { pino } from 'pino'
import { connect, type Database } from '#db/database.ts'
import { startApp, type App, type AppOptions } from '#server/app.ts'
import { answer, cpu } from './child.ts'

let app: App
let database: Database

answer({
  async open({ url, ...options }: { url: string } & Pick<AppOptions, 'framePerChange' | 'channels' | 'patience'>) {
    database = connect(url)
    app = await startApp({
      ...{
        database,
        log: pino({ level: 'error' }),
        host: '127.0.0.1',
        port: 0,
        commandsPerSecond: 1e6,
      },
      ...options,
    })
    return app.url
  },
  cpu,
  async close() {
    await app.close()
    await database.close()
  },
})
