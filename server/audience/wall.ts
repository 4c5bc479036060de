import type { Order } from '#contract/entities.ts'
import { checkInStage } from '#contract/progress.ts'
import { only, type Presenters } from './presenter.ts'

/** The wall hangs in the workshop, but visitors see it too: cars and work, no customer, no price, no words. */
export const wallPresenters: Presenters<'wall'> = {
  workshop: (workshop) => ({
    ...only(workshop, 'id', 'name', 'timeZone', 'hours', 'days', 'plateFormat'),
    settings: only(workshop.settings, 'checkInFromPercent', 'checkInUntilPercent', 'atRiskMinutes', 'muteMinutes'),
  }),
  bay: (bay) => only(bay, 'id', 'number', 'name', 'kind', 'outOfService'),
  person: (person) => only(person, 'id', 'name'),
  order: (order) =>
    order.closedAt !== null
      ? null
      : {
          ...only(order, 'id', 'state', 'pauseReason', 'ticket', 'plate', 'model', 'waits', 'priority', 'bayId'),
          ...only(order, 'appointmentAt', 'authorisedAt', 'takenOverAt', 'readyAt', 'promiseAt', 'forecastAt', 'told'),
          neverDone: order.neverDone && only(order.neverDone, 'operationId', 'why'),
          partExpectedAt: partExpectedAt(order),
          checkIn: checkInStage(order),
          operations: order.operations.map((operation) => ({
            ...only(operation, 'id', 'title', 'bayKind', 'likelyMinutes', 'state', 'bayId', 'technicianId'),
            ...only(operation, 'percent', 'percentAt', 'pauseReason', 'additional'),
          })),
        },
  notice: (notice) => (notice.closedAt !== null ? null : only(notice, 'id', 'orderId', 'kind', 'state', 'readyAt')),
  alert: (alert) =>
    alert.closedAt !== null
      ? null
      : only(alert, 'id', 'cause', 'severity', 'orderId', 'bayId', 'since', 'owner', 'level', 'acknowledgedAt'),
}

/** When the last of the parts that are not there yet is expected; null when all are there. */
export function partExpectedAt(order: Order): number | null {
  const missing = order.parts.filter((part) => part.arrivedAt === null).map((part) => part.expectedAt)
  return missing.length ? Math.max(...missing) : null
}
