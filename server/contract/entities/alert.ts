import { z } from 'zod'
import { id, instant } from '../fields.ts'
import { alertCauses, roles, severities } from '../values.ts'

/** AL: something that needs action. It opens and closes with its cause. */
export const alert = z
  .object({
    id,
    cause: z.enum(alertCauses),
    severity: z.enum(severities),
    orderId: id.nullable(),
    bayId: id.nullable(),
    partId: id.nullable(),
    noticeId: id.nullable(),
    arrivalId: id.nullable(),
    since: instant,
    owner: z.enum(roles).meta({ description: 'The role that must act now.' }),
    level: z.int().meta({ description: 'How often it has escalated.' }),
    escalatesAt: instant.nullable(),
    acknowledgedAt: instant.nullable(),
    acknowledgedBy: id.nullable(),
    closedAt: instant.nullable(),
  })
  .meta({ id: 'Alert' })
export type Alert = z.infer<typeof alert>
