/** The life of an operation: its states and transitions, by fact. */
import type { CommandName } from '../commands/index.ts'
import type { OperationState } from '../values.ts'
import { allows, allowsCommand, type Life } from './life.ts'

export const operationSteps = {
  operationsAdded: {
    by: ['addOperations', 'bookAppointment', 'importAppointments'],
    begins: true,
    from: [],
    to: ['planned'],
  },
  operationRemoved: { by: ['removeOperation'], from: ['planned'], to: ['cancelled'] },
  additionalWorkProposed: { by: ['proposeAdditionalWork'], begins: true, from: [], to: ['proposed'] },
  additionalWorkAccepted: {
    by: ['decideAdditionalWork', 'answerAdditionalWork'],
    from: ['proposed'],
    to: ['planned'],
  },
  additionalWorkDeclined: {
    by: ['decideAdditionalWork', 'answerAdditionalWork'],
    from: ['proposed'],
    to: ['cancelled'],
  },
  operationAssigned: { by: ['assignOperation', 'acceptSuggestions'], from: ['planned', 'paused'], to: [] },
  operationStarted: { by: ['startOperation'], from: ['planned', 'paused'], to: ['working'] },
  operationPaused: {
    by: ['pauseOperation', 'takeBayOutOfService', 'addLeave', 'removePerson'],
    from: ['working'],
    to: ['paused'],
  },
  pauseEndMoved: { by: ['movePauseEnd'], from: ['paused'], to: [] },
  testDriveRecorded: { by: ['recordTestDrive'], from: ['working', 'paused', 'done'], to: [] },
  progressReported: { by: ['reportProgress'], from: ['working'], to: [] },
  operationFinished: { by: ['finishOperation'], from: ['working'], to: ['done'] },
  operationCancelled: { by: ['cancelOperation'], from: ['planned', 'working', 'paused'], to: ['cancelled'] },
  operationSentBack: { by: ['failChecks', 'reopenOrder'], from: ['done'], to: ['planned'] },
} as const satisfies Life<OperationState>

export type OperationFact = keyof typeof operationSteps

/** Whether the fact may happen to an operation in this state. */
export const operationAllows = (state: OperationState, fact: OperationFact): boolean =>
  allows<OperationState>(operationSteps[fact], state)

/** Whether the table allows the command for an operation in this state. */
export const operationAllowsCommand = (state: OperationState, command: CommandName): boolean =>
  allowsCommand<OperationState>(operationSteps, state, command)
