import { z } from 'zod'
import { email, id, instant, language } from '../fields.ts'
import {
  noticeKinds,
  cancelReasons,
  channels,
  unschedulableReasons,
  orderStates,
  pauseReasons,
  priorities,
  symptoms,
} from '../values.ts'
import { progressCheck } from './progressCheck.ts'
import { operation } from './operation.ts'
import { part } from './part.ts'

/** AL: work that cannot be scheduled as things stand, and why. */
export const unschedulable = z
  .object({
    operationId: id.nullable().meta({ description: 'Null: checks and wash.' }),
    reason: z.enum(unschedulableReasons),
  })
  .meta({ id: 'Unschedulable' })
export type Unschedulable = z.infer<typeof unschedulable>

export const order = z
  .object({
    id,
    number: z.int(),
    state: z.enum(orderStates),
    pauseReason: z.enum(pauseReasons).nullable(),
    cancelReason: z.enum(cancelReasons).nullable(),
    ticket: z.string().nullable(),
    code: z.string().nullable().meta({ description: 'The code of the appointment.' }),
    plate: z.string(),
    model: z.string().nullable(),
    vehicleId: id,
    customer: z.object({ name: z.string().nullable(), phone: z.string().nullable(), email: email.nullable() }),
    channels: z
      .array(z.enum(channels))
      .meta({ description: 'How the customer is to be told, the first choice first (B6.1); then by telephone.' }),
    hasPush: z.boolean().meta({ description: 'The customer’s page may show notices on the telephone.' }),
    language,
    symptoms: z.array(z.enum(symptoms)),
    words: z.string().meta({ description: 'The fault in the customer’s own words (C1.2).' }),
    waits: z.boolean().meta({ description: 'The customer waits on site (B6.1).' }),
    wash: z.boolean(),
    priority: z.enum(priorities),
    bayId: id.nullable().meta({ description: 'The bay the car stands in.' }),
    adviserId: id.nullable(),
    takenOverBy: id.nullable(),
    appointmentAt: instant.nullable(),
    bookedAt: instant.nullable(),
    arrivedAt: instant.nullable(),
    quotedAt: instant.nullable(),
    authorisedAt: instant.nullable(),
    takenOverAt: instant.nullable(),
    checkedAt: instant.nullable(),
    readyAt: instant.nullable(),
    settledAt: instant.nullable(),
    closedAt: instant.nullable(),
    promiseAt: instant.nullable(),
    forecastAt: instant.nullable(),
    safeForecastAt: instant
      .nullable()
      .meta({ description: 'When it is ready if all work takes its safe minutes; never before `forecastAt`.' }),
    forecastChangedAt: instant
      .nullable()
      .meta({ description: 'When the forecast, or the plan it rests on, last changed.' }),
    unschedulable: unschedulable
      .nullable()
      .meta({ description: 'Work that cannot be scheduled and the reason; the order then has no forecast (AL).' }),
    progressCheck: progressCheck
      .nullable()
      .meta({ description: 'Null: without a promise, or too short to be asked about.' }),
    noticeAt: instant.nullable().meta({ description: 'When the customer is to be told, at the latest (B11).' }),
    informed: z
      .object({ kind: z.enum(['agreed', ...noticeKinds]), at: instant, readyAt: instant.nullable() })
      .nullable()
      .meta({ description: 'What the customer knows: agreed upon or told, when, and for which time.' }),
    reviewAt: instant.nullable().meta({ description: 'When the clock next looks at it by itself.' }),
    operations: z.array(operation),
    parts: z.array(part),
  })
  .meta({ id: 'Order', description: 'A repair order: one vehicle’s stay, with its operations and parts.' })
export type Order = z.infer<typeof order>
