/** Teams, and who leads them (C2). */
import type { Team } from '#contract/entities/index.ts'
import { given, isStill } from '../edit.ts'
import { refuse, type Refused, type Rule, type Scope } from '../rule.ts'
import { isSame } from '../undo/same.ts'
import { hasLeft } from './person.ts'

export const addTeam: Rule<'addTeam'> = {
  needs: () => ({ everyone: true, teams: true }),
  decide(scope, details, { newId, now }) {
    const team: Team = { id: newId(), ...details }
    const refused = unfit(team, scope, now)
    if (refused) return refused
    const facts = [{ name: 'teamAdded', teamId: team.id }]
    return { ok: true, answer: { teamId: team.id }, facts, put: { team: [team] }, leavesPlan: true }
  },
}

export const changeTeam: Rule<'changeTeam'> = {
  needs: () => ({ everyone: true, teams: true }),
  decide(scope, { teamId, to, was }, { now }) {
    const team = scope.teams.get(teamId)
    if (!team) return refuse('team_not_found')
    if (!isStill(team, to, was)) return refuse('changed_meanwhile', { team: [team] })
    const next: Team = { ...team, ...given(to) }
    if (isSame(team, next)) return refuse('nothing_to_change')
    const refused = unfit(next, scope, now)
    if (refused) return refused
    return { ok: true, answer: {}, facts: [{ name: 'teamChanged', teamId }], put: { team: [next] }, leavesPlan: true }
  },
}

/** Those who left keep nothing of it. Refuses `team_in_use` while people who work here are in it. */
export const removeTeam: Rule<'removeTeam'> = {
  needs: () => ({ everyone: true, teams: true }),
  decide({ teams, persons, workshop }, { teamId }, { now }) {
    if (!teams.has(teamId)) return refuse('team_not_found')
    const members = [...persons.values()].filter((one) => one.teamId === teamId)
    if (members.some((one) => !hasLeft(one, workshop, now))) return refuse('team_in_use')
    const person = members.map((one) => ({ ...one, teamId: null }))
    return {
      ...{ ok: true, answer: {}, facts: [{ name: 'teamRemoved', teamId }], leavesPlan: true },
      put: person.length > 0 ? { person } : {},
      drop: { team: [teamId] },
    }
  },
}

function unfit(team: Team, { teams, persons, workshop }: Scope, now: number): Refused | null {
  if ([...teams.values()].some(({ id, name }) => id !== team.id && name === team.name)) return refuse('name_taken')
  const leader = persons.get(team.leaderId ?? '')
  const isFit = team.leaderId === null || (leader !== undefined && !hasLeft(leader, workshop, now))
  return isFit ? null : refuse('person_not_found')
}
