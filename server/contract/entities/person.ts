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
    shift: weeklyHours.nullable().meta({ description: 'Weekly working hours; null: the opening hours.' }),
    absentFrom: instant
      .nullable()
      .meta({ description: 'Absent from then on; null: at once. Means nothing without `absentUntil`.' }),
    absentUntil: instant.nullable().meta({ description: 'Absent until then: ill or on leave.' }),
  })
  .meta({ id: 'Person' })
export type Person = z.infer<typeof person>
