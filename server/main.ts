/** Starts Pitboard (settings, database, screens, admin socket) and shuts it down in reverse order. */
import { setTimeout as sleep } from 'node:timers/promises'
import { databaseError, openDatabase, type Opened } from '#db/database.ts'
import { folderError } from '#db/dataFolder.ts'
import { StartError, codeOf, tell } from '#server/terminal/startError.ts'
import { flag, readOptions, text } from '#server/terminal/options.ts'
import { startUsage } from '#server/terminal/startUsage.ts'
import { commands } from './admin/all.ts'
import { askServer } from './admin/client.ts'
import { firstKeys } from './admin/keys.ts'
import { listenForAdmin } from './admin/listen.ts'
import type { AdminDeps } from './admin/router.ts'
import { ensureExample } from './admin/workshop.ts'
import { nameZones } from './admin/zones.ts'
import type { App } from './app.ts'
import { keepServing } from './serving.ts'
import { screenLines } from './terminal/lines.ts'
import { readConfig, type Config } from './terminal/config.ts'
import { openLog } from './terminal/log.ts'
import { update } from './update.ts'
import { followTls } from './terminal/tlsFiles.ts'
import { readAuthorityOf } from './terminal/trust.ts'

/** Set by a signal, or when the parent process disconnects. Repeated signals are harmless: npm repeats Ctrl-C. */
const asked = new AbortController()
const ask = () => asked.abort()
let reload = () => {}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, ask)
// As for other servers, this one means: look at the files again.
process.on('SIGHUP', () => reload())
process.on('disconnect', ask)
// Shut down in order even after a bug, so that our PostgreSQL does not keep running.
process.on('uncaughtException', (error) => {
  console.error(error)
  process.exitCode = 1
  ask()
})

try {
  const newKeys = readNewKeys(process.argv.slice(2))
  const config = readConfig(process.env)
  const answer = newKeys && (await askServer('new-keys', newKeys.args, config))
  if (answer) tellAnswer(answer)
  else await serve(config, newKeys)
} catch (error) {
  if (!asked.signal.aborted) {
    tell(error instanceof StartError ? error : new StartError(`Pitboard cannot start: ${String(error).split('\n')[0]}`))
  }
}
process.exit()

/** The arguments of `--new-keys`; null without it. */
function readNewKeys(words: string[]): { args: unknown } | null {
  const options = { 'new-keys': flag, workshop: text }
  const [{ 'new-keys': wanted, workshop }] = readOptions(words, { usage: startUsage, options })
  if (!wanted && workshop !== undefined) throw new StartError(`--workshop goes with --new-keys.\n${startUsage}`)
  return wanted ? { args: { workshop } } : null
}

async function serve(config: Config, newKeys: { args: unknown } | null): Promise<void> {
  const log = openLog(config.logLevel)
  const closers: (() => Promise<void>)[] = []
  // An external PostgreSQL needs no clean-up, so the start may be aborted at any point.
  const leave = () => process.exit()
  if (config.databaseUrl !== null) asked.signal.addEventListener('abort', leave)
  try {
    const database = await openDatabase(config, asked.signal, (url, run) => update(url, run, config))
    closers.unshift(() => database.close())
    if (asked.signal.aborted) return
    await ensureExample({ database, config, log, app: null })
    await nameZones({ database, config, log, app: null })
    const serving = await keepServing({
      ...config,
      backups: { folder: config.backupDir, passphrase: config.backupPassphrase },
      authority: readAuthorityOf(config.dataDir),
      database,
      log,
    })
    closers.unshift(() => Promise.race([serving.close(), sleep(1500)]))
    asked.signal.removeEventListener('abort', leave)
    if (config.tls) {
      const following = followTls(config.tls.files, config.tls, serving.useTls, log)
      reload = following.look
      closers.unshift(async () => following.stop())
    }
    const deps = {
      ...{ database, config, log },
      get app() {
        return serving.app
      },
    }
    closers.unshift(await listenForAdmin(commands, deps))
    const keys = await keyLines(deps, newKeys)
    if (!keys) return
    for (const line of [...screenLines(serving.app.url, config.host, isSafe(config)), ...keys]) console.log(line)
    await Promise.race([untilAsked(database, config), serving.failed])
  } catch (error) {
    throw startError(error, config)
  } finally {
    for (const close of closers) await close()
  }
}

/** The access links to print: of workshops without keys, or the new ones. Null: refused; the reason has been printed. */
async function keyLines(deps: AdminDeps & { app: App }, newKeys: { args: unknown } | null): Promise<string[] | null> {
  const command = commands['new-keys']
  if (!newKeys || !command) return firstKeys(deps.database, deps.app.url)
  const answer = await command(newKeys.args, deps)
  if (answer.ok) return answer.lines
  tellAnswer(answer)
  return null
}

function tellAnswer({ ok, lines }: { ok: boolean; lines: string[] }): void {
  for (const line of lines) console.log(line)
  if (!ok) process.exitCode = 1
}

/** Serves until asked to stop, or until our own PostgreSQL exits: then the process supervisor restarts us. */
async function untilAsked(database: Opened, { dataDir }: Config): Promise<void> {
  const stop = new Promise((resolve) => {
    if (asked.signal.aborted) resolve('asked')
    asked.signal.addEventListener('abort', () => resolve('asked'))
  })
  if ((await Promise.race([stop, database.ended])) === 'asked') return
  console.error(
    `PostgreSQL has stopped unexpectedly; see ${dataDir}/postgres/log (log.1 after the next start). Pitboard stops too: start it again.`,
  )
  process.exitCode = 1
}

function isSafe({ tls, trustProxy }: Config): boolean {
  return tls !== null || trustProxy !== false
}

/** Turns the cause of a failed start into one sentence. */
function startError(error: unknown, config: Config): Error {
  const { host, port, dataDir } = config
  const code = codeOf(error)
  if (code === 'EADDRINUSE')
    return new StartError(`Port ${port} is taken. Stop the other program, or set PORT to another number.`)
  if (code === 'EACCES')
    return new StartError(`This user is not allowed to listen on port ${port}. Set PORT to 1024 or more.`)
  if (/^(EADDRNOTAVAIL|ENOTFOUND|EAI_AGAIN)$/.test(code))
    return new StartError(`HOST ${host} is not an address of this machine. Use 127.0.0.1, or 0.0.0.0 for the network.`)
  if (code === 'ENOSPC') return folderError(dataDir, error)
  // PostgreSQL's error codes have five characters, at least one of them a digit.
  if (/^(?=.*\d)[0-9A-Z]{5}$|^E?CONN/.test(code)) return databaseError(error, config)
  return error instanceof Error ? error : new Error(String(error))
}
