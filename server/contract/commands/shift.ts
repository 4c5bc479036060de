/** Who works when: weekly hours, leave, overtime (B5, AL). */
import { z } from 'zod'
import { otherWeek } from '../entities/person.ts'
import { id, instant, weeklyHours } from '../fields.ts'
import { leaveKinds } from '../values.ts'
import { command, nothing } from './command.ts'

const hours = { shift: weeklyHours.nullable(), otherWeek: otherWeek.nullable().default(null) }

export const shiftCommands = {
  changeShift: command(
    'Changes a person’s weekly hours (null: the opening hours), and those of every second week.',
    {
      personId: id,
      ...hours,
      was: z.strictObject(hours).meta({ description: 'What the form showed (S13).' }),
    },
    nothing,
  ),
  addLeave: command(
    'A person is ill or on leave. If they are absent now, their work in progress is paused until a colleague takes it over.',
    {
      personId: id,
      kind: z.enum(leaveKinds),
      from: instant.nullable().default(null).meta({ description: 'Null: at once.' }),
      until: instant,
    },
    { leaveId: id },
  ),
  endLeave: command(
    'A person is back, or does not go: what is still to come of the leave is taken back.',
    { personId: id, leaveId: id },
    nothing,
  ),
  allowOvertime: command(
    'A person works longer today, beyond their hours and the opening hours; null: not after all.',
    { personId: id, until: instant.nullable() },
    nothing,
  ),
}
