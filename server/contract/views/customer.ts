/** What customers see on the page their slip links to: their own order. */
import { z } from 'zod'
import { operation, order, settings, workshop } from '../entities/index.ts'
import { instant, money, zoneOffsets } from '../fields.ts'
import { viewOf } from './view.ts'

export const customerOperation = operation
  .pick({
    id: true,
    title: true,
    likelyMinutes: true,
    state: true,
    percent: true,
    percentAt: true,
    pauseReason: true,
    additional: true,
    safety: true,
    findings: true,
    foundAt: true,
    decidedAt: true,
    approved: true,
  })
  .extend({ price: money.nullable().meta({ description: 'Only while the customer is asked for an answer.' }) })
  .meta({ id: 'CustomerOperation' })

const customerOrder = order
  .pick({
    id: true,
    number: true,
    state: true,
    pauseReason: true,
    ticket: true,
    plate: true,
    model: true,
    waits: true,
    wash: true,
    appointmentAt: true,
    arrivedAt: true,
    quotedAt: true,
    authorisedAt: true,
    takenOverAt: true,
    homeSince: true,
    checkedAt: true,
    washStartedAt: true,
    readyAt: true,
    preparedAt: true,
    settledAt: true,
    closedAt: true,
    promiseAt: true,
    forecastAt: true,
    pageAnswer: true,
    additionalOffer: true,
  })
  .extend({
    operations: z.array(customerOperation),
    partExpectedAt: instant.nullable(),
    hasItsParts: z.boolean().meta({ description: 'Parts were missing, and all of them have arrived.' }),
    informed: order.shape.informed,
    hasPush: order.shape.hasPush,
    hasWechat: order.shape.hasWechat,
    bayNumber: z.int().nullable().meta({ description: 'The bay the car is in.' }),
  })
  .meta({ id: 'CustomerOrder' })
export type CustomerOrder = z.infer<typeof customerOrder>

export const customerView = viewOf('customer', {
  workshop: workshop
    .pick({ id: true, name: true, timeZone: true, hours: true, days: true, phone: true, currency: true })
    .extend({
      zoneOffsets,
      settings: settings.pick({ atRiskMinutes: true, undoSeconds: true }).meta({ id: 'CustomerSettings' }),
    })
    .meta({ id: 'CustomerWorkshop' }),
  order: customerOrder,
})
