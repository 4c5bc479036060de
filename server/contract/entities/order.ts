import { z } from 'zod'
import { email, id, instant, language } from '../fields.ts'
import {
  newsKinds,
  cancelReasons,
  channels,
  unschedulableReasons,
  orderStates,
  pauseReasons,
  priorities,
  symptoms,
} from '../values.ts'
import { progressCheck } from './progressCheck.ts'
import { operation, plannedWork } from './operation.ts'
import { part } from './part.ts'

/** AL: work that cannot be scheduled. */
export const unschedulable = z
  .object({
    operationId: id.nullable().meta({ description: 'Null: quality check and wash.' }),
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
      .meta({ description: 'How to inform the customer, preferred channel first (B6.1); the last resort is a call.' }),
    hasPush: z.boolean().meta({ description: 'The customer’s page has notifications enabled.' }),
    hasWechat: z.boolean().meta({ description: 'The customer wants messages on WeChat.' }),
    language,
    symptoms: z.array(z.enum(symptoms)),
    words: z.string().meta({ description: 'The fault in the customer’s own words (C1.2).' }),
    waits: z.boolean().meta({ description: 'The customer waits on site (B6.1).' }),
    wash: z.boolean(),
    priority: z.enum(priorities),
    bayId: id.nullable().meta({ description: 'The bay the car is in.' }),
    adviserId: id.nullable(),
    takenOverBy: id.nullable(),
    appointmentAt: instant.nullable(),
    bookedAt: instant.nullable(),
    arrivedAt: instant.nullable(),
    quotedAt: instant.nullable(),
    authorisedAt: instant.nullable(),
    takenOverAt: instant.nullable(),
    homeSince: instant.nullable().meta({
      description: 'Since when the car has been with its customer, while a part is on order (C9); null: it is not.',
    }),
    checkedAt: instant.nullable(),
    washStartedAt: instant.nullable().meta({ description: 'When the wash began (C7).' }),
    readyAt: instant.nullable(),
    preparedAt: instant.nullable().meta({ description: 'When it was prepared for collection (B11.2).' }),
    noticeReleasedBy: id
      .nullable()
      .meta({ description: 'Who let the pick-up notice go out before the car was prepared (B11).' }),
    settledAt: instant.nullable(),
    closedAt: instant.nullable(),
    promiseAt: instant.nullable(),
    forecastAt: instant.nullable(),
    safeForecastAt: instant
      .nullable()
      .meta({ description: 'When it will be ready if all work takes its safe minutes; never before `forecastAt`.' }),
    forecastChangedAt: instant
      .nullable()
      .meta({ description: 'When the forecast, or the plan behind it, last changed.' }),
    checkPlan: plannedWork.nullable().meta({
      description: 'Where, by whom and when the final check is planned (C5); null: not planned, or passed.',
    }),
    washPlan: plannedWork.nullable().meta({ description: 'The same for the wash (C7).' }),
    unschedulable: unschedulable
      .nullable()
      .meta({ description: 'The work that cannot be scheduled, and why. There is no forecast then (AL).' }),
    progressCheck: progressCheck
      .nullable()
      .meta({ description: 'Null: no promise, or too short for a progress check.' }),
    noticeAt: instant.nullable().meta({ description: 'When the customer must be informed at the latest (B11).' }),
    informed: z
      .object({ kind: z.enum(['agreed', ...newsKinds]), at: instant, readyAt: instant.nullable() })
      .nullable()
      .meta({ description: 'What the customer was last informed of: how, when, and which time.' }),
    toTell: z
      .object({ kind: z.enum(newsKinds), readyAt: instant.nullable(), since: instant, changedAt: instant })
      .nullable()
      .meta({
        description:
          'The next message: what it says, since when there is something to say, and when what it says last changed.',
      }),
    pageAnswer: z
      .object({ at: instant, approved: z.boolean() })
      .nullable()
      .meta({ description: 'The customer’s answer to the estimate on their own page (B3); null: none.' }),
    additionalOffer: z.object({ at: instant, promiseAt: instant, onPage: z.boolean() }).nullable().meta({
      description:
        'The customer is asked about all proposed work (B9): since when, the promised time if it is approved, and whether they can answer on their page. Until the answer, forecast and plan count on this work, and lateness on this promise.',
    }),
    reviewAt: instant.nullable().meta({ description: 'When the clock next reviews it.' }),
    operations: z.array(operation),
    parts: z.array(part),
  })
  .meta({ id: 'Order', description: 'A repair order: one visit of a vehicle, with its operations and parts.' })
export type Order = z.infer<typeof order>
