/** The nightly backup, as the clock has made it. */
import { refuse, type Rule } from '../rule.ts'

/** Refuses `nothing_to_change` when a failure is known already. */
export const recordBackup: Rule<'recordBackup'> = {
  needs: () => ({ workshopAlerts: true, everyone: true }),
  decide({ workshop }, { madeAt }, { now }) {
    const { backup } = workshop
    if (madeAt === null && typeof backup?.failedAt === 'number') return refuse('nothing_to_change')
    const next = madeAt === null ? { madeAt: backup?.madeAt ?? null, failedAt: now } : { madeAt, failedAt: null }
    return {
      ok: true,
      answer: {},
      facts: [madeAt === null ? { name: 'backupFailed' } : { name: 'backupMade', madeAt }],
      put: { workshop: [{ ...workshop, backup: next }] },
      leavesPlan: true,
    }
  },
}
