import { z } from 'zod'
import { day, id, instant, language, weeklyHours } from '../fields.ts'
import { leaveKinds, roles, skills } from '../values.ts'

/** What a person does in the workshop; they may do what any of their roles may. */
export const personRoles = z
  .array(z.enum(roles))
  .min(1)
  .refine((all) => new Set(all).size === all.length, 'each role once')
  .meta({ description: 'Their roles; the first is the main one.' })

const leave = z.object({ id, kind: z.enum(leaveKinds), from: instant, until: instant }).meta({ id: 'Leave' })
export type Leave = z.infer<typeof leave>

export const otherWeek = z
  .strictObject({ shift: weeklyHours, from: day.meta({ description: 'A day of one of these weeks.' }) })
  .meta({ id: 'OtherWeek' })

export const person = z
  .object({
    id,
    name: z.string(),
    roles: personRoles,
    teamId: id.nullable(),
    skills: z.array(z.enum(skills)).meta({ description: 'The kinds of work they do alone; plans count on these.' }),
    guided: z.array(z.enum(skills)).meta({ description: 'The kinds of work they do under guidance.' }),
    desk: z.int().nullable().meta({ description: 'The number of the desk where they serve customers.' }),
    language: language
      .nullable()
      .meta({ description: 'The language of their own screens; null: as the screen is set.' }),
    employedFrom: day.nullable().meta({ description: 'Their first day; null: always here.', example: '2026-09-01' }),
    employedUntil: day.nullable().meta({
      description: 'Their last day; null: they stay. Who has left stays in the records.',
      example: '2027-03-31',
    }),
    shift: weeklyHours.nullable().meta({ description: 'Weekly working hours; null: the opening hours.' }),
    otherWeek: otherWeek
      .nullable()
      .meta({ description: 'Other working hours in every second week; null: all weeks are alike.' }),
    leave: z.array(leave).meta({ description: 'When they are or were away, in order.' }),
    overtime: z
      .object({ from: instant, until: instant })
      .nullable()
      .meta({ description: 'They work longer, beyond their hours and the opening hours.' }),
  })
  .meta({ id: 'Person' })
export type Person = z.infer<typeof person>
