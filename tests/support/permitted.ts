/** Commands for the write path, passed through the policy as the edge does. */
import { commands, type CommandName, type Payload, type PayloadInput } from '#contract/commands/index.ts'
import { maySend, permit, type Permitted } from '#server/policy/permit.ts'
import type { Sender } from '#server/policy/roles.ts'
import { newId } from '#server/write/ids.ts'

interface More {
  id?: string
  /** The person signed in at a staff screen; any id will do where it does not matter. */
  personId?: string
}

/** Fills in the payload's defaults. Throws if the policy refuses. */
export function permitted<N extends CommandName>(
  sender: Sender,
  workshopId: string,
  name: N,
  payload: PayloadInput<N>,
  { id = newId(), personId = newId() }: More = {},
): Permitted<N> {
  const whole = commands[name].payload.parse(payload) as Payload<N>
  const orderId = 'orderId' in whole ? (whole.orderId as string) : null
  const command = permit(
    { workshopId, sender, orderId, ...(sender === 'staff' && { personId }) },
    { id, name, payload: whole },
  )
  if (typeof command === 'string') throw new Error(`${sender} ${name}: ${command}`)
  return command
}

/** The same for commands that set a shop up: as the administrator if the policy allows it, else as staff. */
export const permittedToBuild = <N extends CommandName>(workshopId: string, name: N, payload: PayloadInput<N>) =>
  permitted(maySend('admin', name) ? 'admin' : 'staff', workshopId, name, payload)
