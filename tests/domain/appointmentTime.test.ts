/** B16: appointments in opening hours, by form and by list, and free times near one that is not. */
import { describe, expect, it } from 'vitest'
import { freeTimesNear, objectionToTime } from '#contract/appointment.ts'
import { aPriceItem, aScope, aWorkshop, DAY, NOW } from '../support/factories.ts'
import { clock } from '../support/visit.ts'
import { accepted, expectRefusal } from './decide.ts'

// Monday to Saturday 8–12 and 13–18; NOW is Tuesday, 10:00.
const workshop = aWorkshop()
const sunday3 = clock('03:00', 5)
const item = aPriceItem()
const what = { plate: '沪A7K382', model: null, name: null, phone: null, language: 'en', words: '' } as const
const scope = () => aScope({ workshop, priceItems: [item] })

describe('B16 the time of an appointment', () => {
  it.each([
    ['on a Sunday at 03:00', sunday3],
    ['in the break', clock('12:30')],
    ['at closing', clock('18:00')],
    ['on a day of its own without hours', clock('10:00', 1)],
  ])('is refused %s, booked at the desk and imported', (_when, appointmentAt) => {
    const closed = aWorkshop({ days: [{ day: '2026-11-04', spans: [], note: '' }] })
    const own = { workshop: closed, priceItems: [item] }
    const booking = { ...what, symptoms: [], itemIds: [], appointmentAt }
    expectRefusal('closed_then', 'bookAppointment', booking, aScope(own))
    const list = { appointments: [{ ...what, appointmentAt, itemCodes: [] }] }
    expectRefusal('closed_then', 'importAppointments', list, aScope(own), {
      actor: { device: 'admin', personId: null },
    })
  })

  it.each([clock('13:00'), clock('17:59'), clock('08:00', 1)])('is possible at %d', (appointmentAt) => {
    const booking = { ...what, symptoms: [], itemIds: [], appointmentAt }
    expect(accepted('bookAppointment', booking, scope()).put.order).toHaveLength(1)
  })

  it('is refused as past before it is refused as closed', () => {
    expect(objectionToTime(workshop, clock('03:00'), NOW)).toBe('time_in_past')
  })
})

describe('B16 free times near', () => {
  const near = (at: number, taken: number[] = [], now = NOW) => freeTimesNear(workshop, at, now, new Set(taken))

  it('are the last hour before and the first quarters after, in opening hours', () => {
    expect(near(sunday3)).toEqual([clock('17:00', 4), clock('08:00', 6), clock('08:15', 6)])
    expect(near(clock('12:30'))).toEqual([clock('11:00'), clock('13:00'), clock('13:15')])
  })

  it('leave out the times of other appointments and the past', () => {
    const taken = [clock('17:00', 4), clock('08:00', 6)]
    expect(near(sunday3, taken)).toEqual([clock('16:45', 4), clock('08:15', 6), clock('08:30', 6)])
    expect(near(clock('12:30'), [], clock('12:15'))).toEqual([clock('13:00'), clock('13:15'), clock('13:30')])
  })

  it('are quarters of an hour even if the workshop opens between two', () => {
    const odd = aWorkshop({ hours: Array.from({ length: 7 }, () => [[485, 1080]] as [number, number][]) })
    expect(freeTimesNear(odd, clock('03:00', 1), clock('19:00'), new Set())[0]).toBe(clock('08:15', 1))
  })

  it('are none if the workshop does not open within two weeks', () => {
    const never = aWorkshop({ hours: [[], [], [], [], [], [], []] })
    expect(freeTimesNear(never, NOW + DAY, NOW, new Set())).toEqual([])
  })
})
