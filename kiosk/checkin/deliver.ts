/** Sends the command in which a visit ends (S1: a repeat carries the same id). */
import type { Reply } from '#contract/commands/index.ts'
import type { Live } from '#kit/live.svelte.ts'
import type { CheckIn } from './visit.ts'

export function deliver(live: Live<'kiosk'>, command: CheckIn): Promise<Reply> {
  // One case each: only so do name and payload belong together for the compiler.
  switch (command.name) {
    case 'checkInWalkIn':
      return live.send(command.name, command.payload)
    case 'checkInAppointment':
      return live.send(command.name, command.payload)
    case 'recordArrival':
      return live.send(command.name, command.payload)
  }
}
