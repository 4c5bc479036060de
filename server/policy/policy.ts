/**
 * Which door may send which command, and which audience it sees. Every command stands here: one that nobody may send is
 * a mistake. Roles come between `staff` and the commands once people sign in; until then every member of staff may do
 * what the staff may.
 */
import { alertCommands } from '#contract/commands/alert.ts'
import { arrivalCommands } from '#contract/commands/arrival.ts'
import { bayCommands } from '#contract/commands/bay.ts'
import { commandNames, type CommandName } from '#contract/commands/index.ts'
import { noticeCommands } from '#contract/commands/notice.ts'
import { operationCommands } from '#contract/commands/operation.ts'
import { orderCommands } from '#contract/commands/order.ts'
import { pageCommands } from '#contract/commands/page.ts'
import { setupCommands } from '#contract/commands/setup.ts'
import { doors, type Door } from '#contract/values.ts'
import type { Actor } from '#server/domain/rule.ts'

/** Where a command may come from: the doors of the screens, the clock, and whoever administers the server. */
export type Sender = Actor['door']

interface Policy {
  readonly sends: ReadonlySet<CommandName>
  /** The view the sender sees; null for those who look at no screen. */
  readonly audience: Door | null
  /** The edge asks who acts: `actorId` must name a person of the workshop. */
  readonly actorRequired: boolean
}

const screen = (audience: Door, sends: readonly CommandName[] = []): Policy => ({
  sends: new Set(sends),
  audience,
  actorRequired: audience === 'staff',
})
const machine = (sends: readonly CommandName[]): Policy => ({
  sends: new Set(sends),
  audience: null,
  actorRequired: false,
})

const names = <T extends object>(of: T) => Object.keys(of) as (keyof T)[]

export const policy: { readonly [S in Sender]: Policy } = {
  staff: screen('staff', [
    ...names(arrivalCommands),
    ...names(orderCommands),
    ...names(operationCommands),
    ...names(bayCommands),
    ...names(alertCommands),
    ...names(noticeCommands),
    ...names(setupCommands),
  ]),
  wall: screen('wall'),
  lobby: screen('lobby'),
  kiosk: screen('kiosk', ['checkInWalkIn', 'checkInAppointment', 'recordArrival']),
  customer: screen('customer', names(pageCommands)),
  clock: machine([
    ...([
      'recordForecasts',
      'recordSuggestions',
      'lookAtOrder',
      'lookAtBay',
      'lookAtWorkshop',
      'beginAttempt',
      'recordAttempt',
    ] as const),
    // A browser that the push service knows no longer.
    'stopPush',
  ]),
  admin: machine([
    'furnishWorkshop',
    'changeWorkshop',
    'changeOpening',
    'clearExample',
    'importCars',
    'importAppointments',
    'importHistory',
  ]),
}

/** Whether the sender may send the command at all; what the house rules say to it is another matter. */
export const mayCommand = (sender: Sender, command: CommandName): boolean => policy[sender].sends.has(command)

/** Whether the edge must know which person acts before it passes the sender's commands on (`actor_required`). */
export const needsActor = (sender: Sender): boolean => policy[sender].actorRequired

/** The audience that comes in by a door. */
export const audienceOf = (door: Door): Door => policy[door].audience ?? door

/** The commands a door may send, in the contract's order; for documentation and the screens' own checks. */
export const commandsOf = (sender: Sender): CommandName[] => commandNames.filter((name) => mayCommand(sender, name))

export const isDoor = (text: string): text is Door => (doors as readonly string[]).includes(text)
