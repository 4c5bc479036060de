/** What the workshop wall shows: cars, work and times, but no customers, prices or remarks. */
import { z } from 'zod'
import { alert, bay, notice, operation, order, person, settings, shownSettings, workshop } from '../entities/index.ts'
import { id, instant, zoneOffsets } from '../fields.ts'
import { viewOf } from './view.ts'

export const wallOperation = operation
  .pick({
    id: true,
    title: true,
    bayKind: true,
    likelyMinutes: true,
    state: true,
    bayId: true,
    technicianId: true,
    startAt: true,
    percent: true,
    percentAt: true,
    pauseReason: true,
    additional: true,
  })
  .meta({ id: 'WallOperation' })

/** Where the car's next work is planned, and from when. */
const nextWork = z.object({ bayId: id, start: instant }).meta({ id: 'NextWork' })
export type NextWork = z.infer<typeof nextWork>

/** Stages of the progress check (B10): asked and not yet answered, overdue, answered with a problem. */
const wallProgressChecks = ['asked', 'missed', 'problem'] as const

const wallOrder = order
  .pick({
    id: true,
    number: true,
    state: true,
    pauseReason: true,
    ticket: true,
    plate: true,
    model: true,
    waits: true,
    priority: true,
    bayId: true,
    adviserId: true,
    appointmentAt: true,
    arrivedAt: true,
    authorisedAt: true,
    takenOverAt: true,
    homeSince: true,
    readyAt: true,
    promiseAt: true,
    additionalOffer: true,
    forecastAt: true,
    unschedulable: true,
    informed: true,
  })
  .extend({
    operations: z.array(wallOperation),
    partExpectedAt: instant.nullable().meta({ description: 'When the last missing part is expected.' }),
    hasItsParts: z.boolean().meta({ description: 'Parts were missing, and all of them have arrived.' }),
    pausedUntil: operation.shape.pausedUntil,
    nextWork: nextWork.nullable().meta({
      description: 'Where the next operation, final check or wash is planned, to five minutes; null: nowhere.',
    }),
    progressCheck: z.enum(wallProgressChecks).nullable(),
  })
  .meta({ id: 'WallOrder' })
export type WallOrder = z.infer<typeof wallOrder>

/** The state of notices, without texts or contact details. */
const wallNotice = notice
  .pick({ id: true, orderId: true, kind: true, state: true, readyAt: true })
  .meta({ id: 'WallNotice' })
export type WallNotice = z.infer<typeof wallNotice>

const wallAlert = alert
  .pick({
    id: true,
    cause: true,
    severity: true,
    orderId: true,
    bayId: true,
    since: true,
    owner: true,
    level: true,
    acknowledgedAt: true,
  })
  .meta({ id: 'WallAlert' })
export type WallAlert = z.infer<typeof wallAlert>

const wallBay = bay.omit({ place: true, retiredAt: true, reviewAt: true }).meta({ id: 'WallBay' })
export type WallBay = z.infer<typeof wallBay>

/** For the bars, the marks and the sound. */
const wallSettings = shownSettings.extend({ muteMinutes: settings.shape.muteMinutes }).meta({ id: 'WallSettings' })

export const wallView = viewOf('wall', {
  workshop: workshop
    .pick({ id: true, name: true, timeZone: true, hours: true, days: true, plateFormat: true })
    .extend({ zoneOffsets, settings: wallSettings })
    .meta({ id: 'WallWorkshop' }),
  bay: wallBay,
  person: person.pick({ id: true, name: true }).meta({ id: 'WallPerson' }),
  order: wallOrder,
  notice: wallNotice,
  alert: wallAlert,
})
