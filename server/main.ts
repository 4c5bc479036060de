/** Starts Pitboard: settings, database, screens, the administrators' door; and ends them in reverse. */
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '#db/database.ts'
import { folderError } from '#db/dataFolder.ts'
import { StartError, codeOf } from '#db/startError.ts'
import { commands } from './admin/all.ts'
import { listenForAdmin } from './admin/listen.ts'
import { ensureExample } from './admin/workshop.ts'
import { startApp } from './app.ts'
import { firstKeys, screenLines } from './begin.ts'
import { readConfig, type Config } from './config.ts'
import { openLog } from './log.ts'

/** Asked to end, by a signal or because whoever started us has gone. Further signals change nothing: npm repeats Ctrl-C. */
let asked = false
const stop = new Promise<void>((resolve) => {
  const ask = () => {
    asked = true
    resolve()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask)
  process.on('disconnect', ask)
  // What should not happen: end in order, so that PostgreSQL does not stay behind.
  process.on('uncaughtException', (error) => {
    console.error(error)
    process.exitCode = 1
    ask()
  })
})

try {
  await serve(readConfig(process.env))
} catch (error) {
  console.error(error instanceof StartError ? error.message : `Pitboard cannot start: ${String(error).split('\n')[0]}`)
  process.exitCode = 1
}
process.exit()

async function serve(config: Config): Promise<void> {
  const log = openLog(config.logLevel)
  const closers: (() => Promise<void>)[] = []
  try {
    const database = await openDatabase(config)
    closers.unshift(() => database.close())
    if (asked) return
    await ensureExample({ database, config, log, app: null })
    const app = await startApp({ ...config, database, log }).catch((error: unknown) => {
      throw startError(error, config)
    })
    closers.unshift(() => Promise.race([app.close(), sleep(1500)]))
    closers.unshift(await listenForAdmin(commands, { database, config, log, app }))
    const isSafe = config.tls !== null || config.trustProxy !== false
    const lines = [...screenLines(app.url, config.host, isSafe), ...(await firstKeys(database.sql, app.url))]
    for (const line of lines) console.log(line)
    await stop
  } finally {
    for (const close of closers) await close()
  }
}

/** Why the screens cannot be served, as one sentence. */
function startError(error: unknown, { host, port, dataDir }: Config): Error {
  const code = codeOf(error)
  if (code === 'EADDRINUSE')
    return new StartError(`Port ${port} is taken. Stop the other program, or set PORT to another number.`)
  if (code === 'EACCES') return new StartError(`This user may not listen on port ${port}. Set PORT to 1024 or more.`)
  if (/^(EADDRNOTAVAIL|ENOTFOUND|EAI_AGAIN)$/.test(code))
    return new StartError(`HOST ${host} is no address of this machine. Use 127.0.0.1, or 0.0.0.0 for the network.`)
  if (code === 'ENOSPC' || code === '53100') return folderError(dataDir, new Error('No space left'))
  return error instanceof Error ? error : new Error(String(error))
}
