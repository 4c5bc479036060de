/** Taking back a wrong touch (S14). */
import { z } from 'zod'
import { id } from '../fields.ts'
import { undoable } from '../undo.ts'
import { command, nothing } from './command.ts'

export const undoCommands = {
  undoCommand: command(
    'Takes back a command sent within the undo time (`undoSeconds`), unless what it changed has changed since (S13, S14). ' +
      'Those who may send the command may take it back.',
    {
      commandId: id.meta({ description: 'The id under which the command was sent.' }),
      command: z.enum(undoable).meta({ description: 'Its name.' }),
    },
    nothing,
  ),
}
