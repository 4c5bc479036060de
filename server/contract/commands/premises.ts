/** The premises: which bays there are, and what they are for. */
import { z } from 'zod'
import { bayUses, planCell } from '../entities/bay.ts'
import { id, line } from '../fields.ts'
import { command, nothing } from './command.ts'

const bayDetails = z
  .strictObject({
    number: z.int().min(1).max(999).meta({ description: 'No other bay has it.' }),
    name: line(40).nullable(),
    uses: bayUses,
    place: planCell.nullable().default(null),
  })
  .meta({ id: 'BayDetails' })
const { place, ...withoutPlace } = bayDetails.shape
const some = z
  .strictObject({ ...withoutPlace, place: place.unwrap() })
  .partial()
  .meta({ title: 'some of `BayDetails`', example: { name: 'By the gate' } })

export const premisesCommands = {
  addBay: command('Adds a bay.', { ...bayDetails.shape }, { bayId: id }),
  changeBay: command(
    'Changes a bay; what is left out stays as it is. Work in it, and work assigned to it, stays.',
    { bayId: id, to: some, was: some.meta({ description: 'What the form showed of the same fields (S13).' }) },
    nothing,
  ),
  removeBay: command('Removes a bay in which no car stands and for which no work is planned.', { bayId: id }, nothing),
}
