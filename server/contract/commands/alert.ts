/** Acknowledging alerts (AL). */
import { id } from '../fields.ts'
import { command, nothing } from './command.ts'

export const alertCommands = {
  acknowledgeAlert: command('Takes an alert on; it does not escalate any further (AL).', { alertId: id }, nothing),
}
