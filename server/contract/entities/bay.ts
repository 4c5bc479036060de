import { z } from 'zod'
import { id, instant } from '../fields.ts'
import { bayKinds } from '../values.ts'

/** The kinds of work a bay is fit for: most lifts also take electrical work, and the alignment rack is a lift. */
export const bayUses = z
  .array(z.enum(bayKinds))
  .min(1)
  .refine((uses) => new Set(uses).size === uses.length, 'each use once')
  .meta({ description: 'The kinds of work it is fit for; the first is its main use.' })

/** A cell of the plan of the workshop, counted from its upper left corner. */
export const planCell = z
  .strictObject({ column: z.int().min(0).max(39), row: z.int().min(0).max(29) })
  .meta({ id: 'PlanCell' })

export const bay = z
  .object({
    id,
    number: z.int(),
    name: z.string().nullable(),
    uses: bayUses,
    outOfService: z.object({ reason: z.string(), since: instant, until: instant.nullable() }).nullable(),
    place: planCell.nullable().meta({ description: 'Where it is on the plan; null: nobody has said.' }),
    retiredAt: instant.nullable().meta({ description: 'Since then it is no bay any more; the records keep it.' }),
    reviewAt: instant.nullable().meta({ description: 'When the clock next reviews it.' }),
  })
  .meta({ id: 'Bay' })
export type Bay = z.infer<typeof bay>
