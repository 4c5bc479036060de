/** What the commands print. */
import { pathOf } from '#contract/screens.ts'
import { count, plain } from '#server/terminal/wording.ts'
import type { Backup } from '#server/backup/make.ts'
import type { Restored } from '#server/backup/restore.ts'
import type { Announced } from './announce.ts'
import type { Broken, Verified } from '#server/backup/verify.ts'

export function backupLines(path: string, { head, rows, bytes }: Backup, isEncrypted: boolean): string[] {
  const names = head.workshops.map(({ name }) => plain(name)).join(', ')
  return [
    `${plain(path)} holds ${names || 'no workshop'}: ${count(rows, 'row')}, ${sizeOf(bytes)}, as at ${new Date(head.madeAt).toISOString()}.`,
    isEncrypted
      ? 'It is encrypted. Without the passphrase it cannot be restored.'
      : 'It holds customers’ names and numbers. Keep it where only you can read it.',
  ]
}

function sizeOf(bytes: number): string {
  const kilobytes = bytes / 1000
  if (kilobytes < 1000) return `${Math.ceil(kilobytes)} kB`
  return `${(kilobytes / 1000).toFixed(1)} MB`
}

const reasons: Record<Broken['what'], string> = {
  missing: 'is missing',
  mark: 'was changed, or does not follow the entry before it',
  personal: 'has other personal fields than it was written with',
  head: 'is not the last one that was written',
}

export function verifiedLines({ name, workshopId, entries, unmarked, erased, broken }: Verified): string[] {
  const who = `${plain(name)} (${workshopId})`
  const older = unmarked > 0 ? `, ${count(unmarked, 'older entry', 'older entries')} without a mark` : ''
  const gone = erased > 0 ? `, ${count(erased, 'entry', 'entries')} with personal fields erased` : ''
  if (broken === null)
    return [`${who}: the journal holds. ${count(entries, 'entry', 'entries')} checked${older}${gone}.`]
  return [`${who}: entry ${broken.seq} ${reasons[broken.what]}. The entries before it hold.`]
}

export function restoredLines(
  path: string,
  { head, rows, aside, isElsewhere }: Restored,
  { withoutKeys }: Announced,
): string[] {
  const names = head.workshops.map(({ name }) => plain(name)).join(', ')
  return [
    `${names || 'No workshop'} is as at ${new Date(head.madeAt).toISOString()}, from ${plain(path)}: ${count(rows, 'row')}, all proven.`,
    'Screens show it by themselves. People sign in again.',
    `No message goes to customers until a manager has looked at them: ${pathOf('setup')}`,
    ...(isElsewhere
      ? [
          'This is another database than the one backed up, so its secrets are new: links in customers’ hands have ended.',
        ]
      : []),
    ...(withoutKeys
      ? ['The access keys in the backup were replaced after it was made. Make new ones: npm start -- --new-keys']
      : []),
    ...(aside === null
      ? []
      : [`What was there before is kept aside, as schema ${aside}. To delete it: npm run restore -- --drop-old`]),
  ]
}

export const droppedLine = (states: number): string =>
  states === 0 ? 'Nothing is kept aside.' : `Deleted: ${count(states, 'state')} kept aside by restores.`
