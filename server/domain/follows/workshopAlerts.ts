/** Warns when promises of the next weeks would rest on a calendar without known holidays, and while messages are held (AL). */
import type { Workshop } from '#contract/entities/index.ts'
import { causeOf, type Cause } from '../alert/causes.ts'
import { escalations, withAlerts } from './alerts.ts'
import type { FollowUp } from './followUp.ts'

const KNOWN_AHEAD = 30 * 86_400_000

export function workshopCauses(workshop: Workshop, now: number): Cause[] {
  return [
    ...(areHolidaysKnown(workshop, now) ? [] : [causeOf('holidays_unknown', {})]),
    ...(workshop.messagesHeldSince === null ? [] : [causeOf('messages_held', {})]),
    ...(now >= backupOldAt(workshop) ? [causeOf('backup_old', {})] : []),
  ]
}

function areHolidaysKnown({ holidays, holidaysUntil }: Workshop, now: number): boolean {
  if (holidays === null) return true
  return holidaysUntil !== null && Date.parse(`${holidaysUntil}T23:59Z`) >= now + KNOWN_AHEAD
}

/** From when on the last backup is too old, or the first one could not be made; never while none is due. */
function backupOldAt({ backup, settings }: Workshop): number {
  if (backup === null) return Infinity
  return backup.madeAt === null ? (backup.failedAt ?? Infinity) : backup.madeAt + settings.backupAlertHours * 3_600_000
}

export const workshopAlerts: FollowUp<Workshop> = {
  after: (followed, around) => withAlerts(followed, workshopCauses(followed.entity, around.context.now), around),
  moments: ({ entity, alerts }) => [...escalations(alerts), backupOldAt(entity)],
}
