/** How far each role may go, and what the setup says each may do. */
import { describe, expect, it } from 'vitest'
import { areasOf, roleAreas, type RoleArea } from '#contract/roleAreas.ts'
import { defaultLimits, limitsOf, limitsOfAll } from '#contract/roleLimits.ts'
import { managing, roles, type Role } from '#contract/values.ts'
import { maySend } from '#server/policy/permit.ts'
import { aBay, anOperation, anOrderIn, aPerson, aScope, aWorkshop, HOUR, NOW } from '../support/factories.ts'
import { accepted, decide, expectRefusal } from './decide.ts'

const none = { discountPercent: 0, earlierPromise: false, voidSettlement: false, overrule: false }

describe('what a role may do', () => {
  it.each(Object.keys(roleAreas) as RoleArea[])('%s: the setup says what the policy allows', (area) => {
    const allowed = roles.filter((role) => maySend('staff', roleAreas[area].command, [role]))
    expect(roles.filter((role) => areasOf(role).includes(area))).toEqual(allowed)
  })

  it('every role may do something, and those who run the workshop everything', () => {
    for (const role of roles) expect(areasOf(role), role).not.toEqual([])
    for (const role of managing) expect(areasOf(role)).toEqual(Object.keys(roleAreas))
  })
})

describe('how far a role may go', () => {
  it('is a default until the workshop sets it; of several roles the widest counts, a key has them all', () => {
    const own = [{ role: 'adviser' as const, ...none, discountPercent: 20 }]
    expect(limitsOf('adviser', [])).toEqual(defaultLimits.adviser)
    expect(limitsOf('adviser', own)).toEqual({ ...none, discountPercent: 20 })
    expect(limitsOfAll(['adviser', 'foreman'], own)).toEqual({ ...none, discountPercent: 20, overrule: true })
    expect(limitsOfAll([], own)).toEqual(none)
    expect(limitsOfAll(null, own)).toEqual(defaultLimits.owner)
  })

  it('S13 is changed, unless somebody else has changed it meanwhile', () => {
    const workshop = aWorkshop()
    const payload = { role: 'adviser' as const, limits: none, was: defaultLimits.adviser }
    const { put } = accepted('changeRoleLimits', payload, aScope({ workshop }))
    expect(put.workshop![0]!.roleLimits).toEqual([{ role: 'adviser', ...none }])
    const changed = aScope({ workshop: put.workshop![0]! })
    expect(decide('changeRoleLimits', payload, changed)).toMatchObject({ code: 'changed_meanwhile' })
    expectRefusal('nothing_to_change', 'changeRoleLimits', { ...payload, was: none }, changed)
  })

  const workshop = aWorkshop({ roleLimits: [{ role: 'adviser', ...none }] })
  const by = (...own: Role[]) => ({ roles: own })

  it('B5 a promise earlier than the forecast is for those who may give it', () => {
    const order = anOrderIn('diagnosing', { operations: [anOperation()] })
    const quoted = () => ({ earliestAt: NOW + 5 * HOUR, at: NOW })
    const quote = (promiseAt: number, who: object) =>
      decide(
        'quoteOrder',
        { orderId: order.id, promiseAt, quoteId: 'q', reason: 'As agreed' },
        aScope({ workshop, orders: [order] }),
        { quoted, ...who },
      )
    expect(quote(NOW + 4 * HOUR, by('adviser'))).toEqual({ ok: false, code: 'promise_too_early' })
    expect(quote(NOW + 5 * HOUR, by('adviser')).ok).toBe(true)
    expect(quote(NOW + 4 * HOUR, by('adviser', 'manager')).ok).toBe(true)
    expect(quote(NOW + 4 * HOUR, { roles: null }).ok).toBe(true)
  })

  it('C2 overruling the kind of bay is for those who may', () => {
    const [order, bay] = [anOrderIn('waiting', { operations: [anOperation()] }), aBay({ uses: ['paint'] })]
    const assign = (bayId: string, who: object) =>
      decide(
        'assignOperation',
        {
          ...{ orderId: order.id, operationId: order.operations[0]!.id, bayId, technicianId: null, startAt: null },
          ...{ was: { bayId: null, technicianId: null, startAt: null }, anyway: true },
        },
        aScope({ workshop, orders: [order], bays: [bay, fit], persons: [aPerson()] }),
        who,
      )
    const fit = aBay({ number: 2 })
    expect(assign(bay.id, by('adviser'))).toEqual({ ok: false, code: 'may_not_overrule' })
    expect(assign(fit.id, by('adviser')).ok).toBe(true)
    expect(assign(bay.id, by('foreman')).ok).toBe(true)
  })
})
