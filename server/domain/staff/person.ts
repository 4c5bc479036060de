/** People are added and changed (C2). Two who work here at once do not have the same name: boards and lists show nothing else. */
import type { PersonDetails } from '#contract/commands/people.ts'
import type { Person, Workshop } from '#contract/entities/index.ts'
import { dayOf } from '#contract/presence.ts'
import { managing } from '#contract/values.ts'
import { changedFields, given, isStill } from '../edit.ts'
import { refuse, type Refused, type Rule, type Scope } from '../rule.ts'

/** What is not asked for when a person is added. */
export const newPerson = {
  ...{ guided: [], desk: null, language: null, employedFrom: null, employedUntil: null },
  ...{ shift: null, otherWeek: null, leave: [], overtime: null },
} satisfies Partial<Person>

export const addPerson: Rule<'addPerson'> = {
  needs: () => ({ everyone: true, teams: true }),
  decide(scope, details, { newId, now }) {
    const person: Person = { ...newPerson, id: newId(), ...ofLevels(details) }
    const refused = unfit(person, scope, now)
    if (refused) return refused
    const facts = [{ name: 'personAdded', personId: person.id }]
    return { ok: true, answer: { personId: person.id }, facts, put: { person: [person] } }
  },
}

/** Refuses `changed_meanwhile` if one of these fields is no longer what the form showed (S13), `last_manager`, `bad_period`. */
export const changePerson: Rule<'changePerson'> = {
  needs: () => ({ everyone: true, teams: true }),
  decide(scope, { personId, to, was }, { now }) {
    const person = scope.persons.get(personId)
    if (!person) return refuse('person_not_found')
    if (!isStill(person, to, was)) return refuse('changed_meanwhile', { person: [person] })
    const next: Person = ofLevels({ ...person, ...given(to) })
    const fields = changedFields(person, next, to)
    if (fields.length === 0) return refuse('nothing_to_change')
    if ((next.employedFrom ?? '') > (next.employedUntil ?? '9999')) return refuse('bad_period')
    if (leavesNoManager(next, scope)) return refuse('last_manager')
    const refused = unfit(next, scope, now)
    if (refused) return refused
    return { ok: true, answer: {}, facts: [{ name: 'personChanged', personId, fields }], put: { person: [next] } }
  },
}

/** A person who left works here again. */
export const restorePerson: Rule<'restorePerson'> = {
  needs: () => ({ everyone: true, teams: true }),
  decide(scope, { personId }, { now }) {
    const person = scope.persons.get(personId)
    if (!person) return refuse('person_not_found')
    if (person.employedUntil === null) return refuse('nothing_to_change')
    const next = { ...person, employedUntil: null }
    const refused = unfit(next, scope, now)
    if (refused) return refused
    return { ok: true, answer: {}, facts: [{ name: 'personRestored', personId }], put: { person: [next] } }
  },
}

/** Who does a kind of work alone needs no guidance. */
const ofLevels = <P extends Pick<PersonDetails, 'skills' | 'guided'>>(person: P): P => ({
  ...person,
  guided: person.guided.filter((skill) => !person.skills.includes(skill)),
})

function unfit(person: Person, { persons, teams, workshop }: Scope, now: number): Refused | null {
  if (person.teamId !== null && !teams.has(person.teamId)) return refuse('team_not_found')
  const isTaken = [...persons.values()].some(
    (other) => other.id !== person.id && other.name === person.name && !hasLeft(other, workshop, now),
  )
  return isTaken && !hasLeft(person, workshop, now) ? refuse('name_taken') : null
}

export const hasLeft = ({ employedUntil }: Person, workshop: Workshop, now: number): boolean =>
  employedUntil !== null && employedUntil < dayOf(workshop, now)

const isManaging = ({ roles, employedUntil }: Person): boolean =>
  employedUntil === null && managing.some((role) => roles.includes(role))

/** Whether with this change nobody who stays could set the workshop up any more. All people must be loaded. */
export function leavesNoManager(next: Person, { persons }: Scope): boolean {
  const was = persons.get(next.id)
  if (!was || !isManaging(was)) return false
  return ![...persons.values()].some((one) => isManaging(one.id === next.id ? next : one))
}
