/** C9: while a part is on order, the car is with its customer: open, not late, not asked about, called back when the part is there. */
import { describe, expect, it } from 'vitest'
import { whyNot } from '#contract/allowed.ts'
import type { Entry } from '#server/read/journal.ts'
import { holdOf } from '#server/domain/figures/bayHold.ts'
import { isStillSo } from '#server/domain/suggestion/decide.ts'
import { Lacking } from '#server/planning/lacking.ts'
import { anOperation, anOrderIn, aPart, aProposedOperation, MINUTE, NOW } from '../support/factories.ts'
import { theClock } from '../support/memoryClock.ts'
import { clock, Visit } from '../support/visit.ts'

const expectedAt = clock('11:00', 2)
/** Work waits for a part that comes in two days, and the customer has driven home. */
function atHome(): Visit {
  const visit = new Visit().starts().until(NOW + 10 * MINUTE)
  visit.does('expectPart', { operationId: visit.operationId, name: 'Filter', quantity: 1, expectedAt })
  visit.pauses('parts').does('sendHome', {})
  return visit
}
const comes = (visit: Visit) => visit.does('recordPartArrival', { partId: visit.order.parts[0]!.id })

describe('C9 a car that is with its customer while a part is on order', () => {
  it('frees its bay, and has no promise, no forecast and no progress check', () => {
    const { order } = atHome()
    expect(order).toMatchObject({
      ...{ state: 'paused', homeSince: NOW + 10 * MINUTE, bayId: null, waits: false, closedAt: null },
      ...{ promiseAt: null, forecastAt: null, safeForecastAt: null, unschedulable: null },
      ...{ progressCheck: null, noticeAt: null, toTell: null },
    })
    expect(holdOf(order)).toBeNull()
  })

  it('is neither late nor asked about, however long it stays', () => {
    const visit = atHome()
    const told = visit.notices.length
    visit.until(expectedAt)
    expect(visit.causes).toEqual([])
    expect(visit.notices).toHaveLength(told)
    expect(visit.order).toMatchObject({ progressCheck: null, forecastAt: null })
  })

  it('gets no forecast from a plan made before it left', () => {
    const visit = atHome()
    const forecasts = [
      { orderId: visit.id, forecastAt: clock('18:00'), safeForecastAt: null, unschedulable: null, work: [] },
    ]
    visit.server.execute('recordForecasts', { seq: 0, forecasts }, theClock)
    expect(visit.order.forecastAt).toBeNull()
  })

  it('has its delay message withdrawn: the customer knows', () => {
    const visit = new Visit().forecasts(clock('18:00'))
    visit.does('expectPart', { operationId: null, name: 'Filter', quantity: 1, expectedAt })
    expect(visit.notices.at(-1)).toMatchObject({ kind: 'delay', state: 'sending' })
    visit.does('sendHome', {})
    expect(visit.notices.filter(({ state }) => state !== 'withdrawn')).toEqual([])
  })

  it('is called back by the adviser once every part is there, and not before', () => {
    const visit = atHome()
    visit.does('expectPart', { operationId: null, name: 'Gasket', quantity: 1, expectedAt })
    comes(visit)
    expect(visit.causes).toEqual([])
    visit.does('recordPartArrival', { partId: visit.order.parts[1]!.id })
    expect(visit.alerts).toMatchObject([{ cause: 'to_call_back', owner: 'adviser', severity: 'warning' }])
    visit.does('carIsBack', {})
    expect(visit.causes).not.toContain('to_call_back')
  })

  it('still has an alert for a late part, so that it is chased', () => {
    expect(atHome().until(expectedAt + 1).causes).toEqual(['part_late'])
  })

  it('has a forecast again once it is back, and a promise once one is given', () => {
    const visit = atHome().until(clock('10:00', 2))
    comes(visit)
    visit.does('carIsBack', {})
    expect(visit.order).toMatchObject({ state: 'paused', homeSince: null, promiseAt: null })
    expect(visit.order.forecastAt).toBeGreaterThan(clock('10:00', 2))
    visit.movesPromise(clock('15:00', 2), false)
    expect(visit.order.promiseAt).toBe(clock('15:00', 2))
    // It is agreed with the customer who brings the car back, and no message tells them.
    expect(visit.order.informed).toMatchObject({ kind: 'agreed', readyAt: clock('15:00', 2) })
    expect(visit.notices.every(({ state }) => state === 'withdrawn')).toBe(true)
    expect(visit.starts().order.state).toBe('working')
  })

  it('needs no car for its parts and its customer, and the car for the rest', () => {
    const order = anOrderIn('paused', { homeSince: NOW, parts: [aPart()] })
    for (const name of ['recordPartArrival', 'movePartArrival', 'expectPart', 'setContact', 'stopWork'] as const)
      expect(whyNot(name, order), name).toBeNull()
    for (const name of ['startOperation', 'assignOperation', 'moveCar', 'movePromise', 'cancelOperation'] as const)
      expect(whyNot(name, order), name).toBe('car_not_here')
    expect(whyNot('sendHome', order)).toBe('car_not_here')
  })

  it('is not planned, and a suggestion made before is gone', () => {
    const visit = atHome()
    const was = { bayId: visit.bay.id, technicianId: visit.person.id, startAt: null }
    const move = { operationId: visit.operationId, ...was, technicianId: null, was }
    const suggested = { orderId: visit.id, operationId: visit.operationId, was, to: was }
    expect(isStillSo(suggested, visit.order)).toBe(false)
    expect(visit.refusal('assignOperation', move)).toBe('car_not_here')
    visit.does('carIsBack', {})
    expect(isStillSo(suggested, visit.order)).toBe(true)
    expect(visit.refusal('assignOperation', move)).toBeNull()
  })

  it('is sent home only for a missing part, and with nothing left to be asked', () => {
    const operations = [anOperation(), aProposedOperation()]
    expect(whyNot('sendHome', anOrderIn('waiting', { parts: [aPart()] }))).toBeNull()
    expect(whyNot('sendHome', anOrderIn('waiting', { parts: [aPart({ arrivedAt: NOW })] }))).toBe('illegal_step')
    expect(whyNot('sendHome', anOrderIn('waiting', { parts: [aPart()], operations }))).toBe('approval_missing')
    expect(whyNot('carIsBack', anOrderIn('waiting'))).toBe('nothing_to_change')
  })

  it('is settled at the desk when its work is stopped', () => {
    const visit = atHome()
    visit.does('stopWork', { reason: 'The customer sells it' })
    expect(visit.order).toMatchObject({ state: 'stopped', homeSince: null })
  })
})

it('C9 the planner does not know the car, and knows it again once it is back', () => {
  const home = anOrderIn('paused', { homeSince: NOW, parts: [aPart()] })
  const lacking = new Lacking()
  const nothing = { put: {}, seq: 0 }
  lacking.take(nothing)
  const after = (order: typeof home) => {
    lacking.took({ put: { order: [order] }, drop: {} } as unknown as Entry)
    return lacking.take(nothing)
  }
  expect(after(home)).toMatchObject({ put: {}, drop: { order: [home.id] } })
  expect(after({ ...home, homeSince: null })).toMatchObject({ put: { order: [{ id: home.id }] }, drop: {} })
})
