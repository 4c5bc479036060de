/** `node server/admin/database/main.ts backup|restore|verify [arguments]`: what concerns the whole database, with or without a running server. */
import { attach } from '#db/attach.ts'
import { runCommand } from '#server/terminal/command.ts'
import { readConfig, type Config } from '#server/terminal/config.ts'
import { flag, readOptions } from '#server/terminal/options.ts'
import { readPassphrase } from '#server/terminal/passphrase.ts'
import { StartError } from '#server/terminal/startError.ts'
import { typedPath } from '#server/terminal/typedPath.ts'
import { announceRestore } from './announce.ts'
import { dropOld } from '#server/backup/exchange.ts'
import { openBackup } from '#server/backup/file.ts'
import { backupLines, droppedLine, restoredLines, verifiedLines } from './lines.ts'
import { makeBackup } from '#server/backup/make.ts'
import { restore } from '#server/backup/restore.ts'
import { besideBackup } from '#server/backup/revocations.ts'
import { verifyAll } from '#server/backup/verify.ts'

const usage = {
  backup: `npm run backup -- FILE [--encrypt]
  FILE       all workshops of the database, as they are now; Pitboard may run meanwhile
  --encrypt  with a passphrase: asked for, or taken from BACKUP_PASSPHRASE; without it nobody can read the file
BACKUP_PASSPHRASE alone encrypts, too.`,
  restore: `npm run restore -- FILE [--replace]  or  npm run restore -- --drop-old
  FILE        the backup to put in the database; Pitboard may run meanwhile, its screens show the restored state by themselves
  --replace   what is there now is kept aside; without it, only an empty database is filled
  --drop-old  deletes what earlier restores have kept aside
No message goes to customers until a manager has looked at them in the setup. The passphrase of an encrypted backup is asked for, or taken from BACKUP_PASSPHRASE.`,
  verify: `npm run verify
Checks every entry of the journal of every workshop: none is missing, and none was changed since it was written.
Pitboard may run meanwhile. The exit code is 1 if an entry does not hold.`,
}

/** Ctrl-C ends a backup in order: nothing half written is left. */
const asked = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => asked.abort())

const commands: Record<keyof typeof usage, (typed: string[]) => Promise<void>> = {
  async backup(typed) {
    const words = { least: 1, most: 1, otherwise: 'Name the file.' }
    const [{ encrypt }, [file = '']] = readOptions(typed, { usage: usage.backup, options: { encrypt: flag }, words })
    const isEncrypted = encrypt || Boolean(process.env['BACKUP_PASSPHRASE'])
    return withDatabase(readConfig(process.env), async (url) => {
      const passphrase = isEncrypted ? await readPassphrase(process.env, { twice: true }) : null
      const path = typedPath(file)
      const backup = await makeBackup({ url, path, passphrase, signal: asked.signal })
      say(backupLines(path, backup, isEncrypted))
    })
  },
  async restore(typed) {
    const options = { replace: flag, 'drop-old': flag }
    const words = { least: 0, most: 1, otherwise: 'Name one file.' }
    const [{ replace, 'drop-old': dropsOld }, [file]] = readOptions(typed, { usage: usage.restore, options, words })
    if ((file === undefined) !== dropsOld) throw new StartError(`Name the file.\n${usage.restore}`)
    const config = readConfig(process.env)
    if (file === undefined) return withDatabase(config, async (url) => say([droppedLine(await dropOld(url))]))
    const path = typedPath(file)
    // The passphrase is asked for before a database is started.
    const backup = await openBackup(path, () => readPassphrase(process.env))
    const revocations = await besideBackup(path)
    return withDatabase(
      config,
      async (url) => {
        const restored = await restore({ url, path, backup, replace, revocations })
        say(restoredLines(path, restored, await announceRestore(url, restored.head.madeAt)))
      },
      { create: true },
    )
  },
  async verify(typed) {
    readOptions(typed, { usage: usage.verify, options: {} })
    return withDatabase(readConfig(process.env), async (url) => {
      const found = await verifyAll(url)
      say(found.flatMap(verifiedLines))
      if (found.some(({ broken }) => broken !== null)) process.exitCode = 1
    })
  },
}

async function withDatabase(
  config: Config,
  work: (url: string) => Promise<void>,
  { create = false } = {},
): Promise<void> {
  const attached = await attach(config, { create })
  if (attached === null)
    throw new StartError(`There are no data in ${config.dataDir} yet. Start Pitboard once: npm start`)
  try {
    await work(attached.url)
  } catch (error) {
    throw asked.signal.aborted ? new StartError('Stopped. Nothing was changed.') : error
  } finally {
    await attached.close()
  }
}

function say(lines: string[]): void {
  for (const line of lines) console.log(line)
}

await runCommand(async () => {
  const [name = '', ...typed] = process.argv.slice(2)
  if (!(name in commands))
    throw new StartError(`Unknown command ${name}. The commands are: ${Object.keys(usage).join(', ')}`)
  await commands[name as keyof typeof usage](typed)
})
