/** A8: a person stands in for another or for a role, for a time. */
import { describe, expect, it } from 'vitest'
import type { StandIn } from '#contract/entities/index.ts'
import { rolesInForce, standInOf, standInOfRole } from '#contract/standIns.ts'
import { rolesHeld, rolesOnDuty } from '#server/domain/person/onDuty.ts'
import type { Scope } from '#server/domain/rule.ts'
import { aPerson, aScope, aWorkshop, DAY, HOUR, leaveUntil, NOW, uuid } from '../support/factories.ts'
import { accepted, expectRefusal } from './decide.ts'

const foreman = aPerson({ name: 'Zhou Ming', roles: ['foreman', 'team_leader'] })
const tom = aPerson({ name: 'Tom Baker', roles: ['technician'] })
const anna = aPerson({ name: 'Anna', roles: ['adviser'] })
const persons = new Map([foreman, tom, anna].map((one) => [one.id, one]))
const aStandIn = (over: Partial<StandIn> = {}): StandIn => ({
  ...{ id: uuid(), personId: foreman.id, role: null, standInId: tom.id, from: NOW - HOUR, until: NOW + HOUR },
  ...over,
})

describe('A8 the roles in force', () => {
  it.each<[string, StandIn[], string[]]>([
    ['without a stand-in are one’s own', [], ['technician']],
    ['are those of whom one stands in for, too', [aStandIn()], ['technician', 'foreman', 'team_leader']],
    ['or the role', [aStandIn({ personId: null, role: 'cashier' })], ['technician', 'cashier']],
    ['not before', [aStandIn({ from: NOW + 1 })], ['technician']],
    ['and not after', [aStandIn({ until: NOW })], ['technician']],
    ['nor what another stands in for', [aStandIn({ standInId: anna.id })], ['technician']],
    [
      'nor what the other only stands in for',
      [aStandIn({ personId: anna.id }), aStandIn({ standInId: anna.id })],
      ['technician', 'adviser'],
    ],
  ])('%s', (_when, standIns, roles) => {
    expect(rolesInForce(tom, standIns, persons, NOW)).toEqual(roles)
  })

  it('tell who is there for a person or a role', () => {
    const standIns = [aStandIn(), aStandIn({ personId: null, role: 'cashier' })]
    expect(standInOf(foreman.id, standIns, NOW)).toBe(tom.id)
    expect(standInOf(foreman.id, standIns, NOW + HOUR)).toBeNull()
    expect(standInOf(null, standIns, NOW)).toBeNull()
    expect(standInOfRole('cashier', standIns, NOW)).toBe(tom.id)
    expect(standInOfRole('foreman', standIns, NOW)).toBeNull()
  })

  it('AL count as being on duty: alerts stay with the role of an absent person', () => {
    const away = { ...foreman, leave: leaveUntil(NOW + DAY) }
    const dutyWith = (standIn: StandIn[], now = NOW) => {
      const all = new Map([away, tom].map((one) => [one.id, one]))
      const scope = { everyone: true, persons: all, standIns: new Map(standIn.map((one) => [one.id, one])) }
      return [rolesOnDuty, rolesHeld].map((of) => of(scope as unknown as Scope, aWorkshop(), now)?.has('foreman'))
    }
    expect(dutyWith([])).toEqual([false, true])
    expect(dutyWith([aStandIn()])).toEqual([true, true])
    expect(dutyWith([aStandIn()], NOW + HOUR)).toEqual([false, true])
  })
})

describe('A8 a stand-in', () => {
  const add = (over: object = {}) => ({
    ...{ personId: foreman.id, role: null, standInId: tom.id, from: null, until: NOW + DAY, ...over },
  })
  const scope = (...standIns: StandIn[]) => aScope({ persons: [foreman, tom, anna], standIns })

  it('is named for a person or a role, and those that are over are forgotten', () => {
    const over = aStandIn({ until: NOW })
    const { put, drop, answer } = accepted('addStandIn', add(), scope(over, aStandIn()))
    expect(put.standIn).toEqual([{ ...add(), id: answer.entryId, from: NOW }])
    expect(drop).toEqual({ standIn: [over.id] })
    const ofRole = add({ personId: null, role: 'cashier', from: NOW + HOUR })
    expect(accepted('addStandIn', ofRole, scope()).put.standIn![0]).toMatchObject({ role: 'cashier', from: NOW + HOUR })
  })

  it('is somebody else, for one person or one role, who works here, for a time that is not over', () => {
    expectRefusal('bad_stand_in', 'addStandIn', add({ standInId: foreman.id }), scope())
    expectRefusal('bad_stand_in', 'addStandIn', add({ role: 'cashier' }), scope())
    expectRefusal('bad_stand_in', 'addStandIn', add({ personId: null }), scope())
    expectRefusal('bad_stand_in', 'addStandIn', add({ personId: null, role: 'technician' }), scope())
    expectRefusal('person_not_found', 'addStandIn', add({ standInId: uuid() }), scope())
    expectRefusal('person_not_found', 'addStandIn', add({ personId: uuid() }), scope())
    const gone = aScope({ persons: [foreman, { ...tom, employedUntil: '2026-11-02' }] })
    expectRefusal('person_not_found', 'addStandIn', add(), gone)
    expectRefusal('time_in_past', 'addStandIn', add({ until: NOW }), scope())
    expectRefusal('bad_period', 'addStandIn', add({ from: NOW + DAY }), scope())
  })

  it('ends', () => {
    const one = aStandIn()
    expect(accepted('endStandIn', { entryId: one.id }, scope(one)).drop).toEqual({ standIn: [one.id] })
    expectRefusal('stand_in_not_found', 'endStandIn', { entryId: one.id }, scope())
  })
})
