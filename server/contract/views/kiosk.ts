/**
 * The kiosk sees the workshop, and whether the people who checked in at a kiosk have been taken. It looks up cars and people through
 * `/api/kiosk/identify`.
 */
import { arrival, workshop } from '../entities/index.ts'
import { zoneOffsets } from '../fields.ts'
import { viewOf } from './view.ts'

export const kioskView = viewOf('kiosk', {
  workshop: workshop
    .pick({
      id: true,
      name: true,
      timeZone: true,
      hours: true,
      days: true,
      plateFormat: true,
      country: true,
      phone: true,
    })
    .extend({ zoneOffsets })
    .meta({ id: 'KioskWorkshop' }),
  arrival: arrival.pick({ id: true, takenAt: true }).meta({ id: 'KioskArrival' }),
})
