import { z } from 'zod'
import { id, instant, language } from '../fields.ts'
import { purposes } from '../values.ts'

/** One coming-in (B1). A repair or an appointment grows an order; anything else is closed by whoever answered it. */
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
