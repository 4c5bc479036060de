/** The people of the workshop and their teams (C2, A8). */
import { z } from 'zod'
import { personRoles } from '../entities/person.ts'
import { limits } from '../entities/workshop.ts'
import { day, id, instant, language, line } from '../fields.ts'
import { roles, skills } from '../values.ts'
import { command, nothing } from './command.ts'

const skillSet = z
  .array(z.enum(skills))
  .refine((all) => new Set(all).size === all.length, 'each skill once')
  .meta({ description: 'Each skill at most once.' })

const personDetails = z
  .strictObject({
    name: line(60),
    roles: personRoles,
    teamId: id.nullable(),
    skills: skillSet.meta({ description: 'The kinds of work they do alone.' }),
    guided: skillSet.meta({ description: 'The kinds of work they do under guidance; what they do alone is left out.' }),
    desk: z.int().min(1).max(99).nullable().meta({ description: 'The number of the desk where they serve customers.' }),
    language: language.nullable(),
    employedFrom: day.nullable().meta({ description: 'Their first day; null: always here.' }),
  })
  .meta({ id: 'PersonDetails' })
export type PersonDetails = z.infer<typeof personDetails>

const some = personDetails.partial().meta({ title: 'some of `PersonDetails`', example: { desk: 2 } })
const was = 'What the form showed of the same fields (S13).'

const teamDetails = z.strictObject({ name: line(60), leaderId: id.nullable() }).meta({ id: 'TeamDetails' })
export type TeamDetails = z.infer<typeof teamDetails>
const someOfTeam = teamDetails.partial().meta({ title: 'some of `TeamDetails`', example: { name: 'Team B' } })

const roleLimits = z.strictObject(limits).meta({ id: 'Limits' })

export const peopleCommands = {
  addPerson: command('Adds a person.', { ...personDetails.shape }, { personId: id }),
  changePerson: command(
    'Changes a person; what is left out stays as it is.',
    { personId: id, to: some, was: some.meta({ description: was }) },
    nothing,
  ),
  removePerson: command(
    'A person leaves; they stay in the records. From the day after their last one they cannot be given work. If that day has come, work that is still theirs must be handed over: it goes back to the foreman without a technician, and what is in progress is paused.',
    {
      personId: id,
      lastDay: day,
      handOver: z.boolean().default(false).meta({ description: 'Hand over their open work, orders and teams.' }),
    },
    nothing,
  ),
  restorePerson: command('A person who left, or was to leave, works here again.', { personId: id }, nothing),
  addStandIn: command(
    'A person stands in for another, or for a role, for a time: they may do what the other may, and alerts for the other are theirs.',
    {
      personId: id.nullable().meta({ description: 'Null: for a role.' }),
      role: z.enum(roles).nullable().meta({ description: 'Null: for a person.' }),
      standInId: id.meta({ description: 'The person who stands in.' }),
      from: instant.nullable().default(null).meta({ description: 'Null: at once.' }),
      until: instant,
    },
    { entryId: id },
  ),
  endStandIn: command('A person no longer stands in.', { entryId: id }, nothing),
  changeRoleLimits: command(
    'Changes how far a role may go.',
    {
      role: z.enum(roles),
      limits: roleLimits,
      was: roleLimits.meta({ description: 'What the form showed (S13).' }),
    },
    nothing,
  ),
  addTeam: command('Adds a team.', { ...teamDetails.shape }, { teamId: id }),
  changeTeam: command(
    'Changes a team; what is left out stays as it is.',
    { teamId: id, to: someOfTeam, was: someOfTeam.meta({ description: was }) },
    nothing,
  ),
  removeTeam: command('Removes a team in which nobody works any more.', { teamId: id }, nothing),
}
