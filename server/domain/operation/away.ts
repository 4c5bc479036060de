/** While work is paused: when others outside let it go on, and the test drive the car is on (C9). */
import { about, after, changed } from '../order/onOrder.ts'
import { withOperation } from '../order/work.ts'
import { refuse } from '../rule.ts'
import { onOperation } from './onOperation.ts'

export const movePauseEnd = onOperation(
  'movePauseEnd',
  'pauseEndMoved',
  (order, operation, { operationId, until }, { now }) => {
    if (until <= now) return refuse('time_in_past')
    if (until === operation.pausedUntil) return refuse('nothing_to_change')
    const operations = withOperation(order, { ...operation, pausedUntil: until })
    const facts = [about('pauseEndMoved', order, { operationId, from: operation.pausedUntil, to: until })]
    return changed({ ...after(order, 'pauseEndMoved'), operations }, facts, {})
  },
)

/** Whole: what is not given is taken away. Refuses `kilometres_backwards` for fewer kilometres after the drive than before. */
export const recordTestDrive = onOperation(
  'recordTestDrive',
  'testDriveRecorded',
  (order, operation, { operationId, driverId, kmOut, kmIn }, _context, { persons }) => {
    if (driverId !== null && !persons.has(driverId)) return refuse('person_not_found')
    if (kmOut !== null && kmIn !== null && kmIn < kmOut) return refuse('kilometres_backwards')
    const was = operation.testDrive
    if (was?.driverId === driverId && was.kmOut === kmOut && was.kmIn === kmIn) return refuse('nothing_to_change')
    const operations = withOperation(order, { ...operation, testDrive: { driverId, kmOut, kmIn } })
    const facts = [about('testDriveRecorded', order, { operationId, driverId, kmOut, kmIn })]
    return changed({ ...after(order, 'testDriveRecorded'), operations }, facts, {})
  },
  undefined,
  ({ driverId }) => ({ persons: driverId === null ? [] : [driverId] }),
)
