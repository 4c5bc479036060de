import { z } from 'zod'
import { id, instant } from '../fields.ts'
import { roles } from '../values.ts'

export const standIn = z
  .object({
    id,
    personId: id.nullable().meta({ description: 'Whose work is taken over; null: that of a role.' }),
    role: z.enum(roles).nullable().meta({ description: 'The role that is taken over; null: a person.' }),
    standInId: id.meta({ description: 'The person who stands in.' }),
    from: instant,
    until: instant,
  })
  .meta({ id: 'StandIn', description: 'A person stands in for another or for a role, for a time (A8).' })
export type StandIn = z.infer<typeof standIn>
