/** Which roles have a person on duty: within their shift and the opening hours, and not absent (AL). */
import { isOpenAt } from '#contract/calendar.ts'
import { isAtWork, isEmployed } from '#contract/presence.ts'
import type { Workshop } from '#contract/entities/index.ts'
import { roles, type Role } from '#contract/values.ts'
import type { Scope } from '../rule.ts'

/** How many people of a role are on duty; all people must be loaded. */
export function countOnDuty({ persons }: Scope, role: Role, workshop: Workshop, now: number): number {
  if (!isOpenAt(workshop, now)) return 0
  return [...persons.values()].filter((one) => one.roles.includes(role) && isAtWork(one, workshop, now)).length
}

/** Every role unless all people are loaded; none while the workshop is closed. */
export function rolesOnDuty({ everyone, persons }: Scope, workshop: Workshop, now: number): ReadonlySet<Role> {
  if (!everyone) return new Set(roles)
  if (!isOpenAt(workshop, now)) return new Set()
  return new Set([...persons.values()].filter((one) => isAtWork(one, workshop, now)).flatMap((one) => one.roles))
}

/** The roles of all who work here; null unless all people are loaded. */
export function rolesHeld({ everyone, persons }: Scope, workshop: Workshop, now: number): ReadonlySet<Role> | null {
  if (!everyone) return null
  return new Set([...persons.values()].filter((one) => isEmployed(one, workshop, now)).flatMap(({ roles }) => roles))
}
