/** The life of an alert (AL): its states and transitions, by fact. */
import type { CommandName } from '../commands/index.ts'
import { allowsCommand, type Life } from './life.ts'

export const alertStates = ['open', 'acknowledged', 'closed'] as const
export type AlertState = (typeof alertStates)[number]

export const alertSteps = {
  alertOpened: { by: [], begins: true, from: [], to: ['open'] },
  alertEscalated: { by: [], from: ['open'], to: [] },
  alertAcknowledged: { by: ['acknowledgeAlert'], from: ['open'], to: ['acknowledged'] },
  alertClosed: { by: [], from: ['open', 'acknowledged'], to: ['closed'] },
} as const satisfies Life<AlertState>

export type AlertFact = keyof typeof alertSteps

/** An alert has no field for its state; it follows from its instants. */
export const alertStateOf = (alert: { acknowledgedAt: number | null; closedAt?: number | null }): AlertState =>
  (alert.closedAt ?? null) !== null ? 'closed' : alert.acknowledgedAt !== null ? 'acknowledged' : 'open'

/** Whether the table allows the command for an alert in this state. */
export const alertAllowsCommand = (state: AlertState, command: CommandName): boolean =>
  allowsCommand<AlertState>(alertSteps, state, command)
