import { z } from 'zod'
import { id, instant, weeklyHours } from '../fields.ts'
import { roles, skills } from '../values.ts'

/** What a person does in the workshop; they may do what any of their roles may. */
export const personRoles = z
  .array(z.enum(roles))
  .min(1)
  .refine((all) => new Set(all).size === all.length, 'each role once')
  .meta({ description: 'Their roles; the first is the main one.' })

export const person = z
  .object({
    id,
    name: z.string(),
    roles: personRoles,
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
