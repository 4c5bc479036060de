/** What the server sends by itself: what the planner has worked out, and what falls due. Never sent by a screen. */
import { z } from 'zod'
import { unschedulable, plannedWork, suggestion } from '../entities/index.ts'
import { id, instant } from '../fields.ts'
import { command, nothing } from './command.ts'

const work = z.strictObject({ operationId: id, ...plannedWork.shape })
const suggested = z.strictObject(suggestion.omit({ id: true, at: true, dismissedAt: true }).shape)
export type Suggested = z.infer<typeof suggested>

export const clockCommands = {
  recordForecasts: command(
    'When each car will be ready, as worked out from the state at sequence `seq` (AL).',
    {
      seq: z.int().min(0),
      forecasts: z
        .array(
          z.strictObject({
            orderId: id,
            forecastAt: instant.nullable(),
            safeForecastAt: instant.nullable(),
            unschedulable: unschedulable.nullable(),
            work: z.array(work),
          }),
        )
        .max(20_000),
    },
    nothing,
  ),
  recordSuggestions: command(
    'What the planner suggests, as worked out from the state at sequence `seq`; those of before that are not among them are gone (C2).',
    {
      seq: z.int().min(0),
      late: z
        .array(id)
        .max(20_000)
        .meta({ description: 'Orders that are late as things stand: what was dismissed for them stays away.' }),
      suggestions: z.array(suggested).max(60),
    },
    nothing,
  ),
  reviewOrder: command(
    'Something about an order falls due: the clock looks what (B10, B11, AL).',
    { orderId: id },
    nothing,
  ),
  reviewBay: command('Something about a bay falls due: the clock looks what (AL).', { bayId: id }, nothing),
  reviewWorkshop: command('Something about the workshop falls due: the clock looks what (AL).', {}, nothing),
}
