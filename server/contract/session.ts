/** Who acts at a staff screen, and what it may send: set and read over HTTP, kept by the server behind a cookie. */
import { z } from 'zod'
import { commandNames } from './commands/index.ts'
import { id } from './fields.ts'
import { doors, roles } from './values.ts'

export const session = z
  .object({
    device: z.enum(doors).meta({ description: 'How this connection came in.' }),
    personId: id.nullable().meta({ description: 'Who acts; null: nobody has been selected yet.' }),
    roles: z.array(z.enum(roles)).meta({ description: 'The roles it may act in.' }),
    commands: z.array(z.enum(commandNames)).meta({ description: 'The commands it may send.' }),
  })
  .meta({ id: 'Session' })
export type Session = z.infer<typeof session>

export const personChoice = z.strictObject({ personId: id }).meta({ id: 'PersonChoice' })
