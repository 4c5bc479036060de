import { z } from 'zod'
import { id, instant } from '../fields.ts'
import { progressCheckAnswers, problemReasons } from '../values.ts'

/** B10: whether the workshop has been asked how the repair gets on, and what it answered. */
export const progressCheck = z
  .object({
    dueAt: instant.meta({ description: 'At 70 % of the planned duration it is asked …' }),
    lateAt: instant.meta({ description: '… and by 80 % answered.' }),
    askedAt: instant.nullable(),
    missedAt: instant.nullable().meta({ description: 'When the answer was due and not there.' }),
    answeredAt: instant.nullable(),
    answeredBy: id.nullable(),
    answer: z.enum(progressCheckAnswers).nullable(),
    finishAt: instant.nullable().meta({
      description:
        'The finish as answered, while nothing newer is known: the forecast itself, or with `on_time` the latest it may be.',
    }),
    reason: z.enum(problemReasons).nullable(),
    solvedAt: instant.nullable().meta({
      description: 'Since when the problem is known to be one no longer: the part has come, the work goes on.',
    }),
    words: z.string(),
  })
  .meta({ id: 'ProgressCheck' })
export type ProgressCheck = z.infer<typeof progressCheck>
