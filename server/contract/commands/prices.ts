/** The price list: the operations a workshop offers, with their minutes and prices (B5). */
import { z } from 'zod'
import { id, line, minutes, money, names } from '../fields.ts'
import { bayKinds, skills } from '../values.ts'
import { command, nothing } from './command.ts'

const priceItemDetails = z
  .strictObject({
    code: line(20).meta({ description: 'As the workshop calls it; each offered operation has its own.' }),
    title: names,
    bayKind: z.enum(bayKinds),
    skill: z.enum(skills),
    standardMinutes: minutes,
    fixedPromiseMinutes: minutes
      .nullable()
      .meta({ description: 'B5: promised this many opening minutes after the customer’s yes; null: as usual.' }),
    price: money,
  })
  .meta({ id: 'PriceItemDetails' })
export type PriceItemDetails = z.infer<typeof priceItemDetails>

const some = priceItemDetails.partial().meta({ title: 'some of `PriceItemDetails`', example: { price: 38000 } })

export const priceCommands = {
  addPriceItem: command('Adds an operation to the price list.', { ...priceItemDetails.shape }, { itemId: id }),
  changePriceItem: command(
    'Changes an operation of the price list; what is left out stays as it is. Orders keep the minutes and prices they were given.',
    { itemId: id, to: some, was: some.meta({ description: 'What the form showed of the same fields (S13).' }) },
    nothing,
  ),
  removePriceItem: command(
    'An operation is no longer offered. Orders that have it, and what was learnt of it, stay.',
    { itemId: id },
    nothing,
  ),
  restorePriceItem: command('An operation is offered again.', { itemId: id }, nothing),
}
