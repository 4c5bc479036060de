/** How far each role may go in what it may do at all: the workshop's settings, with their defaults. Pure. */
import type { RoleLimits } from './entities/workshop.ts'
import { roles, type Role } from './values.ts'

export type Limits = Omit<RoleLimits, 'role'>

const none: Limits = { discountPercent: 0, earlierPromise: false, voidSettlement: false, overrule: false }
const all = { earlierPromise: true, voidSettlement: true, overrule: true }

export const defaultLimits: Readonly<Record<Role, Limits>> = {
  ...(Object.fromEntries(roles.map((role) => [role, none])) as Record<Role, Limits>),
  adviser: { ...none, discountPercent: 5, earlierPromise: true, overrule: true },
  foreman: { ...none, overrule: true },
  team_leader: { ...none, overrule: true },
  service_manager: { ...all, discountPercent: 15 },
  manager: { ...all, discountPercent: 30 },
  owner: { ...all, discountPercent: 100 },
}

/** A role's limits: the workshop's own, or else the default. */
export function limitsOf(role: Role, own: readonly RoleLimits[]): Limits {
  const found = own.find((one) => one.role === role)
  if (!found) return defaultLimits[role]
  const { role: _role, ...limits } = found
  return limits
}

/** The limits of a person: of several roles, the widest. Null: a key that stands for every role. */
export function limitsOfAll(own: readonly Role[] | null, set: readonly RoleLimits[]): Limits {
  const each = (own ?? roles).map((role) => limitsOf(role, set))
  return {
    discountPercent: Math.max(0, ...each.map(({ discountPercent }) => discountPercent)),
    earlierPromise: each.some(({ earlierPromise }) => earlierPromise),
    voidSettlement: each.some(({ voidSettlement }) => voidSettlement),
    overrule: each.some(({ overrule }) => overrule),
  }
}
