/** C2, A8: people and teams are set up, changed, and leave. */
import { describe, expect, it } from 'vitest'
import type { Payload } from '#contract/commands/index.ts'
import type { Person, Team } from '#contract/entities/index.ts'
import { absencesOf, isEmployed } from '#contract/presence.ts'
import { mayDo, personBlocker } from '#contract/placement.ts'
import { simulate } from '#server/domain/planner/simulate.ts'
import {
  aBay,
  anOperation,
  anOrderIn,
  aPerson,
  aScope,
  aWorkingOperation,
  aWorkshop,
  DAY,
  HOUR,
  NOW,
  uuid,
  leaveUntil,
} from '../support/factories.ts'
import { accepted, decide, expectRefusal } from './decide.ts'

// Tuesday, 3 November 2026, 10:00 in Shanghai.
const [yesterday, today, tomorrow] = ['2026-11-02', '2026-11-03', '2026-11-04']
const aTeam = (over: Partial<Team> = {}): Team => ({ id: uuid(), name: 'Red', leaderId: null, ...over })
const manager = aPerson({ name: 'David Lam', roles: ['manager'] })
const details: Payload<'addPerson'> = {
  ...{ name: 'Li Na', roles: ['adviser', 'cashier'], teamId: null, skills: ['wash'], guided: ['paint', 'wash'] },
  ...{ desk: 2, language: 'zh-Hans', employedFrom: tomorrow },
}

describe('a person is added', () => {
  it('with what is known of them; who does work alone needs no guidance', () => {
    const team = aTeam()
    const { put, answer } = accepted('addPerson', { ...details, teamId: team.id }, aScope({ teams: [team] }))
    expect(put.person).toEqual([
      {
        ...{ ...details, id: answer.personId, teamId: team.id, guided: ['paint'] },
        ...{ employedUntil: null, shift: null, otherWeek: null, leave: [], overtime: null },
      },
    ])
  })

  it('under a name that nobody here has, except who has left', () => {
    const there = (over: Partial<Person>) => aScope({ persons: [aPerson({ name: 'Li Na', ...over })] })
    expectRefusal('name_taken', 'addPerson', details, there({}))
    expectRefusal('name_taken', 'addPerson', details, there({ employedUntil: today }))
    expect(accepted('addPerson', details, there({ employedUntil: yesterday })).put.person).toHaveLength(1)
  })

  it('in a team that exists', () => {
    expectRefusal('team_not_found', 'addPerson', { ...details, teamId: uuid() }, aScope())
  })
})

describe('a person is changed', () => {
  const person = aPerson({ name: 'Li Na', desk: 1 })
  const scope = () => aScope({ persons: [person, manager] })
  const change = (to: object, was: object, personId = person.id) => ({ personId, to, was })

  it('in the fields that are given, and the journal names those', () => {
    const { put, facts } = accepted('changePerson', change({ desk: 2 }, { desk: 1 }), scope())
    expect(put.person).toEqual([{ ...person, desk: 2 }])
    expect(facts).toEqual([{ name: 'personChanged', personId: person.id, fields: ['desk'] }])
  })

  it('S13 by two managers at once: in different fields both, in the same field the second is refused', () => {
    expect(accepted('changePerson', change({ name: 'Li Lan' }, { name: 'Li Na' }), scope()).put.person).toHaveLength(1)
    const refused = decide('changePerson', change({ desk: 3 }, { desk: 2 }), scope())
    expect(refused).toEqual({ ok: false, code: 'changed_meanwhile', now: { person: [person] } })
  })

  it('not to nothing, to a stranger’s team, to a colleague’s name, or to a first day after the last', () => {
    expectRefusal('nothing_to_change', 'changePerson', change({ desk: 1 }, { desk: 1 }), scope())
    expectRefusal('team_not_found', 'changePerson', change({ teamId: uuid() }, { teamId: null }), scope())
    expectRefusal('name_taken', 'changePerson', change({ name: 'David Lam' }, { name: 'Li Na' }), scope())
    const leaving = aScope({ persons: [{ ...person, employedUntil: today }] })
    expectRefusal('bad_period', 'changePerson', change({ employedFrom: tomorrow }, { employedFrom: null }), leaving)
    expectRefusal('person_not_found', 'changePerson', change({ desk: 2 }, { desk: 1 }, uuid()), scope())
  })

  it('but the last who runs the workshop keeps that role', () => {
    const step = change({ roles: ['adviser'] }, { roles: ['manager'] }, manager.id)
    expectRefusal('last_manager', 'changePerson', step, scope())
    const leaving = aPerson({ name: 'Old', roles: ['owner'], employedUntil: tomorrow })
    expectRefusal('last_manager', 'changePerson', step, aScope({ persons: [manager, leaving] }))
    const owner = aPerson({ name: 'Ann', roles: ['owner'] })
    expect(accepted('changePerson', step, aScope({ persons: [manager, owner] })).put.person).toHaveLength(1)
    const both = change({ roles: ['manager', 'adviser'] }, { roles: ['manager'] }, manager.id)
    expect(accepted('changePerson', both, scope()).put.person).toHaveLength(1)
  })
})

describe('a person leaves', () => {
  const person = aPerson({ name: 'Li Na' })
  const leave = (lastDay: string, handOver = false) => ({ personId: person.id, lastDay, handOver })
  const planned = () => anOrderIn('waiting', { operations: [anOperation({ technicianId: person.id })] })
  const working = () => anOrderIn('working', { operations: [aWorkingOperation({ technicianId: person.id })] })

  it('and stays in the records', () => {
    const { put } = accepted('removePerson', leave(today), aScope({ persons: [person] }))
    expect(put).toEqual({ person: [{ ...person, employedUntil: today }] })
    const gone = aScope({ persons: [{ ...person, employedUntil: today }] })
    expect(accepted('restorePerson', { personId: person.id }, gone).put).toEqual({ person: [person] })
    expectRefusal('nothing_to_change', 'removePerson', leave(today), gone)
    expectRefusal('nothing_to_change', 'restorePerson', { personId: person.id }, aScope({ persons: [person] }))
    const taken = aScope({ persons: [{ ...person, employedUntil: yesterday }, aPerson({ name: 'Li Na' })] })
    expectRefusal('name_taken', 'restorePerson', { personId: person.id }, taken)
  })

  it('with open work, orders or a team only if it is said whose they are now', () => {
    const [order, advised] = [planned(), anOrderIn('quoted', { adviserId: person.id })]
    const team = aTeam({ leaderId: person.id })
    const scope = () => aScope({ persons: [person], orders: [order, advised, anOrderIn('working')], teams: [team] })
    expect(decide('removePerson', leave(today), scope())).toEqual({
      ...{ ok: false, code: 'person_has_work' },
      now: { order: [order, advised], team: [team] },
    })
    const { put } = accepted('removePerson', leave(today, true), scope())
    expect(put.order!.map(({ id, adviserId, operations }) => [id, adviserId, operations[0]?.technicianId])).toEqual([
      [order.id, null, null],
      [advised.id, null, null],
    ])
    expect(put.team).toEqual([{ ...team, leaderId: null }])
  })

  it('and work in progress goes on to the end of their last day, and stops after it', () => {
    const on = accepted('removePerson', leave(today, true), aScope({ persons: [person], orders: [working()] }))
    expect(on.put.order![0]!.operations[0]).toMatchObject({ state: 'working', technicianId: person.id })
    const gone = accepted('removePerson', leave(yesterday, true), aScope({ persons: [person], orders: [working()] }))
    expect(gone.put.order![0]).toMatchObject({ state: 'paused', pauseReason: 'technician' })
    expect(gone.put.order![0]!.operations[0]).toMatchObject({ state: 'paused', technicianId: null })
  })

  it('later, and keeps their work until then', () => {
    const { put } = accepted('removePerson', leave(tomorrow), aScope({ persons: [person], orders: [planned()] }))
    expect(put.order).toBeUndefined()
  })

  it('unless they are the last who runs the workshop, or had not begun', () => {
    const scope = aScope({ persons: [manager] })
    expectRefusal('last_manager', 'removePerson', { ...leave(tomorrow), personId: manager.id }, scope)
    const coming = aScope({ persons: [{ ...person, employedFrom: tomorrow }] })
    expectRefusal('bad_period', 'removePerson', leave(today), coming)
  })

  it('C2 and is planned with until then', () => {
    const workshop = aWorkshop()
    const planOf = (over: Partial<Person>) => {
      const order = anOrderIn('waiting', { operations: [anOperation({ standardMinutes: 60 })] })
      const shop = { workshop, bays: [aBay()], persons: [aPerson(over)], orders: [order], now: NOW }
      const { finishAt, reason } = simulate(shop).get(order.id)!
      return reason ?? finishAt
    }
    expect(planOf({ employedUntil: today })).toBe(NOW + HOUR)
    expect(planOf({ employedUntil: yesterday })).toBe('no_skill')
    expect(planOf({ employedFrom: tomorrow })).toBeGreaterThan(NOW + 12 * HOUR)
    expect(absencesOf(aPerson({ employedFrom: tomorrow, leave: leaveUntil(NOW + HOUR) }), workshop, NOW)).toHaveLength(
      1,
    )
    expect(isEmployed(aPerson({ employedFrom: today, employedUntil: today }), workshop, NOW)).toBe(true)
    expect(isEmployed(aPerson({ employedFrom: today, employedUntil: today }), workshop, NOW + DAY)).toBe(false)
  })
})

describe('C2 work under guidance', () => {
  it('is given by the foreman, and never by a plan', () => {
    const learner = aPerson({ skills: [], guided: ['mechanical'] })
    const operation = anOperation()
    expect(personBlocker(learner, operation)).toBeNull()
    expect(mayDo(learner, anOperation({ skill: 'paint' }))).toBe(false)
    const order = anOrderIn('waiting', { operations: [operation] })
    const shop = { workshop: aWorkshop(), bays: [aBay()], persons: [learner], orders: [order], now: NOW }
    expect(simulate(shop).get(order.id)!.reason).toBe('no_skill')
  })
})

describe('a team', () => {
  const leader = aPerson({ name: 'Wang Qiang' })
  const team = aTeam({ leaderId: leader.id })

  it('has a name of its own and a leader who works here', () => {
    const scope = (...persons: Person[]) => aScope({ teams: [team], persons })
    expect(accepted('addTeam', { name: 'Blue', leaderId: leader.id }, scope(leader)).put.team).toHaveLength(1)
    expectRefusal('name_taken', 'addTeam', { name: 'Red', leaderId: null }, scope())
    const gone = { ...leader, employedUntil: yesterday }
    expectRefusal('person_not_found', 'addTeam', { name: 'Blue', leaderId: leader.id }, scope(gone))
    const change = { teamId: team.id, to: { leaderId: null }, was: { leaderId: leader.id } }
    expect(accepted('changeTeam', change, scope(leader)).put.team).toEqual([{ ...team, leaderId: null }])
    const stale = { ...change, was: { leaderId: null } }
    expect(decide('changeTeam', stale, scope(leader))).toMatchObject({
      code: 'changed_meanwhile',
      now: { team: [team] },
    })
    expectRefusal('team_not_found', 'changeTeam', { ...change, teamId: uuid() }, scope(leader))
    expectRefusal('nothing_to_change', 'changeTeam', { ...change, to: {}, was: {} }, scope(leader))
  })

  it('is removed once nobody works in it', () => {
    const payload = { teamId: team.id }
    const member = aPerson({ teamId: team.id })
    expectRefusal('team_in_use', 'removeTeam', payload, aScope({ teams: [team], persons: [member] }))
    const gone = { ...member, employedUntil: yesterday }
    const { put, drop } = accepted('removeTeam', payload, aScope({ teams: [team], persons: [gone] }))
    expect(put).toEqual({ person: [{ ...gone, teamId: null }] })
    expect(drop).toEqual({ team: [team.id] })
    expectRefusal('team_not_found', 'removeTeam', payload, aScope())
  })
})
