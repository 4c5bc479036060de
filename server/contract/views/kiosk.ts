/** What the kiosk knows by itself: the house, nobody in it. Cars and people only by asking (`/api/kiosk/identify`). */
import { workshop } from '../entities/index.ts'
import { viewOf } from './view.ts'

export const kioskView = viewOf('kiosk', {
  workshop: workshop
    .pick({ id: true, name: true, timeZone: true, hours: true, days: true, plateFormat: true, phone: true })
    .meta({ id: 'KioskWorkshop' }),
})
