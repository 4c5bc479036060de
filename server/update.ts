/** Brings the data of an earlier release up to this one: after a backup, while the port says what is going on. */
import { backUpBefore } from './backup/beforeUpdate.ts'
import { answerWhileUpdating } from './http/updating.ts'
import type { Config } from './terminal/config.ts'

/** @param run carries out the migrations */
export async function update(
  url: string,
  run: () => Promise<void>,
  config: Pick<Config, 'host' | 'port' | 'tls' | 'backupDir' | 'backupPassphrase'>,
): Promise<void> {
  const free = await answerWhileUpdating(config)
  try {
    await backUpBefore(url, config)
    await run()
  } finally {
    await free()
  }
}
