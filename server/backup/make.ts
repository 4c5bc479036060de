/** Makes a backup of a running database: one moment of all its workshops, in one file. */
import type { Sql } from 'postgres'
import { keptAlive } from '#db/bounds.ts'
import { clientOf } from '#db/client.ts'
import { migrationsOf, standing } from '#db/migrations.ts'
import { StartError } from '#server/terminal/startError.ts'
import { dump, inOneForm, readHead } from './dump.ts'
import { writeBackup } from './file.ts'
import type { Frame, Head } from './frames.ts'

/** An arbitrary number, the same for every node: backups of one database are made one after the other. */
const BACKUP_LOCK = 5_019_712_036

export interface Backup {
  head: Head
  /** The rows of all tables. */
  rows: number
  /** The size of the file. */
  bytes: number
}

/** One is being made already, here or by another server. */
export class AnotherBackup extends StartError {}

interface Options {
  /** The database's address. */
  url: string
  path: string
  /** Null: not encrypted. */
  passphrase: string | null
  signal?: AbortSignal
}

/**
 * Reads the database in one transaction, table by table, and writes the file as it reads. Commands go on meanwhile.
 * @throws StartError when there is nothing to back up, another backup is being made, or the file cannot be written
 */
export async function makeBackup({ url, path, passphrase, signal }: Options): Promise<Backup> {
  return readOnly(url, async (sql) => {
    const [lock] = await sql<{ free: boolean }[]>`select pg_try_advisory_xact_lock(${BACKUP_LOCK}) as free`
    if (!lock!.free)
      throw new AnotherBackup('Another backup of this database is being made. Try again when it is done.')
    const head = await readHead(sql)
    let rows = 0
    async function* counted(): AsyncGenerator<Frame> {
      for await (const frame of dump(sql, head)) {
        if (frame.type === 'end') rows += frame.content.rows
        yield frame
      }
    }
    const bytes = await writeBackup(path, counted(), { madeAt: head.madeAt, passphrase, signal })
    return { head, rows, bytes }
  })
}

/**
 * Reads the database as it is at one moment, on a connection of its own.
 * @throws StartError when it has none of our tables, or those of a newer release
 */
export async function readOnly<T>(url: string, work: (sql: Sql) => Promise<T>): Promise<T> {
  const sql = clientOf(url, { ...keptAlive, max: 1, onnotice: () => {} })
  try {
    await sql.unsafe('begin isolation level repeatable read read only')
    await inOneForm(sql)
    const had = standing(await migrationsOf(sql))
    if (had === 'empty') throw new StartError('There is no workshop yet. Start Pitboard once: npm start')
    if (had === 'newer') throw new StartError('The database is that of a newer Pitboard. Use that one.')
    return await work(sql)
  } finally {
    // Work that failed may have left rows unread: the connection is cut, and the transaction ends with it.
    await sql.end({ timeout: 0 })
  }
}
