/** Alerts: a person takes one on (AL). */
import { id } from '../fields.ts'
import { command, nothing } from './command.ts'

export const alertCommands = {
  acknowledgeAlert: command('Somebody sees to it: the alert goes no further (AL).', { alertId: id }, nothing),
}
