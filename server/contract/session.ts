/** Who is signed in at a staff screen, and what it may send. Set and read over HTTP; the server keeps it under a cookie. */
import { z } from 'zod'
import { commandNames } from './commands/index.ts'
import { id } from './fields.ts'
import { devices, roles } from './values.ts'

export const session = z
  .object({
    device: z.enum(devices).meta({ description: 'The kind of device, which is also its view.' }),
    personId: id.nullable().meta({ description: 'The person signed in; null: nobody yet.' }),
    signIn: z.enum(['name', 'pin', 'password']).meta({
      description: 'How people sign in here: by choosing a name, by their PIN, or by their password.',
    }),
    roles: z.array(z.enum(roles)).meta({ description: 'The roles it may use.' }),
    commands: z.array(z.enum(commandNames)).meta({ description: 'The commands it may send.' }),
  })
  .meta({ id: 'Session' })
export type Session = z.infer<typeof session>

export const personChoice = z.strictObject({ personId: id }).meta({ id: 'PersonChoice' })
