/** Makes the nightly backups, removes old ones, and keeps what was revoked beside them. */
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Sql } from 'postgres'
import type { Logger } from 'pino'
import { fromLocal, localDay } from '#contract/calendar.ts'
import { defaultSettings, type Settings } from '#contract/settings.ts'
import { permitOwn } from '#server/policy/permit.ts'
import { newId } from '#server/write/ids.ts'
import type { Writer } from '#server/write/write.ts'
import { AnotherBackup, makeBackup } from './make.ts'
import { nameAt } from './names.ts'
import { fileIn, revocationsIn } from './revocations.ts'

const MINUTE = 60_000
const DAY = 86_400_000
/** How often it looks whether one is due (real ms). */
const EVERY = MINUTE
/** After a failure it is tried again no sooner than this (house time, ms). */
const AGAIN = 60 * MINUTE
/** Those made before an update that are kept, besides the nightly ones. */
const UPDATES_KEPT = 3

interface Options {
  sql: Sql
  /** The database's address. */
  url: string
  folder: string
  passphrase: string | null
  writer: Writer
  /** House time. */
  now: () => number
  log: Logger
}

export interface Keeper {
  /** Makes a backup if one is due. */
  look(): Promise<void>
  stop(): Promise<void>
}

interface Row {
  id: string
  timeZone: string
  settings: Partial<Settings>
  createdAt: number
  /** When the last one was made; null: none yet. */
  madeAt: number | null
}

export function startKeeping({ sql, url, folder, passphrase, writer, now, log }: Options): Keeper {
  let notBefore = -Infinity
  let beside = ''
  let looking: Promise<void> = Promise.resolve()
  const look = () =>
    (looking = looking
      .then(once)
      .catch((error: unknown) => log.warn({ err: error }, 'Looking after the backups failed; retrying')))
  const timer = setInterval(() => void look(), EVERY)
  timer.unref()

  async function once(): Promise<void> {
    const workshops = await sql<Row[]>`
      select workshop_id as id, time_zone as "timeZone", settings, (extract(epoch from created_at) * 1000)::float8 as "createdAt",
        (backup ->> 'madeAt')::float8 as "madeAt" from workshop`
    if (now() >= notBefore && workshops.some((one) => isDue(one, now()))) await make(workshops)
    await keepRevocations()
  }

  async function make(workshops: readonly Row[]): Promise<void> {
    let madeAt: number | null = null
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await makeBackup({ url, path: join(folder, nameAt(new Date(now()), 'nightly')), passphrase })
      madeAt = Math.round(now())
      // The folder may have been emptied.
      beside = ''
      await removeOld(folder, Math.max(...workshops.map(({ settings }) => keptBy(settings))))
    } catch (error) {
      // Another node is at it, and records it.
      if (error instanceof AnotherBackup) return
      notBefore = now() + AGAIN
      log.error({ err: error }, 'The nightly backup failed')
    }
    for (const { id } of workshops)
      await writer.execute(permitOwn('clock', id, { id: newId(), name: 'recordBackup', payload: { madeAt } }))
  }

  async function keepRevocations(): Promise<void> {
    const text = (await revocationsIn(sql, 'public')).map((one) => `${JSON.stringify(one)}\n`).join('')
    if (text === beside) return
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const file = fileIn(folder)
    await writeFile(`${file}.part`, text, { mode: 0o600, flush: true })
    await rename(`${file}.part`, file)
    beside = text
  }

  return {
    look,
    async stop() {
      clearInterval(timer)
      await looking
    },
  }
}

const keptBy = ({ backupsKept = defaultSettings.backupsKept }: Partial<Settings>) => backupsKept

/** Whether the workshop’s hour has come since the last one was made. A new workshop waits for its first night. */
function isDue({ timeZone, settings, createdAt, madeAt }: Row, now: number): boolean {
  const { backupAt = defaultSettings.backupAt } = settings
  const today = localDay(now, timeZone)
  const moment = [today, today - DAY].map((day) => fromLocal(day + backupAt * MINUTE, timeZone)).find((at) => at <= now)
  return moment !== undefined && createdAt < moment && (madeAt ?? 0) < moment
}

/** Names sort by time. */
async function removeOld(folder: string, kept: number): Promise<void> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-\d\d-\d\d-\d{4}-/.test(name)).sort()
  const nightly = names.filter((name) => name.endsWith('-nightly.backup')).slice(0, -kept)
  const updates = names.filter((name) => name.endsWith('-before-update.backup')).slice(0, -UPDATES_KEPT)
  // Left by a server that was killed: backups are made one at a time, and this one is whole.
  const parts = names.filter((name) => name.endsWith('.part'))
  for (const name of [...nightly, ...updates, ...parts]) await rm(join(folder, name), { force: true })
}
