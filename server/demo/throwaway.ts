/** A temporary database for the demo: a real PostgreSQL in a folder that is deleted with it. */
import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, type Database } from '#db/database.ts'
import { startEmbedded } from '#db/embedded.ts'
import { migrate } from '#db/migrate.ts'
import { isPostmasterOf, readPostmaster, stopPostmaster } from '#db/postmaster.ts'

const NAME = 'pitboard-demo-'

/** Closing it stops PostgreSQL and deletes the folder. */
export async function openThrowaway(poolMax: number): Promise<Database> {
  await sweep()
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `${NAME}${process.pid}-`)))
  let stop = async () => {}
  const remove = async () => {
    await stop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const server = await startEmbedded(folder, { durable: false })
    stop = server.stop
    await migrate(server.url)
    const database = connect(server.url, poolMax)
    const close = async () => {
      await database.close()
      await remove()
    }
    return { ...database, close }
  } catch (error) {
    await remove()
    throw error
  }
}

/** Stops and deletes what killed demos have left behind. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(new RegExp(`^${NAME}(\\d+)-`).exec(name)?.[1] ?? Number.NaN)
    if (Number.isNaN(pid) || isAlive(pid)) continue
    const folder = join(realpathSync(tmpdir()), name)
    const left = readPostmaster(join(folder, 'postgres', 'cluster'))
    if (left && isPostmasterOf(left.pid, folder)) await stopPostmaster(left.pid)
    // Another user's folder is not ours to delete.
    try {
      rmSync(folder, { recursive: true, force: true })
    } catch {
      continue
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
