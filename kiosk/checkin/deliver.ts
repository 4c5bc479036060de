/** Sends the command that completes a visit (S1: a repeat carries the same id). */
import type { Reply } from '#contract/commands/index.ts'
import type { Live } from '#kit/live.svelte.ts'
import type { CheckIn } from './visit.ts'

export function deliver(live: Live<'kiosk'>, command: CheckIn): Promise<Reply> {
  // One case per command, so that the compiler matches name and payload.
  switch (command.name) {
    case 'checkInWalkIn':
      return live.send(command.name, command.payload)
    case 'checkInAppointment':
      return live.send(command.name, command.payload)
    case 'recordArrival':
      return live.send(command.name, command.payload)
  }
}
