import { z } from 'zod'
import { id, instant } from '../fields.ts'
import { bayKinds } from '../values.ts'

export const bay = z
  .object({
    id,
    number: z.int(),
    name: z.string().nullable(),
    kind: z.enum(bayKinds),
    outOfService: z.object({ reason: z.string(), since: instant, until: instant.nullable() }).nullable(),
    reviewAt: instant.nullable().meta({ description: 'When the clock next reviews it.' }),
  })
  .meta({ id: 'Bay' })
export type Bay = z.infer<typeof bay>
