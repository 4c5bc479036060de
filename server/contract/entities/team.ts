import { z } from 'zod'
import { id } from '../fields.ts'

export const team = z.object({ id, name: z.string() }).meta({ id: 'Team' })
export type Team = z.infer<typeof team>
