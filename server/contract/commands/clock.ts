/** Commands the server sends to itself: results of the planner, and deadlines. Never sent by a screen. */
import { z } from 'zod'
import { unschedulable, plannedWork, suggestion } from '../entities/index.ts'
import { id, instant } from '../fields.ts'
import { command, nothing } from './command.ts'

const work = z.strictObject({ operationId: id, ...plannedWork.shape })
const suggested = z.strictObject(suggestion.omit({ id: true, at: true, dismissedAt: true }).shape)
export type Suggested = z.infer<typeof suggested>

export const clockCommands = {
  recordForecasts: command(
    'Records when each car will be ready, computed from the state at sequence number `seq` (AL).',
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
            check: plannedWork.nullable().optional(),
            wash: plannedWork.nullable().optional(),
          }),
        )
        .max(20_000),
    },
    nothing,
  ),
  recordSuggestions: command(
    'Replaces all open suggestions with the planner’s, computed from the state at sequence number `seq` (C2).',
    {
      seq: z.int().min(0),
      late: z
        .array(id)
        .max(20_000)
        .meta({ description: 'Orders that are late now; suggestions dismissed for them are not repeated.' }),
      suggestions: z.array(suggested).max(60),
    },
    nothing,
  ),
  recordBackup: command(
    'Records that the nightly backup was made, or could not be (AL).',
    { madeAt: instant.nullable().meta({ description: 'Null: it failed.' }) },
    nothing,
  ),
  reviewOrder: command(
    'A deadline of an order is due: the clock reviews the order (B10, B11, AL).',
    { orderId: id },
    nothing,
  ),
  reviewBay: command('A deadline of a bay is due: the clock reviews the bay (AL).', { bayId: id }, nothing),
  reviewArrival: command(
    'A deadline of an arrival is due: the clock reviews the arrival (B1.2).',
    { arrivalId: id },
    nothing,
  ),
  reviewWorkshop: command('A deadline of the workshop is due: the clock reviews the workshop (AL).', {}, nothing),
}
