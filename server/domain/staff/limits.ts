/** How far each role may go. */
import { limitsOf } from '#contract/roleLimits.ts'
import { refuse, type Rule } from '../rule.ts'
import { isSame } from '../undo/same.ts'

/** S13: refuses `changed_meanwhile` if the role's limits are no longer what the form showed. */
export const changeRoleLimits: Rule<'changeRoleLimits'> = {
  needs: () => ({ workshopAlerts: true }),
  decide({ workshop }, { role, limits, was }) {
    const now = limitsOf(role, workshop.roleLimits)
    if (!isSame(now, was)) return refuse('changed_meanwhile', { workshop: [workshop] })
    if (isSame(now, limits)) return refuse('nothing_to_change')
    const roleLimits = [...workshop.roleLimits.filter((one) => one.role !== role), { role, ...limits }]
    const facts = [{ name: 'roleLimitsChanged', role }]
    return { ok: true, answer: {}, facts, put: { workshop: [{ ...workshop, roleLimits }] }, leavesPlan: true }
  },
}
