import { z } from 'zod'
import { id, instant, money, names } from '../fields.ts'
import { bayKinds, skills } from '../values.ts'

/** B5: how long an operation takes in this workshop, learned from past work. */
const learned = z
  .object({
    model: z.string().nullable().meta({ description: 'The car model; null: any.' }),
    count: z.int().meta({ description: 'The number of samples.' }),
    likelyMinutes: z.int().meta({ description: 'The median duration (P50).' }),
    safeMinutes: z.int().meta({ description: 'The 80th percentile (P80).' }),
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
    fixedPromiseMinutes: z.int().nullable().meta({
      description:
        'B5: quick work is promised this many opening minutes after the customer’s yes, if the shop can do it; null: as usual.',
    }),
    price: money,
    learned: z
      .array(learned)
      .meta({ description: 'For any car first, then for models with enough samples; empty: nothing yet.' }),
    retiredAt: instant.nullable().meta({ description: 'Since when it is no longer offered; null: offered.' }),
  })
  .meta({ id: 'PriceItem', description: 'An operation in the price list.' })
export type PriceItem = z.infer<typeof priceItem>
