/** Whom the table speaks of: the roles of people, and what acts or looks without a person. */
import type { Role } from '#contract/values.ts'
import { roles } from '#contract/values.ts'
import type { Actor } from '#server/domain/rule.ts'

/** Where a command or a question comes from: a device, the clock, or the server's administrator. */
export type Sender = Actor['door']

/** A device without a person is its own role: a wall may do what walls may. */
export type ActingRole = Role | Exclude<Sender, 'staff'>

/** Until people sign in, the staff key stands for every role. */
export const rolesOf = (sender: Sender): readonly ActingRole[] => (sender === 'staff' ? roles : [sender])

/** The same, of the roles people have; none where no person acts. */
export const staffRolesOf = (sender: Sender): Role[] =>
  rolesOf(sender).filter((role): role is Role => (roles as readonly string[]).includes(role))
