/** The kiosk sees the workshop only. It looks up cars and people through `/api/kiosk/identify`. */
import { workshop } from '../entities/index.ts'
import { viewOf } from './view.ts'

export const kioskView = viewOf('kiosk', {
  workshop: workshop
    .pick({ id: true, name: true, timeZone: true, hours: true, days: true, plateFormat: true, phone: true })
    .meta({ id: 'KioskWorkshop' }),
})
