/** Backups of test databases. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'
import { openBackup, type Opened } from '#server/backup/file.ts'
import type { Frame } from '#server/backup/frames.ts'
import { makeBackup } from '#server/backup/make.ts'
import { restore } from '#server/backup/restore.ts'

/** A file that does not exist yet, in a folder of its own. */
export const newFile = () =>
  join(realpathSync(mkdtempSync(join(inject('scratch'), 'backup-'))), `${randomUUID()}.backup`)

export async function backedUp(url: string, passphrase: string | null = null): Promise<string> {
  const path = newFile()
  await makeBackup({ url, path, passphrase })
  return path
}

export const opened = (path: string, passphrase = ''): Promise<Opened> => openBackup(path, async () => passphrase)

export async function framesOf(path: string, passphrase = ''): Promise<Frame[]> {
  const frames: Frame[] = []
  for await (const frame of (await opened(path, passphrase)).frames) frames.push(frame)
  return frames
}

export const restoredTo = async (url: string, path: string, more: Partial<Parameters<typeof restore>[0]> = {}) =>
  restore({ url, path, backup: await opened(path), replace: false, ...more })
