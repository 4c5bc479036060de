/** AL: between two plans the forecast moves with the order's own work, in opening time. */
import { expect, it } from 'vitest'
import { DAY, HOUR, MINUTE, NOW } from '../support/factories.ts'
import { Visit } from '../support/visit.ts'

// Tuesday 10:00 in Shanghai; open 8–12 and 13–18. The work takes an hour.
const at = (hour: number, minute = 0, days = 0) => NOW + (hour - 10) * HOUR + minute * MINUTE + days * DAY
const part = (expectedAt: number) => ({ operationId: null, name: 'Filter', quantity: 1, expectedAt })

it('AL: a part that moves the work into tomorrow adds no night to a forecast of tomorrow', () => {
  const visit = new Visit({ promiseAt: at(17, 0, 1) })
  // Behind other cars it is ready tomorrow at 9:00; alone it could be ready today at 11:00.
  visit.forecasts(at(9, 0, 1))
  // With the part the work cannot be done before 17:30: five and a half hours of opening time later than before.
  visit.does('expectPart', part(at(16, 30)))
  expect(visit.order.forecastAt).toBe(at(15, 30, 1))
  visit.does('movePartArrival', { partId: visit.order.parts[0]!.id, expectedAt: at(17, 30) })
  // 17:30 has become 8:30 of tomorrow, another hour of opening time.
  expect(visit.order.forecastAt).toBe(at(16, 30, 1))
})

it('AL: work that gets shorter brings the forecast forward by opening time, and never before the work can be done', () => {
  const visit = new Visit({ promiseAt: at(17, 0, 1) })
  visit.does('expectPart', part(at(17, 30)))
  visit.forecasts(at(9, 0, 1))
  // Alone it would be ready tomorrow at 8:30; now today at 17:00, an hour and a half earlier.
  visit.does('movePartArrival', { partId: visit.order.parts[0]!.id, expectedAt: at(16) })
  expect(visit.order.forecastAt).toBe(at(17, 30))
})
