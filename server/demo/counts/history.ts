/** What the journal tells of some days: how orders, notices and alerts changed. Pure. */
import type { Alert, Arrival, Notice, Order, Workshop } from '#contract/entities/index.ts'
import type { Changes } from '#server/domain/rule.ts'

/** The part of a journal entry that is counted from. */
export interface Entry {
  /** House time, milliseconds since 1970. */
  at: number
  put: Pick<Changes, 'workshop' | 'order' | 'notice' | 'arrival' | 'alert'>
}

/** A value from an instant on. */
export interface Since<T> {
  at: number
  is: T
}

const orderFields = [
  ...(['id', 'state', 'waits', 'authorisedAt', 'promiseAt', 'noticeAt', 'forecastAt', 'safeForecastAt'] as const),
  ...(['readyAt', 'preparedAt', 'noticeReleasedBy', 'informed', 'closedAt'] as const),
] as const
export type OrderThen = Pick<Order, (typeof orderFields)[number]>
export type NoticeThen = Pick<Notice, 'id' | 'orderId' | 'kind' | 'state' | 'attempts'>
export type AlertThen = Pick<Alert, 'cause' | 'severity' | 'arrivalId'>
export type ArrivalThen = Pick<Arrival, 'id' | 'at' | 'takenAt' | 'closedAt'>

export class History {
  workshop: Workshop | null = null
  readonly orders = new Map<string, Since<OrderThen>[]>()
  readonly notices = new Map<string, Since<NoticeThen>[]>()
  readonly alerts = new Map<string, Since<AlertThen>[]>()
  /** As they are in the end. */
  readonly arrivals = new Map<string, ArrivalThen>()
  /** The last entry's time. */
  until = 0

  add({ at, put }: Entry): void {
    this.until = at
    this.workshop = put.workshop?.[0] ?? this.workshop
    for (const order of put.order ?? []) keep(this.orders, order.id, at, only(order, orderFields))
    for (const one of put.notice ?? [])
      keep(this.notices, one.id, at, only(one, ['id', 'orderId', 'kind', 'state', 'attempts']))
    for (const one of put.alert ?? []) keep(this.alerts, one.id, at, only(one, ['cause', 'severity', 'arrivalId']))
    for (const one of put.arrival ?? []) this.arrivals.set(one.id, only(one, ['id', 'at', 'takenAt', 'closedAt']))
  }
}

/** The value at an instant: the latest from then or before; undefined before the first. */
export const valueAt = <T>(values: readonly Since<T>[] | undefined, at: number): T | undefined =>
  values?.findLast((one) => one.at <= at)?.is

function keep<T>(map: Map<string, Since<T>[]>, id: string, at: number, is: T): void {
  const values = map.get(id)
  if (!values) map.set(id, [{ at, is }])
  else if (JSON.stringify(values.at(-1)!.is) !== JSON.stringify(is)) values.push({ at, is })
}

const only = <T, K extends keyof T>(from: T, fields: readonly K[]): Pick<T, K> =>
  Object.fromEntries(fields.map((field) => [field, from[field]])) as Pick<T, K>
