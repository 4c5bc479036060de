import { z } from 'zod'
import { id, instant, language } from '../fields.ts'
import { purposes } from '../values.ts'

/**
 * An arrival (B1), open until the desk's work on its order has begun; without an order, until it is done. Who has taken it stays on it
 * (B1.2).
 */
export const arrival = z
  .object({
    id,
    at: instant,
    ticket: z.string().meta({ example: 'A017', description: 'Empty for a call for help.' }),
    purpose: z.enum(purposes),
    from: z.enum(['kiosk', 'desk']),
    plate: z.string().nullable(),
    language,
    words: z.string(),
    orderId: id.nullable(),
    takenAt: instant.nullable().meta({ description: 'When the desk first turned to this person.' }),
    takenBy: id.nullable().meta({ description: 'Who looks after this person now.' }),
    desk: z.int().nullable().meta({ description: 'The number of the desk this person is called to.' }),
    calledAt: instant.nullable().meta({ description: 'When this person was last called to the desk.' }),
    toldMinutes: z
      .int()
      .nullable()
      .meta({ description: 'How long the kiosk said they would wait; null: it said nothing.' }),
    reviewAt: instant.nullable(),
    closedAt: instant.nullable(),
  })
  .meta({ id: 'Arrival' })
export type Arrival = z.infer<typeof arrival>
