import { z } from 'zod'
import { id, instant } from '../fields.ts'

export const part = z
  .object({
    id,
    operationId: id.nullable(),
    name: z.string(),
    quantity: z.int(),
    expectedAt: instant,
    arrivedAt: instant.nullable(),
  })
  .meta({ id: 'Part' })
export type Part = z.infer<typeof part>
