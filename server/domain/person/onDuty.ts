/** Which roles have a person on duty: within their shift and the opening hours, and not absent (AL). */
import { isOpenAt } from '#contract/calendar.ts'
import type { Person, Workshop } from '#contract/entities/index.ts'
import { roles, type Role } from '#contract/values.ts'
import type { Scope } from '../rule.ts'

function isOnDuty({ shift, absentUntil }: Person, { timeZone }: Workshop, now: number): boolean {
  if (absentUntil !== null && absentUntil > now) return false
  return shift === null || isOpenAt({ timeZone, hours: shift, days: [] }, now)
}

/** Every role unless all people are loaded; none while the workshop is closed. */
export function rolesOnDuty({ everyone, persons }: Scope, workshop: Workshop, now: number): ReadonlySet<Role> {
  if (!everyone) return new Set(roles)
  if (!isOpenAt(workshop, now)) return new Set()
  return new Set([...persons.values()].filter((one) => isOnDuty(one, workshop, now)).map(({ role }) => role))
}
