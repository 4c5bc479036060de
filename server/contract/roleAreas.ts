/** What each role may do, in the words of the workshop: a command that stands for each area. A test holds it against the policy. */
import type { Role } from './values.ts'

const managing: readonly Role[] = ['service_manager', 'manager', 'owner']
const reception: readonly Role[] = ['adviser', ...managing]
const leading: readonly Role[] = ['foreman', 'team_leader', ...managing]
const floor: readonly Role[] = [...leading, 'technical_director', 'specialist', 'technician']

export const roleAreas = {
  reception: { command: 'quoteOrder', roles: reception },
  customers: { command: 'sendNotice', roles: [...reception, 'follow_up_clerk'] },
  cash: { command: 'settleOrder', roles: ['cashier', ...managing] },
  dispatch: { command: 'assignOperation', roles: ['adviser', ...leading] },
  work: { command: 'startOperation', roles: [...floor, 'inspector', 'washer'] },
  checks: { command: 'passChecks', roles: [...floor, 'inspector'] },
  parts: { command: 'expectPart', roles: ['adviser', ...floor, 'parts_clerk'] },
  leave: { command: 'addLeave', roles: leading },
  setup: { command: 'changePerson', roles: managing },
} as const satisfies Record<string, { command: string; roles: readonly Role[] }>

export type RoleArea = keyof typeof roleAreas
export const areasOf = (role: Role): RoleArea[] =>
  (Object.keys(roleAreas) as RoleArea[]).filter((area) => (roleAreas[area].roles as readonly Role[]).includes(role))
