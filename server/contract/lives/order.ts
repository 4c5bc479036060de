/**
 * The life of a repair order: its states and transitions, by fact. On the shop floor (waiting, working, paused,
 * checking) the state follows from the operations.
 */
import type { CommandName } from '../commands/index.ts'
import { closedOrderStates, workStates, type OrderState } from '../values.ts'
import { allows, allowsCommand, type Life } from './life.ts'

const beforeTheEstimate = ['booked', 'arrived', 'diagnosing'] as const
const beforeTheYes = [...beforeTheEstimate, 'quoted'] as const
const onTheFloor = ['waiting', 'working', 'paused', 'checking'] as const
const promised = ['authorised', ...onTheFloor, 'washing'] as const
const unfinished = [...beforeTheYes, ...promised] as const
const here = ['arrived', 'diagnosing', 'quoted', ...promised, 'stopped', 'ready', 'settled'] as const

export const orderSteps = {
  appointmentBooked: { by: ['bookAppointment', 'importAppointments'], begins: true, from: [], to: ['booked'] },
  carArrived: { by: ['checkInWalkIn', 'checkInAppointment'], begins: true, from: ['booked'], to: ['arrived'] },
  diagnosisStarted: { by: ['startDiagnosis'], from: ['arrived'], to: ['diagnosing'] },
  // B4: an estimate that changes after it was shown needs a new approval.
  estimateWithdrawn: { by: ['addOperations', 'removeOperation'], from: ['quoted'], to: ['diagnosing'] },
  operationsAdded: { by: ['addOperations'], from: beforeTheEstimate, to: [] },
  operationRemoved: { by: ['removeOperation'], from: beforeTheEstimate, to: [] },
  orderQuoted: { by: ['quoteOrder'], from: ['arrived', 'diagnosing'], to: ['quoted'] },
  orderAuthorised: { by: ['authoriseOrder', 'answerEstimate'], from: ['quoted'], to: ['authorised'] },
  // C9: a car in a bay, perhaps dismantled, still stands there.
  orderDeclined: { by: ['declineOrder'], from: ['quoted'], to: ['declined', 'stopped'] },
  // The adviser closes the order after they have spoken with the customer, who is not at the desk.
  estimateDeclinedOnPage: { by: ['answerEstimate'], from: ['quoted'], to: [] },
  orderCancelled: {
    by: ['cancelOrder'],
    from: [...beforeTheYes, 'authorised', 'waiting'],
    to: ['cancelled', 'stopped'],
  },
  promiseMoved: { by: ['movePromise'], from: ['quoted', ...promised], to: [] },
  // B8: only an act at the car takes it over; planning its work does not.
  carTakenOver: { by: ['takeOverCar'], from: ['authorised'], to: ['waiting'] },
  priorityChanged: { by: ['setPriority'], from: unfinished, to: [] },
  carMoved: { by: ['moveCar'], from: here, to: [] },
  progressCheckAnswered: { by: ['answerProgressCheck'], from: workStates, to: [] },
  pushAllowed: { by: ['allowPush'], from: here, to: [] },
  pushStopped: { by: ['stopPush'], from: here, to: [] },
  wechatAllowed: { by: ['allowWechat'], from: here, to: [] },
  wechatStopped: { by: ['stopWechat'], from: here, to: [] },
  // C8: nothing written down is final until the car has left.
  orderCorrected: { by: ['correctOrder'], from: ['booked', ...here], to: [] },
  washDropped: { by: ['correctOrder'], from: ['washing'], to: ['ready'] },
  appointmentMoved: { by: ['moveAppointment'], from: ['booked'], to: [] },
  contactChanged: { by: ['setContact'], from: ['booked', ...here], to: [] },
  operationAssigned: {
    by: ['assignOperation', 'acceptSuggestions'],
    from: ['authorised', 'waiting', 'working', 'paused'],
    to: [],
  },
  // From authorised, the start at the car takes it over.
  operationStarted: { by: ['startOperation'], from: ['authorised', 'waiting', 'working', 'paused'], to: ['working'] },
  operationPaused: {
    by: ['pauseOperation', 'takeBayOutOfService', 'addLeave', 'removePerson'],
    from: ['working'],
    to: ['working', 'paused'],
  },
  pauseEndMoved: { by: ['movePauseEnd'], from: ['working', 'paused'], to: [] },
  testDriveRecorded: { by: ['recordTestDrive'], from: onTheFloor, to: [] },
  progressReported: { by: ['reportProgress'], from: ['working'], to: [] },
  operationFinished: { by: ['finishOperation'], from: ['working'], to: onTheFloor },
  operationCancelled: {
    by: ['cancelOperation'],
    from: ['authorised', 'waiting', 'working', 'paused'],
    to: ['authorised', ...onTheFloor],
  },
  // C8: also found on a car that was to be washed or handed over.
  additionalWorkProposed: {
    by: ['proposeAdditionalWork'],
    from: [...onTheFloor, 'washing', 'ready'],
    to: ['waiting', 'working', 'paused'],
  },
  additionalWorkOffered: { by: ['offerAdditionalWork'], from: onTheFloor, to: [] },
  additionalWorkAccepted: {
    by: ['decideAdditionalWork', 'answerAdditionalWork'],
    from: onTheFloor,
    to: ['waiting', 'working', 'paused'],
  },
  additionalWorkDeclined: { by: ['decideAdditionalWork', 'answerAdditionalWork'], from: onTheFloor, to: onTheFloor },
  partExpected: { by: ['expectPart'], from: [...beforeTheYes, 'authorised', ...onTheFloor], to: [] },
  partArrivalMoved: { by: ['movePartArrival'], from: unfinished, to: [] },
  partArrived: { by: ['recordPartArrival'], from: unfinished, to: [] },
  // C9: the state stays; `homeSince` says where the car is.
  carSentHome: { by: ['sendHome'], from: ['authorised', 'waiting', 'paused'], to: [] },
  carCameBack: { by: ['carIsBack'], from: ['authorised', 'waiting', 'paused'], to: [] },
  checksPassed: { by: ['passChecks'], from: ['checking'], to: ['washing', 'ready'] },
  operationSentBack: { by: ['failChecks'], from: ['checking'], to: ['waiting'] },
  washStarted: { by: ['startWash'], from: ['washing'], to: [] },
  carWashed: { by: ['finishWash'], from: ['washing'], to: ['ready'] },
  workStopped: { by: ['stopWork'], from: onTheFloor, to: ['stopped'] },
  orderReopened: { by: ['reopenOrder'], from: ['washing', 'ready', 'settled'], to: ['waiting'] },
  carPrepared: { by: ['prepareCar'], from: ['ready'], to: [] },
  noticeReleased: { by: ['releaseNotice'], from: ['ready'], to: [] },
  orderSettled: { by: ['settleOrder'], from: ['ready', 'stopped'], to: ['settled'] },
  carReleased: { by: ['releaseCar'], from: ['settled'], to: ['left'] },
} as const satisfies Life<OrderState>

export type OrderFact = keyof typeof orderSteps

/** Whether the fact may happen to an order in this state. */
export const orderAllows = (state: OrderState, fact: OrderFact): boolean => allows<OrderState>(orderSteps[fact], state)

/** Whether the table allows the command for an order in this state. */
export const orderAllowsCommand = (state: OrderState, command: CommandName): boolean =>
  allowsCommand<OrderState>(orderSteps, state, command)

/** Whether this is a final state. */
export const isClosed = (state: OrderState): boolean => (closedOrderStates as readonly OrderState[]).includes(state)
