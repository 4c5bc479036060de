/** Before a new version changes the tables, their state is backed up: the way back to the version before. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { folderError } from '#db/dataFolder.ts'
import type { Config } from '#server/terminal/config.ts'
import { makeBackup } from './make.ts'
import { nameAt } from './names.ts'

/** @throws StartError when no backup could be made: the data are not touched then */
export async function backUpBefore(
  url: string,
  { backupDir, backupPassphrase }: Pick<Config, 'backupDir' | 'backupPassphrase'>,
): Promise<void> {
  const path = join(backupDir, nameAt(new Date(), 'before-update'))
  try {
    mkdirSync(backupDir, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw folderError(backupDir, error)
  }
  await makeBackup({ url, path, passphrase: backupPassphrase })
  console.log(`The data are brought up to this version. As they were before: ${path}`)
}
