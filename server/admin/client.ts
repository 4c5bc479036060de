import type { Logger } from 'pino'
import { openDatabase } from '#db/database.ts'
import { backUpBefore } from '#server/backup/beforeUpdate.ts'
import type { Config } from '#server/terminal/config.ts'
import { adminAnswer, type AdminAnswer, type AdminCommands } from './router.ts'
import { readTokenFiles, type Entrance } from './tokenFile.ts'

/**
 * Runs an administrative command: through a server running on this data folder, or, if there is none, directly on the
 * database, which is opened for it and closed again.
 * @throws StartError when the database cannot be opened.
 */
export async function administer(
  name: string,
  args: unknown,
  { config, log, commands }: { config: Config; log: Logger; commands: AdminCommands },
): Promise<AdminAnswer> {
  const answer = await askServer(name, args, config)
  if (answer) return answer
  const command = commands[name]
  if (!command) return { ok: false, lines: [`Unknown command ${name}.`] }
  const database = await openDatabase(config, undefined, async (url, run) => {
    await backUpBefore(url, config)
    await run()
  })
  try {
    return await command(args, { database, config, log, app: null })
  } finally {
    await database.close()
  }
}

/** The answer of the server running on this data folder; null if there is none. */
export async function askServer(name: string, args: unknown, config: Config): Promise<AdminAnswer | null> {
  for (const entrance of readTokenFiles(config)) if (await isOpen(entrance)) return send(entrance, name, args)
  return null
}

/** False also for a file left by a killed server. */
async function isOpen(entrance: Entrance): Promise<boolean> {
  try {
    const answer = await fetch(`${entrance.url}/admin`, { headers: auth(entrance), signal: AbortSignal.timeout(5000) })
    return answer.ok && adminAnswer.parse(await answer.json()).ok
  } catch {
    return false
  }
}

async function send(entrance: Entrance, name: string, args: unknown): Promise<AdminAnswer> {
  const answer = await fetch(`${entrance.url}/admin/${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { ...auth(entrance), 'content-type': 'application/json' },
    body: JSON.stringify(args ?? {}),
  })
  return adminAnswer.parse(await answer.json())
}

const auth = ({ token }: Entrance) => ({ authorization: `Bearer ${token}` })
