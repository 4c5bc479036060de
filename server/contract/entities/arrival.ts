import { z } from 'zod'
import { id, instant, language } from '../fields.ts'
import { purposes } from '../values.ts'

/** An arrival (B1). A repair or an appointment gets an order; anything else is closed once it is done. */
export const arrival = z
  .object({
    id,
    at: instant,
    ticket: z.string().meta({ example: 'A017' }),
    purpose: z.enum(purposes),
    from: z.enum(['kiosk', 'desk']),
    plate: z.string().nullable(),
    language,
    words: z.string(),
    orderId: id.nullable(),
    closedAt: instant.nullable(),
  })
  .meta({ id: 'Arrival' })
export type Arrival = z.infer<typeof arrival>
