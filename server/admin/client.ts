import { readFileSync } from 'node:fs'
import type { Logger } from 'pino'
import { z } from 'zod'
import { openDatabase } from '#db/database.ts'
import type { Config } from '#server/config.ts'
import { adminFile } from './listen.ts'
import { adminAnswer, type AdminAnswer, type AdminCommands } from './router.ts'

const door = z.object({ url: z.url(), token: z.string() })
type Door = z.infer<typeof door>

/**
 * Carries an administrative command out: through the server that runs on this data folder, or, when none does, on the
 * database itself, which is opened for it and closed again.
 * @throws StartError when the database cannot be opened.
 */
export async function administer(
  name: string,
  args: unknown,
  { config, log, commands }: { config: Config; log: Logger; commands: AdminCommands },
): Promise<AdminAnswer> {
  const running = await findServer(config.dataDir)
  if (running) return send(running, name, args)
  const command = commands[name]
  if (!command) return { ok: false, lines: [`There is no command ${name}.`] }
  const database = await openDatabase(config)
  try {
    return await command(args, { database, config, log, app: null })
  } finally {
    await database.close()
  }
}

/** The door of the server running on that folder; null when there is none, also when a killed one left its file. */
async function findServer(dataDir: string): Promise<Door | null> {
  try {
    const found = door.parse(JSON.parse(readFileSync(adminFile(dataDir), 'utf8')))
    const answer = await fetch(`${found.url}/admin`, { headers: auth(found), signal: AbortSignal.timeout(5000) })
    return answer.ok && adminAnswer.parse(await answer.json()).ok ? found : null
  } catch {
    return null
  }
}

async function send(running: Door, name: string, args: unknown): Promise<AdminAnswer> {
  const answer = await fetch(`${running.url}/admin/${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { ...auth(running), 'content-type': 'application/json' },
    body: JSON.stringify(args ?? {}),
  })
  return adminAnswer.parse(await answer.json())
}

const auth = ({ token }: Door) => ({ authorization: `Bearer ${token}` })
