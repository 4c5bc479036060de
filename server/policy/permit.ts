/** Checks against the table. A command that passes becomes a `Permitted`, the only thing `write/` accepts. */
import { commandNames, type CommandName, type Payload } from '#contract/commands/index.ts'
import type { ReadName } from '#contract/reads.ts'
import { devices, roles, type Device, type Role, type ViewName } from '#contract/values.ts'
import type { Actor } from '#server/domain/rule.ts'
import { rolesOf, type OwnRoles, type Sender } from './roles.ts'
import { commandTable, readTable, viewTable, type Asker, type Row } from './table.ts'

/** The sender of a command in one workshop, with the person signed in, if known. */
export interface Caller extends Asker {
  workshopId: string
  personId?: string | null
  /** The paired screen it comes from. */
  deviceId?: string | null
}

/** A command whose payload has been checked against the contract. */
export interface Sent<N extends CommandName = CommandName> {
  /** Chosen by the sender (S1). */
  id: string
  name: N
  payload: Payload<N>
}

/** A command that the policy allows. Only `permit` makes one, so a forgotten check does not compile. */
export class Permitted<N extends CommandName = CommandName> {
  /** Makes the type nominal: no other object with these fields is assignable. */
  declare private readonly seal: never
  readonly workshopId: string
  readonly id: string
  readonly name: N
  readonly payload: Payload<N>
  readonly actor: Actor
  /** Of the person who acts; null: every role, or no person at all. */
  readonly roles: OwnRoles
  /** Whose id it is: ids are unique per sender (S1). */
  readonly sender: Sender

  private constructor(
    { workshopId, sender, personId = null, roles = null, deviceId = null }: Caller,
    { id, name, payload }: Sent<N>,
  ) {
    this.workshopId = workshopId
    this.id = id
    this.name = name
    this.payload = payload
    this.actor = { device: sender, personId, ...(deviceId !== null && { deviceId }) } as Actor
    this.roles = roles
    this.sender = sender
  }

  static permit<N extends CommandName>(caller: Caller, sent: Sent<N>): Permitted<N> | 'not_allowed' | 'actor_required' {
    if (!holds(commandTable[sent.name], caller, sent.payload)) return 'not_allowed'
    if (caller.sender === 'staff' && (caller.personId ?? null) === null) return 'actor_required'
    return new Permitted(caller, sent)
  }
}

/** The permitted command, or the refusal: `not_allowed`, or `actor_required` if it takes a person and nobody is signed in. */
export const permit = Permitted.permit

/** Commands of the program itself. @throws if the table does not allow it, which is a bug */
export function permitOwn<N extends CommandName>(
  sender: 'clock' | 'admin',
  workshopId: string,
  sent: Sent<N>,
): Permitted<N> {
  const permitted = permit({ sender, workshopId }, sent)
  if (typeof permitted === 'string') throw new Error(`${sender} may not send ${sent.name}`)
  return permitted
}

/** Whether a sender may send the command at all. `permit` also checks conditions on the payload. */
export const maySend = (sender: Sender, name: CommandName, own?: OwnRoles): boolean =>
  hasRole(commandTable[name], sender, own)

export const mayRead = (sender: Sender, name: ReadName, own?: OwnRoles): boolean =>
  hasRole(readTable[name], sender, own)

const mayOpen = (device: Device, view: ViewName): boolean => hasRole(viewTable[view], device)

/** The devices that may open a view: whose keys are tried when it is asked for. */
export const devicesFor = (view: ViewName): Device[] => devices.filter((device) => mayOpen(device, view))

/** The roles of people that may send a command. */
export const rolesFor = (name: CommandName): Role[] =>
  roles.filter((role) => (commandTable[name].roles as readonly string[]).includes(role))

/** The commands a sender may send, in the contract's order. */
export const allowedFor = (sender: Sender, own?: OwnRoles): CommandName[] =>
  commandNames.filter((name) => maySend(sender, name, own))

const hasRole = (row: Row, sender: Sender, own?: OwnRoles): boolean =>
  rolesOf(sender, own).some((role) => row.roles.includes(role))

const holds = (row: Row, asker: Asker, about: object): boolean =>
  hasRole(row, asker.sender, asker.roles) && (row.only?.(asker, about) ?? true)
