/** The roles in the table: those of people, and those of devices and programs without a person. */
import type { Role } from '#contract/values.ts'
import { roles } from '#contract/values.ts'
import type { Actor } from '#server/domain/rule.ts'

/** The source of a command or a read: a device, the clock, or the server's administrator. */
export type Sender = Actor['device']

/** A device without a person is a role of its own, such as `wall`. */
export type ActingRole = Role | Exclude<Sender, 'staff'>

/** Until people sign in, the staff key stands for every role. */
export const rolesOf = (sender: Sender): readonly ActingRole[] => (sender === 'staff' ? roles : [sender])

/** Only the roles of people; none if no person is acting. */
export const staffRolesOf = (sender: Sender): Role[] =>
  rolesOf(sender).filter((role): role is Role => (roles as readonly string[]).includes(role))
