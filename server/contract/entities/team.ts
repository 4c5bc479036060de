import { z } from 'zod'
import { id } from '../fields.ts'

export const team = z
  .object({
    id,
    name: z.string(),
    leaderId: id.nullable().meta({ description: 'Who leads it and divides its work (C2).' }),
  })
  .meta({ id: 'Team' })
export type Team = z.infer<typeof team>
