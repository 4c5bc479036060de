/** What a person may do while they stand in for another or for a role (A8). Used by the policy, the rules and the screens. */
import type { Person } from './entities/person.ts'
import type { StandIn } from './entities/standIn.ts'
import type { Role } from './values.ts'

type Having = Pick<Person, 'id' | 'roles'>

const isNow = ({ from, until }: StandIn, now: number): boolean => from <= now && now < until

/** A person's own roles, and for a time those of whom they stand in for. A stand-in for a stand-in takes over only that person's own roles. */
export function rolesInForce(
  person: Having,
  standIns: Iterable<StandIn>,
  persons: ReadonlyMap<string, Having>,
  now: number,
): Role[] {
  const all = new Set<Role>(person.roles)
  for (const one of standIns) {
    if (one.standInId !== person.id || !isNow(one, now)) continue
    if (one.role !== null) all.add(one.role)
    for (const role of persons.get(one.personId ?? '')?.roles ?? []) all.add(role)
  }
  return [...all]
}

/** Who stands in for the person now: alerts, calls and approvals for them are this person’s meanwhile. Null: nobody. */
export const standInOf = (personId: string | null, standIns: Iterable<StandIn>, now: number): string | null =>
  [...standIns].find((one) => one.personId !== null && one.personId === personId && isNow(one, now))?.standInId ?? null

/** Who stands in for a role now. Null: nobody. */
export const standInOfRole = (role: Role, standIns: Iterable<StandIn>, now: number): string | null =>
  [...standIns].find((one) => one.role === role && isNow(one, now))?.standInId ?? null
