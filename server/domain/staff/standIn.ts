/** A person stands in for another or for a role, for a time (A8): nothing that was for them is lost meanwhile, and it comes back. */
import type { StandIn } from '#contract/entities/index.ts'
import { isEmployed } from '#contract/presence.ts'
import { refuse, type Rule } from '../rule.ts'

/** Refuses `bad_stand_in` unless it is for one other person or for one role that the stand-in does not have; `time_in_past`, `bad_period`. */
export const addStandIn: Rule<'addStandIn'> = {
  needs: () => ({ everyone: true }),
  decide({ persons, standIns, workshop }, { personId, role, standInId, from, until }, { now, newId }) {
    const by = persons.get(standInId)
    const absent = persons.get(personId ?? '')
    if (!by || !isEmployed(by, workshop, now) || (personId !== null && !absent)) return refuse('person_not_found')
    const isForOne = (personId === null) !== (role === null)
    if (!isForOne || personId === standInId || (role !== null && by.roles.includes(role))) return refuse('bad_stand_in')
    if (until <= now) return refuse('time_in_past')
    const one: StandIn = { id: newId(), personId, role, standInId, from: from ?? now, until }
    if (one.from >= until) return refuse('bad_period')
    const over = [...standIns.values()].filter((old) => old.until <= now).map(({ id }) => id)
    return {
      ...{ ok: true, answer: { entryId: one.id }, leavesPlan: true },
      facts: [{ name: 'standInAdded', entryId: one.id, personId, role, standInId }],
      put: { standIn: [one] },
      ...(over.length > 0 && { drop: { standIn: over } }),
    }
  },
}

/** Refuses `stand_in_not_found`. */
export const endStandIn: Rule<'endStandIn'> = {
  needs: () => ({ standIns: true }),
  decide({ standIns }, { entryId }) {
    const one = standIns.get(entryId)
    if (!one) return refuse('stand_in_not_found')
    const { personId, role, standInId } = one
    const facts = [{ name: 'standInEnded', entryId, personId, role, standInId }]
    return { ok: true, answer: {}, facts, put: {}, drop: { standIn: [entryId] }, leavesPlan: true }
  },
}
