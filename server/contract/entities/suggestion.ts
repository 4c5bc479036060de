import { z } from 'zod'
import { id, instant } from '../fields.ts'
import { suggestionCauses } from '../values.ts'
import { placement } from './operation.ts'

/** Moves one operation. `was` is its placement when the move was suggested (S13). */
export const move = z.object({ orderId: id, operationId: id, was: placement, to: placement }).meta({ id: 'Move' })
export type Move = z.infer<typeof move>

/** The effect of a change on one order: when it would be ready without and with it; null: cannot be scheduled. */
export const effect = z
  .object({ orderId: id, promiseAt: instant.nullable(), from: instant.nullable(), to: instant.nullable() })
  .meta({ id: 'Effect' })
export type Effect = z.infer<typeof effect>

/** Moves that improve the plan, found by the planner; open until accepted, dismissed or outdated (C2, AL). */
export const suggestion = z
  .object({
    id,
    at: instant.meta({ description: 'When it was first made.' }),
    cause: z.enum(suggestionCauses),
    orderId: id.nullable().meta({ description: 'The order it helps; null: the whole plan.' }),
    moves: z.array(move).min(1),
    effects: z.array(effect).meta({ description: 'Every order whose lateness changes, the helped one first.' }),
    movedOrders: z.int().min(0).meta({
      description: 'The number of other orders that move by a minute or more without a change in lateness.',
    }),
    savedMinutes: z.int().meta({
      description: 'Average lateness saved over all scenarios, in weighted minutes.',
    }),
    dismissedAt: instant
      .nullable()
      .meta({ description: 'When it was dismissed; it is not suggested again while its cause lasts.' }),
  })
  .meta({ id: 'Suggestion' })
export type Suggestion = z.infer<typeof suggestion>
