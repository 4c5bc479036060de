/** A manager sets house time to the database's clock. What was recorded under a later time becomes true of now. */
import type { Alert, Arrival, Bay, Notice, Operation, Order, Part, ProgressCheck } from '#contract/entities/index.ts'
import { CLOCK_LEEWAY } from '#contract/wire.ts'
import { isUnderWay, withdrawn } from '../notice/notice.ts'
import { refuse, type Rule } from '../rule.ts'

/**
 * The only command after which house time may be earlier than before. Alerts, notices and deadlines follow from the new time. A
 * message that the wrong time caused and that has not been tried yet is withdrawn. Refuses `nothing_to_change` if the clock agrees.
 */
export const setHouseTime: Rule<'setHouseTime'> = {
  needs: () => ({ everything: true, allLiveOrders: true, openArrivals: true, workshopAlerts: true }),
  decide(scope, _payload, { now: was, clock: now }) {
    if (Math.abs(now - was) <= CLOCK_LEEWAY) return refuse('nothing_to_change')
    const notices = [...scope.notices.values()]
    const early = new Set(notices.filter((one) => isUntold(one, now)))
    const order = [...scope.orders.values()].map((one) => {
      const own = [...early].filter(({ orderId }) => orderId === one.id)
      return withoutNews(orderBy(one, now), own, now)
    })
    return {
      ok: true,
      answer: {},
      at: now,
      facts: [{ name: 'houseTimeSet', from: was, to: now }],
      put: {
        workshop: [scope.workshop],
        order,
        arrival: [...scope.arrivals.values()].map((one) => arrivalBy(one, now)),
        bay: [...scope.bays.values()].map((one) => bayBy(one, now)),
        notice: notices.map((one) => (early.has(one) ? withdrawn(one) : noticeBy(one, now))),
        alert: [...scope.alerts.values()].map((one) => alertBy(one, now)),
      },
    }
  },
}

/** A notice of the time that is taken back, which nobody has tried to send. */
const isUntold = (notice: Notice, now: number) => notice.at > now && notice.attempts.length === 0 && isUnderWay(notice)

/** The order without the news in these notices: its customer has not heard it. */
function withoutNews(order: Order, notices: readonly Notice[], now: number): Order {
  const { informed, promiseAt } = order
  const isUnheard = notices.some(({ kind, readyAt }) => informed?.kind === kind && informed.readyAt === readyAt)
  return isUnheard ? { ...order, informed: { kind: 'agreed', at: now, readyAt: promiseAt } } : order
}

/** The entity with none of these instants later than `now`; the same object if none is. */
function notLater<T extends object>(entity: T, fields: readonly (keyof T)[], now: number): T {
  const later = fields.filter((field) => ((entity[field] as number | null) ?? 0) > now)
  return later.length === 0 ? entity : { ...entity, ...Object.fromEntries(later.map((field) => [field, now])) }
}

const orderFields = [
  ...(['bookedAt', 'arrivedAt', 'quotedAt', 'authorisedAt', 'takenOverAt', 'homeSince', 'checkedAt'] as const),
  ...(['washStartedAt', 'readyAt', 'preparedAt', 'settledAt', 'forecastChangedAt'] as const),
] satisfies (keyof Order)[]

function orderBy(order: Order, now: number): Order {
  const { informed, toTell, pageAnswer, additionalOffer, progressCheck } = order
  return {
    ...notLater(order, orderFields, now),
    ...onTime(order, now),
    informed: informed && notLater(informed, ['at'], now),
    toTell: toTell && notLater(toTell, ['since', 'changedAt'], now),
    pageAnswer: pageAnswer && notLater(pageAnswer, ['at'], now),
    additionalOffer: additionalOffer && notLater(additionalOffer, ['at'], now),
    progressCheck: progressCheck && checkBy(progressCheck, now),
    operations: order.operations.map((one) => operationBy(one, now)),
    parts: order.parts.map((one): Part => notLater(one, ['arrivedAt'], now)),
  }
}

/** Nobody is told of a delay that was forecast in the wrong time: until the next forecast, in a second, the car counts as on time. */
function onTime({ promiseAt, forecastAt, safeForecastAt, forecastChangedAt }: Order, now: number): Partial<Order> {
  if (promiseAt === null || (forecastChangedAt ?? 0) <= now) return {}
  const atMost = (at: number | null) => at && Math.min(at, promiseAt)
  return { forecastAt: atMost(forecastAt), safeForecastAt: atMost(safeForecastAt) }
}

const operationBy = (operation: Operation, now: number): Operation =>
  notLater(operation, ['percentAt', 'startedAt', 'finishedAt', 'foundAt', 'askedAt', 'decidedAt'], now)

/** A check that was asked, or missed, before its time is not yet. */
function checkBy(check: ProgressCheck, now: number): ProgressCheck {
  const answered = notLater(check, ['askedAt', 'answeredAt', 'solvedAt'], now)
  return {
    ...answered,
    askedAt: check.answeredAt === null && check.dueAt > now ? null : answered.askedAt,
    missedAt: check.lateAt > now ? null : check.missedAt,
  }
}

const arrivalBy = (arrival: Arrival, now: number): Arrival => notLater(arrival, ['at', 'takenAt', 'calledAt'], now)

const bayBy = (bay: Bay, now: number): Bay =>
  bay.outOfService ? { ...bay, outOfService: notLater(bay.outOfService, ['since'], now) } : bay

const noticeBy = (notice: Notice, now: number): Notice => notLater(notice, ['at', 'tryAt'], now)

/** It escalates as long after its beginning as before. */
function alertBy(alert: Alert, now: number): Alert {
  const early = Math.max(0, alert.since - now)
  const { escalatesAt } = alert
  return {
    ...notLater(alert, ['since', 'acknowledgedAt'], now),
    escalatesAt: escalatesAt === null ? null : escalatesAt - early,
  }
}
