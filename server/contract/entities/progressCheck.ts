import { z } from 'zod'
import { id, instant } from '../fields.ts'
import { progressCheckAnswers, problemReasons } from '../values.ts'

/** B10: the progress check of an order, and the workshop's answer. */
export const progressCheck = z
  .object({
    dueAt: instant.meta({ description: 'When it is asked: at 70 % of the planned duration.' }),
    lateAt: instant.meta({ description: 'When it is overdue: at 80 %.' }),
    askedAt: instant.nullable(),
    missedAt: instant.nullable().meta({ description: 'When it became overdue.' }),
    answeredAt: instant.nullable(),
    answeredBy: id.nullable(),
    answer: z.enum(progressCheckAnswers).nullable(),
    finishAt: instant.nullable().meta({
      description:
        'The finish according to the answer, until there is newer information: the forecast itself, or its upper limit for `on_time`.',
    }),
    reason: z.enum(problemReasons).nullable(),
    solvedAt: instant.nullable().meta({
      description: 'When the problem was solved: the part has arrived, the bay is back, or work has resumed.',
    }),
    words: z.string(),
  })
  .meta({ id: 'ProgressCheck' })
export type ProgressCheck = z.infer<typeof progressCheck>
