import { z } from 'zod'
import { id, money, names } from '../fields.ts'
import { bayKinds, skills } from '../values.ts'

/** B5: what the workshop has learnt of how long an operation takes it. */
const learned = z
  .object({
    model: z.string().nullable().meta({ description: 'The kind of car; null: any.' }),
    count: z.int().meta({ description: 'How often it was done.' }),
    likelyMinutes: z.int().meta({ description: 'Half of the times it takes no longer (P50).' }),
    safeMinutes: z.int().meta({ description: 'Four times out of five it takes no longer (P80).' }),
  })
  .meta({ id: 'Learned' })
export type Learned = z.infer<typeof learned>

export const priceItem = z
  .object({
    id,
    code: z.string(),
    title: names,
    bayKind: z.enum(bayKinds),
    skill: z.enum(skills),
    standardMinutes: z.int(),
    price: money,
    learned: z
      .array(learned)
      .meta({ description: 'Of any car first, then of kinds of car it was often done on; empty: nothing yet.' }),
  })
  .meta({ id: 'PriceItem', description: 'An operation of the price list.' })
export type PriceItem = z.infer<typeof priceItem>
