/** After a restore: no message goes to customers before a manager has seen what would go. */
import { refuse, type Rule } from '../rule.ts'

/** What the backup did not know has happened all the same: customers were told, cars were collected. Messages are held. */
export const recordRestore: Rule<'recordRestore'> = {
  needs: () => ({ workshopAlerts: true, everyone: true }),
  decide: ({ workshop }, { madeAt }, { now }) => ({
    ok: true,
    answer: {},
    facts: [{ name: 'workshopRestored', madeAt }],
    put: { workshop: [{ ...workshop, messagesHeldSince: workshop.messagesHeldSince ?? now }] },
  }),
}

/** What is still to be sent goes now. Refuses `nothing_to_change` if nothing is held. */
export const releaseMessages: Rule<'releaseMessages'> = {
  needs: () => ({ workshopAlerts: true, everyone: true }),
  decide({ workshop }) {
    const { messagesHeldSince: since } = workshop
    if (since === null) return refuse('nothing_to_change')
    return {
      ok: true,
      answer: {},
      facts: [{ name: 'messagesReleased', since }],
      put: { workshop: [{ ...workshop, messagesHeldSince: null }] },
    }
  },
}
