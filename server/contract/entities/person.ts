import { z } from 'zod'
import { id, instant, weeklyHours } from '../fields.ts'
import { roles, skills } from '../values.ts'

export const person = z
  .object({
    id,
    name: z.string(),
    role: z.enum(roles),
    teamId: id.nullable(),
    skills: z.array(z.enum(skills)),
    shift: weeklyHours.nullable().meta({ description: 'Weekly working hours; null: whenever the workshop is open.' }),
    absentUntil: instant.nullable().meta({ description: 'Away until then: ill, on leave.' }),
  })
  .meta({ id: 'Person' })
export type Person = z.infer<typeof person>
