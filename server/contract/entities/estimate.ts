import { z } from 'zod'
import { id, instant, money } from '../fields.ts'

/** B3: what the repair will cost, as the customer was told. */
export const estimate = z
  .object({
    id,
    orderId: id,
    total: money,
    remark: z.string(),
    closedAt: instant.nullable(),
  })
  .meta({ id: 'Estimate', description: 'What the repair will cost, as the customer was told.' })
export type Estimate = z.infer<typeof estimate>
