/** What the workshop wall shows: cars, work and times. No customer, no price, no words of theirs. */
import { z } from 'zod'
import { bay, operation, order, person, workshop } from '../entities.ts'
import { instant } from '../fields.ts'
import { viewOf } from './view.ts'

export const wallOperation = operation
  .pick({
    id: true,
    title: true,
    bayKind: true,
    standardMinutes: true,
    state: true,
    bayId: true,
    technicianId: true,
    percent: true,
    percentAt: true,
    pauseReason: true,
    additional: true,
  })
  .meta({ id: 'WallOperation' })

export const wallOrder = order
  .pick({
    id: true,
    state: true,
    pauseReason: true,
    ticket: true,
    plate: true,
    model: true,
    waits: true,
    priority: true,
    bayId: true,
    appointmentAt: true,
    authorisedAt: true,
    takenOverAt: true,
    readyAt: true,
    promiseAt: true,
    forecastAt: true,
  })
  .extend({
    operations: z.array(wallOperation),
    partExpectedAt: instant.nullable().meta({ description: 'When the last missing part is expected.' }),
  })
  .meta({ id: 'WallOrder' })
export type WallOrder = z.infer<typeof wallOrder>

export const wallView = viewOf('wall', {
  workshop: workshop
    .pick({ id: true, name: true, timeZone: true, hours: true, plateFormat: true })
    .meta({ id: 'WallWorkshop' }),
  bay,
  person: person.pick({ id: true, name: true }).meta({ id: 'WallPerson' }),
  order: wallOrder,
})
