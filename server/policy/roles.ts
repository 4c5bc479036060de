/** The roles in the table: those of people, and those of devices and programs without a person. */
import type { Role } from '#contract/values.ts'
import { roles } from '#contract/values.ts'
import type { Actor } from '#server/domain/rule.ts'

/** The source of a command or a read: a device, the clock, or the server's administrator. */
export type Sender = Actor['device']

/** A device without a person is a role of its own, such as `wall`. */
export type ActingRole = Role | Exclude<Sender, 'staff'>

/** The roles of the person who has signed in; null: a name that was only chosen, by a key that stands for every role. */
export type OwnRoles = readonly Role[] | null

/** The roles in force. Without a person all can be read; commands need one. */
export const rolesOf = (sender: Sender, own: OwnRoles = null): readonly ActingRole[] =>
  sender === 'staff' ? (own ?? roles) : [sender]

/** Only the roles of people; none if no person is acting. */
export const staffRolesOf = (sender: Sender, own?: OwnRoles): Role[] =>
  rolesOf(sender, own).filter((role): role is Role => (roles as readonly string[]).includes(role))
