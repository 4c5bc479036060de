import { z } from 'zod'
import { id, instant } from '../fields.ts'
import { suggestionCauses } from '../values.ts'
import { placement } from './operation.ts'

/** One operation goes elsewhere. `was` is how it stood when the move was thought of (S13). */
export const move = z.object({ orderId: id, operationId: id, was: placement, to: placement }).meta({ id: 'Move' })
export type Move = z.infer<typeof move>

/** What a change does to one order: when it would be ready without and with it; null: nobody can say. */
export const effect = z
  .object({ orderId: id, promiseAt: instant.nullable(), from: instant.nullable(), to: instant.nullable() })
  .meta({ id: 'Effect' })
export type Effect = z.infer<typeof effect>

/** Moves that make the day better, found by the planner; open until accepted, dismissed or overtaken (C2, AL). */
export const suggestion = z
  .object({
    id,
    at: instant.meta({ description: 'When it was first made.' }),
    cause: z.enum(suggestionCauses),
    orderId: id.nullable().meta({ description: 'The order it is for; null: the whole plan.' }),
    moves: z.array(move).min(1),
    effects: z
      .array(effect)
      .meta({ description: 'Of every order it makes more or less late, the one it is for first.' }),
    movedOrders: z.int().min(0).meta({
      description: 'How many others will be ready earlier or later by a minute or more, and no more or less late.',
    }),
    savedMinutes: z.int().meta({
      description: 'Lateness saved on the average of the ways the day may go, in minutes weighted by who waits.',
    }),
    dismissedAt: instant
      .nullable()
      .meta({ description: 'Not wanted: while its cause lasts it is not suggested again.' }),
  })
  .meta({ id: 'Suggestion' })
export type Suggestion = z.infer<typeof suggestion>
