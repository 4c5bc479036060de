/** A bay out of service raises a warning, and an alarm once it is overdue (AL). */
import type { Bay } from '#contract/entities/index.ts'
import { causeOf, type Cause } from '../alert/causes.ts'
import { escalations, withAlerts } from './alerts.ts'
import type { FollowUp } from './followUp.ts'

export function bayCauses({ id: bayId, outOfService }: Bay, now: number): Cause[] {
  if (!outOfService) return []
  const isOverdue = outOfService.until !== null && outOfService.until <= now
  return [causeOf('bay_out_of_service', { bayId, ...(isOverdue && { severity: 'alarm' as const }) })]
}

export const bayAlerts: FollowUp<Bay> = {
  after: (followed, around) => withAlerts(followed, bayCauses(followed.entity, around.context.now), around),
  moments: ({ entity, alerts }) => [entity.outOfService?.until ?? null, ...escalations(alerts)],
}
