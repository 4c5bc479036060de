/** AL, C2: people who are absent: when, what becomes of their work, and who goes on with it. */
import { describe, expect, it } from 'vitest'
import { isAbsent } from '#contract/placement.ts'
import { simulate } from '#server/domain/planner/simulate.ts'
import {
  aBay,
  anOperation,
  anOrderIn,
  aPerson,
  aWorkshop,
  DAY,
  HOUR,
  MINUTE,
  NOW,
  staff,
} from '../support/factories.ts'
import { Visit } from '../support/visit.ts'

/** The technician of the visit goes, or says when they will. */
const goes = (visit: Visit, absentFrom: number | null, absentUntil: number | null) => {
  const payload = { personId: visit.person.id, shift: null, absentFrom, absentUntil }
  const decision = visit.server.execute('changeShift', payload, staff(visit.person.id))
  if (!decision.ok) throw new Error(decision.code)
  return decision
}

describe('an absence', () => {
  it.each([
    [{ absentFrom: null, absentUntil: NOW + HOUR }, true],
    [{ absentFrom: NOW, absentUntil: NOW + HOUR }, true],
    [{ absentFrom: NOW + 1, absentUntil: NOW + HOUR }, false],
    [{ absentFrom: NOW - HOUR, absentUntil: NOW }, false],
    [{ absentFrom: NOW - HOUR, absentUntil: null }, false],
  ])('%j: absent is %s', (absence, expected) => {
    expect(isAbsent(absence, NOW)).toBe(expected)
  })
})

describe('C2 the plan', () => {
  const planned = (minutes: number, absentFrom: number) => {
    const person = aPerson({ absentFrom, absentUntil: NOW + DAY })
    const order = anOrderIn('waiting', { operations: [anOperation({ standardMinutes: minutes })] })
    const shop = { workshop: aWorkshop(), bays: [aBay()], persons: [person], orders: [order], now: NOW }
    return simulate(shop).get(order.id)!
  }

  it('counts on people until their leave begins, and from its end on', () => {
    expect(planned(60, NOW + HOUR).finishAt).toBe(NOW + HOUR)
    // Ten minutes are left when they are back the next day at 10:00.
    expect(planned(70, NOW + HOUR).finishAt).toBe(NOW + DAY + 10 * MINUTE)
  })
})

describe('AL work in progress of somebody who is absent', () => {
  it('stops, without a technician, and somebody is asked to go on', () => {
    const visit = new Visit().starts().until(NOW + 30 * MINUTE)
    const { facts } = goes(visit, null, NOW + DAY)
    expect(visit.order).toMatchObject({ state: 'paused', pauseReason: 'technician' })
    expect(visit.order.operations[0]).toMatchObject({ state: 'paused', percent: 50, technicianId: null })
    expect(facts[1]).toMatchObject({ name: 'operationPaused', operationId: visit.operationId, reason: 'technician' })
    expect(visit.alert('work_left')).toMatchObject({ owner: 'foreman', severity: 'alarm', orderId: visit.id })
    expect(visit.refusal('startOperation', { operationId: visit.operationId })).toBe('technician_required')
  })

  it('is asked about until another technician has it', () => {
    const visit = new Visit().starts()
    goes(visit, null, NOW + DAY)
    const { bayId } = visit.order.operations[0]!
    const colleague = aPerson()
    visit.server.all.persons.set(colleague.id, colleague)
    const to = { bayId, technicianId: colleague.id, startAt: null, anyway: false }
    const was = { bayId, technicianId: null, startAt: null }
    visit.does('assignOperation', { operationId: visit.operationId, ...to, was })
    expect(visit.causes).not.toContain('work_left')
  })

  it('goes on while the leave is still to come, or another person goes', () => {
    const visit = new Visit().starts()
    goes(visit, NOW + HOUR, NOW + DAY)
    expect(visit.order.state).toBe('working')
    const colleague = aPerson()
    visit.server.all.persons.set(colleague.id, colleague)
    const payload = { personId: colleague.id, shift: null, absentFrom: null, absentUntil: NOW + DAY }
    expect(visit.server.execute('changeShift', payload, staff(colleague.id)).ok).toBe(true)
    expect(visit.order.state).toBe('working')
  })

  it('cannot be started for them', () => {
    const visit = new Visit()
    goes(visit, null, NOW + DAY)
    expect(visit.refusal('startOperation', { operationId: visit.operationId })).toBe('technician_absent')
    visit.until(NOW + DAY)
    expect(visit.refusal('startOperation', { operationId: visit.operationId })).toBeNull()
  })
})
