/** The work itself: start, pause, progress, finish (C3, C4). */
import type { Operation, Order, Workshop } from '#contract/entities/index.ts'
import { workingTime, type Calendar } from '#contract/calendar.ts'
import { isOutside } from '#contract/outside.ts'
import { isAbsent, isEmployed } from '#contract/presence.ts'
import { operationPercent } from '#contract/progress.ts'
import type { PauseReason } from '#contract/values.ts'
import { presentUntil } from '../person/presentUntil.ts'
import { withSamples } from '../durations/import.ts'
import { orderAllows } from '#contract/lives/order.ts'
import { takenOver } from '../order/course.ts'
import { about, changed } from '../order/onOrder.ts'
import { atOwnPace, follow, withMinutesLeft, withOperation } from '../order/work.ts'
import { refuse, type Refused, type Scope } from '../rule.ts'
import { onOperation } from './onOperation.ts'

const MINUTE = 60_000

/** C3: starts or resumes work in the assigned bay; the car moves there. The first start at a car takes it over (B8). */
export const startOperation = onOperation(
  'startOperation',
  'operationStarted',
  (order, operation, { operationId }, context, scope) => {
    const blocker = whatHinders(order, operation, scope, context.now)
    if (blocker) return blocker
    const { bayId, technicianId } = operation
    const technician = scope.persons.get(technicianId ?? '')
    const started = {
      ...operation,
      presentUntil: technician ? presentUntil(technician, scope.workshop, context.now) : null,
      percentAt: context.now,
      pauseReason: null,
      startedAt: operation.startedAt ?? context.now,
      restedMinutes: operation.restedMinutes + restedSince(order, operation, scope.workshop, context.now),
    }
    const isReceived = !orderAllows(order.state, 'carTakenOver')
    const received = isReceived ? order : takenOver(order, context)
    const next = { ...follow(received, 'operationStarted', withOperation(received, started)), bayId }
    const facts = [about('operationStarted', order, { operationId, bayId, technicianId })]
    return changed(next, isReceived ? facts : [about('carTakenOver', order), ...facts], {})
  },
  ({ bayId, technicianId }) => ({
    ...(bayId === null ? {} : { bays: [bayId], ordersInBays: [bayId] }),
    ...(technicianId === null ? {} : { ordersWorkedBy: [technicianId], persons: [technicianId] }),
  }),
)

/** Opening hours since the operation was paused, in whole minutes; 0 if it is not paused. */
function restedSince(order: Order, { id }: Operation, calendar: Calendar, now: number): number {
  const before = order.operations.find((one) => one.id === id)
  if (before?.state !== 'paused' || before.percentAt === null) return 0
  return Math.round(workingTime(calendar, before.percentAt, now) / MINUTE)
}

/** Why work on the operation cannot start; null if it can. A bay holds one car, a technician works on one operation. */
function whatHinders(order: Order, { id, bayId, technicianId }: Operation, scope: Scope, now: number): Refused | null {
  if (bayId === null) return refuse('bay_required')
  const bay = scope.bays.get(bayId)
  if (!bay) return refuse('bay_not_found')
  if (bay.outOfService) return refuse('bay_out_of_service')
  if (technicianId === null) return refuse('technician_required')
  const technician = scope.persons.get(technicianId)
  if (technician && (isAbsent(technician, now) || !isEmployed(technician, scope.workshop, now)))
    return refuse('technician_absent')
  if (order.parts.some((part) => part.operationId === id && part.arrivedAt === null)) return refuse('part_missing')
  const working = (one: Operation) => one.state === 'working' && one.id !== id
  if (order.operations.some((one) => working(one) && one.bayId !== bayId)) return refuse('car_elsewhere_in_work')
  for (const other of scope.orders.values())
    if (other.id !== order.id && other.bayId === bayId && other.closedAt === null) return refuse('bay_occupied')
  for (const any of scope.orders.values())
    if (any.operations.some((one) => working(one) && one.technicianId === technicianId))
      return refuse('technician_busy')
  return null
}

/** The operation, paused at its current percentage (rounded down). */
export function paused(operation: Operation, reason: PauseReason, workshop: Workshop, now: number): Operation {
  const percent = Math.floor(operationPercent({ ...operation, state: 'working' }, workshop, now))
  return { ...operation, state: 'paused', percent, percentAt: now, pauseReason: reason, placedAt: null }
}

/** C9: who works on a car drives it; who does, and the kilometres, can be written down while it is out or afterwards. */
export const pauseOperation = onOperation(
  'pauseOperation',
  'operationPaused',
  (order, operation, { operationId, reason, until = null }, { now }, scope) => {
    if (until !== null && until <= now) return refuse('time_in_past')
    const stopped = {
      ...paused(operation, reason, scope.workshop, now),
      pausedUntil: isOutside(reason) ? until : null,
      ...(reason === 'test_drive' && { testDrive: { driverId: operation.technicianId, kmOut: null, kmIn: null } }),
    }
    const next = follow(order, 'operationPaused', withOperation(order, stopped))
    const facts = [about('operationPaused', order, { operationId, reason, until, percent: stopped.percent })]
    return changed(next, facts, {})
  },
)

/**
 * C4: records the progress, which may be less than before, and how long the rest takes, if that is known (B10.2); else it goes on at
 * its own pace.
 */
export const reportProgress = onOperation(
  'reportProgress',
  'progressReported',
  (order, operation, { operationId, percent, minutesLeft }, context, scope) => {
    const reported =
      minutesLeft === undefined
        ? atOwnPace(operation, percent, workedMinutes(operation, scope.workshop, context.now))
        : withMinutesLeft(operation, percent, minutesLeft)
    const operations = withOperation(order, { ...reported, percentAt: context.now })
    const facts = [about('progressReported', order, { operationId, percent, minutesLeft: minutesLeft ?? null })]
    return changed({ ...order, operations }, facts, {})
  },
)

/** Working minutes of an operation that ends now: opening hours since its start, without pauses. */
function workedMinutes({ startedAt, restedMinutes }: Operation, calendar: Calendar, now: number): number {
  if (startedAt === null) return 0
  return Math.max(0, Math.round(workingTime(calendar, startedAt, now) / MINUTE) - restedMinutes)
}

/** C3. Also learns from the minutes it took (B5), except for rework, which was started twice. */
export const finishOperation = onOperation(
  'finishOperation',
  'operationFinished',
  (order, operation, { operationId }, context, scope) => {
    const { now } = context
    const finished = { ...operation, percent: 100, percentAt: now, finishedAt: now }
    const next = follow(order, 'operationFinished', withOperation(order, finished))
    if (operation.sentBack > 0) return changed(next, [about('operationFinished', order, { operationId })], {})
    const minutes = workedMinutes(operation, scope.workshop, now)
    const facts = [about('operationFinished', order, { operationId, workedMinutes: minutes })]
    const decision = changed<'finishOperation'>(next, facts, {})
    const item = scope.priceItems.get(operation.itemId ?? '')
    if (!item) return decision
    const sample = { id: operationId, itemId: item.id, model: order.model, minutes, at: now }
    const priceItem = withSamples(item, [sample], scope)
    return { ...decision, put: { ...decision.put, sample: [sample], ...(priceItem.length > 0 && { priceItem }) } }
  },
  ({ itemId, sentBack }) =>
    itemId === null || sentBack > 0 ? {} : { priceItems: [itemId], samplesOf: [itemId], pace: true },
)
