/** Which roles have a person on duty: within their shift and the opening hours, and not absent (AL). Who stands in has the role (A8). */
import { isOpenAt } from '#contract/calendar.ts'
import { isAtWork, isEmployed } from '#contract/presence.ts'
import { rolesInForce } from '#contract/standIns.ts'
import type { Person, Workshop } from '#contract/entities/index.ts'
import { roles, type Role } from '#contract/values.ts'
import type { Scope } from '../rule.ts'

const rolesOf = (person: Person, { standIns, persons }: Scope, now: number): Role[] =>
  rolesInForce(person, standIns.values(), persons, now)

/** How many people of a role are on duty; all people must be loaded. */
export function countOnDuty(scope: Scope, role: Role, workshop: Workshop, now: number): number {
  if (!isOpenAt(workshop, now)) return 0
  const hasIt = (one: Person) => rolesOf(one, scope, now).includes(role)
  return [...scope.persons.values()].filter((one) => isAtWork(one, workshop, now) && hasIt(one)).length
}

/** Every role unless all people are loaded; none while the workshop is closed. */
export function rolesOnDuty(scope: Scope, workshop: Workshop, now: number): ReadonlySet<Role> {
  if (!scope.everyone) return new Set(roles)
  if (!isOpenAt(workshop, now)) return new Set()
  const present = [...scope.persons.values()].filter((one) => isAtWork(one, workshop, now))
  return new Set(present.flatMap((one) => rolesOf(one, scope, now)))
}

/** The roles of all who work here; null unless all people are loaded. */
export function rolesHeld(scope: Scope, workshop: Workshop, now: number): ReadonlySet<Role> | null {
  if (!scope.everyone) return null
  const here = [...scope.persons.values()].filter((one) => isEmployed(one, workshop, now))
  return new Set(here.flatMap((one) => rolesOf(one, scope, now)))
}
