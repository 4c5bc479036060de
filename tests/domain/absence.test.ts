/** AL, C2: people who are absent: when, what becomes of their work, and who goes on with it. */
import { describe, expect, it } from 'vitest'
import { isAbsent } from '#contract/presence.ts'
import type { Person } from '#contract/entities/index.ts'
import { rolesOnDuty } from '#server/domain/person/onDuty.ts'
import type { Scope } from '#server/domain/rule.ts'
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
  leaveUntil,
} from '../support/factories.ts'
import { Visit } from '../support/visit.ts'

/** The technician of the visit goes, or says when they will. */
const goes = (visit: Visit, from: number | null, until: number) => {
  const payload = { personId: visit.person.id, kind: 'sick' as const, from, until }
  const decision = visit.server.execute('addLeave', payload, staff(visit.person.id))
  if (!decision.ok) throw new Error(decision.code)
  return decision
}

describe('an absence', () => {
  it.each([
    [leaveUntil(NOW + HOUR, NOW), true],
    [leaveUntil(NOW + HOUR, NOW + 1), false],
    [leaveUntil(NOW, NOW - HOUR), false],
    [[...leaveUntil(NOW - HOUR), ...leaveUntil(NOW + HOUR)], true],
    [[], false],
  ])('%j: absent is %s', (leave, expected) => {
    expect(isAbsent({ leave }, NOW)).toBe(expected)
  })
})

describe('C2 the plan', () => {
  const planned = (minutes: number, from: number) => {
    const person = aPerson({ leave: leaveUntil(NOW + DAY, from) })
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

describe('AL work in progress of an absent technician', () => {
  it('stops, without a technician, and the floor is asked who goes on', () => {
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
    const payload = { personId: colleague.id, kind: 'sick' as const, from: null, until: NOW + DAY }
    expect(visit.server.execute('addLeave', payload, staff(colleague.id)).ok).toBe(true)
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

describe('AL work in progress whose technician leaves', () => {
  // Tuesday; the visit's technician works from 8:00 until 16:00 with a break at noon, the workshop until 18:00.
  const early = Array.from({ length: 7 }, (): [number, number][] => [
    [480, 720],
    [780, 960],
  ])
  const starts = (over: Partial<Person> = {}) => {
    const visit = new Visit()
    visit.server.all.persons.set(visit.person.id, { ...visit.person, shift: early, ...over })
    visit.does('startOperation', { operationId: visit.operationId })
    return visit
  }
  const at = (hour: number, minute = 0) => NOW + (hour - 10) * HOUR + minute * MINUTE

  it('raises the question at the end of the shift, not at the break, and until the work stops', () => {
    const visit = starts().until(at(15, 59))
    expect(visit.causes).not.toContain('work_left')
    visit.until(at(16))
    expect(visit.alert('work_left')).toMatchObject({ owner: 'foreman', severity: 'warning', since: at(16) })
    expect(visit.order.state).toBe('working')
    visit.does('pauseOperation', { operationId: visit.operationId, reason: 'technician' })
    expect(visit.causes).not.toContain('work_left')
  })

  it('raises it when leave begins that was entered before or during the work', () => {
    expect(starts({ leave: leaveUntil(NOW + DAY, at(14)) }).until(at(14)).causes).toContain('work_left')
    const visit = starts()
    goes(visit, at(15), NOW + DAY)
    expect(visit.until(at(14, 59)).causes).not.toContain('work_left')
    expect(visit.until(at(15)).causes).toContain('work_left')
  })

  it('does not ask at closing, nor a person who begins after their shift', () => {
    const untilClosing = Array.from({ length: 7 }, (): [number, number][] => [[480, 1080]])
    for (const shift of [null, untilClosing]) expect(starts({ shift }).until(at(18)).causes).not.toContain('work_left')
    const visit = new Visit()
    visit.server.all.persons.set(visit.person.id, { ...visit.person, shift: early })
    visit.until(at(16, 30)).does('startOperation', { operationId: visit.operationId })
    expect(visit.until(at(17, 59)).causes).not.toContain('work_left')
  })
})

describe('AL people on duty', () => {
  const roleOnDuty = (over: Partial<Person>, workshop = aWorkshop()) => {
    const person = aPerson({ roles: ['technician'], ...over })
    const scope = { everyone: true, persons: new Map([[person.id, person]]), standIns: new Map() } as unknown as Scope
    return rolesOnDuty(scope, workshop, NOW).has('technician')
  }

  it('are those whose leave is still to come; on a make-up day, those of the weekday it replaces', () => {
    expect(roleOnDuty({ leave: leaveUntil(NOW + DAY, NOW + HOUR) })).toBe(true)
    expect(roleOnDuty({ leave: leaveUntil(NOW + DAY) })).toBe(false)
    const monday: [number, number][][] = [[[480, 1080]], [], [], [], [], [], []]
    expect(roleOnDuty({ shift: monday })).toBe(false)
    const days = [{ day: '2026-11-03', spans: [[480, 1080] as [number, number]], weekday: 0, note: '' }]
    expect(roleOnDuty({ shift: monday }, aWorkshop({ days }))).toBe(true)
  })
})
