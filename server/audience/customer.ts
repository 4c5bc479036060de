import { only, type Presenters } from './presenter.ts'
import { partExpectedAt } from './wall.ts'

/** A customer sees the one order the link belongs to; `viewOf` lets no other through. */
export const customerPresenters: Presenters<'customer'> = {
  workshop: (workshop) => ({
    ...only(workshop, 'id', 'name', 'timeZone', 'hours', 'days', 'phone', 'currency'),
    settings: only(
      workshop.settings,
      'checkInFromPercent',
      'checkInUntilPercent',
      'atRiskMinutes',
      'askBeforeDelayNotice',
    ),
  }),
  order: (order, house) => ({
    ...only(
      order,
      'id',
      'number',
      'state',
      'pauseReason',
      'ticket',
      'plate',
      'model',
      'waits',
      'wash',
      'appointmentAt',
    ),
    ...only(
      order,
      'arrivedAt',
      'quotedAt',
      'authorisedAt',
      'takenOverAt',
      'checkedAt',
      'readyAt',
      'settledAt',
      'closedAt',
    ),
    ...only(order, 'promiseAt', 'forecastAt', 'told', 'hasPush'),
    partExpectedAt: partExpectedAt(order),
    bayNumber: (order.bayId !== null && house.bays.get(order.bayId)?.number) || null,
    operations: order.operations
      .filter((operation) => operation.state !== 'cancelled')
      .map((operation) => ({
        ...only(
          operation,
          'id',
          'title',
          'likelyMinutes',
          'state',
          'percent',
          'percentAt',
          'pauseReason',
          'additional',
          'safety',
        ),
        price: operation.state === 'proposed' ? operation.price : null,
      })),
  }),
}
