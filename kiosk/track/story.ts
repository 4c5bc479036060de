/** What a customer is told of the car: one sentence, the times, the steps. Pure; sentences are keys of the words. */
import type { Names } from '#contract/names.ts'
import type { NoticeKind, OperationState, OrderState, PauseReason } from '#contract/values.ts'
import type { KeyUnder } from '#words/keys.ts'
import { currentOperation } from '#kit/orders.ts'

export interface TrackedOperation {
  id: string
  title: Names
  state: OperationState
  likelyMinutes: number
  percent: number
  percentAt: number | null
  price: number | null
  safety: boolean
}

/** The part of a customer's order that the story is told from. Instants in ms since 1970. */
export interface Tracked {
  id: string
  state: OrderState
  pauseReason: PauseReason | null
  wash: boolean
  appointmentAt: number | null
  arrivedAt: number | null
  authorisedAt: number | null
  takenOverAt: number | null
  checkedAt: number | null
  readyAt: number | null
  closedAt: number | null
  promiseAt: number | null
  forecastAt: number | null
  /** What the customer knows: agreed upon, or told by a notice. */
  told: { kind: 'agreed' | NoticeKind; at: number; readyAt: number | null } | null
  bayNumber: number | null
  partExpectedAt: number | null
  operations: readonly TrackedOperation[]
}

/** How it stands: a key under `track:headline`, and the work it speaks of when it names one. */
export interface Headline {
  key: KeyUnder<'track:headline'>
  what: Names | null
}

export function headlineOf(order: Tracked): Headline {
  if (order.state === 'paused') return { key: `paused_${order.pauseReason ?? 'bay'}`, what: null }
  const now = currentOperation(order)
  if (order.state === 'working' && now?.state === 'working') return { key: 'doing', what: now.title }
  return { key: order.state, what: null }
}

/**
 * B11.1: the order as its customer may see it. Where the adviser decides whether a delay is told, be it the first or a further one,
 * the page does not tell it first; not until the time that the customer counts on has passed.
 */
export function withoutUntold<O extends Pick<Tracked, 'told' | 'forecastAt' | 'promiseAt'>>(
  order: O,
  now: number,
  settings: { askBeforeDelayNotice: boolean },
): O {
  const { told, promiseAt, forecastAt } = order
  if (!settings.askBeforeDelayNotice || told === null || promiseAt === null || forecastAt === null) return order
  const known = told.kind === 'agreed' ? promiseAt : told.readyAt
  return known !== null && forecastAt > known && now <= known ? { ...order, forecastAt: null } : order
}

/** How far a forecast may be from the promise before a customer is told of it, in minutes. */
const WORTH_TELLING = 10

export type Times =
  | { kind: 'none' }
  | { kind: 'appointment'; at: number }
  | { kind: 'ready'; at: number; toldAt: number | null }
  /** `forecast` is null when it is as good as the promise, or not known; `toldAt`: when a notice said just that, null when none did. */
  | { kind: 'promise'; at: number; forecast: number | null; tone: Tone; toldAt: number | null }

/**
 * Offered, while the customer has not agreed yet; as promised; earlier than that; later (as told, or as now foreseen); later still than was told; past the promise with nothing better
 * known; and told that it is later, without a time.
 */
export type Tone = 'offered' | 'as_promised' | 'earlier' | 'later' | 'later_still' | 'overdue' | 'unknown'

/** States after which there is no time left to wait for. */
const over: readonly OrderState[] = ['left', 'declined', 'cancelled']

/** What the page says of the time. It never contradicts what the customer was last told (B11.1): that stands until something worse, or clearly better, is known. */
export function timesOf(order: Tracked, now: number): Times {
  if (over.includes(order.state)) return { kind: 'none' }
  const { told, forecastAt } = order
  const toldAt = told !== null && told.kind !== 'agreed' ? told.at : null
  if (order.readyAt !== null)
    return { kind: 'ready', at: order.readyAt, toldAt: told?.kind === 'ready' ? toldAt : null }
  if (order.state === 'booked')
    return order.appointmentAt === null ? { kind: 'none' } : { kind: 'appointment', at: order.appointmentAt }
  if (order.promiseAt === null) return { kind: 'none' }
  const at = order.promiseAt
  const says = (tone: Tone, forecast: number | null, said = toldAt) => ({
    ...{ kind: 'promise' as const, at, forecast, tone, toldAt: said },
  })
  // What was offered and can no longer be kept is offered anew, not apologised for.
  if (order.state === 'quoted')
    return Math.max(forecastAt ?? 0, now) > at ? { kind: 'none' } : says('offered', null, null)
  if (told?.kind === 'delay_no_time') return says('unknown', null)

  /** The time the customer counts on. */
  const known = told?.readyAt ?? at
  const expected = Math.max(forecastAt ?? 0, now)
  if (expected > known) {
    const later = forecastAt !== null && forecastAt > Math.max(known, now) ? forecastAt : null
    if (later === null) return says('overdue', null, null)
    return says(known > at ? 'later_still' : 'later', toQuarter(later), null)
  }
  if (known > at) return says('later', known)
  if (forecastAt !== null && at - forecastAt >= WORTH_TELLING * 60_000) return says('earlier', forecastAt, null)
  return says('as_promised', null)
}

/** Customers are told new times in full quarters of an hour: the page says the same as the notice that is to come. */
const toQuarter = (at: number) => Math.ceil(at / QUARTER) * QUARTER
const QUARTER = 15 * 60_000

type StepName = 'checkedIn' | 'agreed' | 'workshop' | 'inspection' | 'wash' | 'ready'
export interface Step {
  name: StepName
  stands: 'done' | 'now' | 'later'
  at: number | null
  /** The bay the car stands in, at the step that is now in the workshop. */
  bay: number | null
}

/** How far along the steps a state is: the index of the step that is now. */
const reached: Partial<Record<OrderState, StepName>> = {
  arrived: 'agreed',
  diagnosing: 'agreed',
  quoted: 'agreed',
  authorised: 'workshop',
  waiting: 'workshop',
  working: 'workshop',
  paused: 'workshop',
  checking: 'inspection',
  washing: 'wash',
}

/** The way of the car; a wash only where one is wanted. Empty for orders that came to nothing. */
export function stepsOf(order: Tracked): Step[] {
  if (order.state === 'declined' || order.state === 'cancelled') return []
  const names: StepName[] = [
    'checkedIn',
    'agreed',
    'workshop',
    'inspection',
    ...(order.wash ? (['wash'] as const) : []),
    'ready',
  ]
  const at: Partial<Record<StepName, number | null>> = {
    checkedIn: order.arrivedAt,
    agreed: order.authorisedAt,
    inspection: order.checkedAt,
    ready: order.readyAt,
  }
  const finished = order.readyAt !== null || order.state === 'left'
  const here = order.state === 'booked' ? 0 : names.indexOf(reached[order.state] ?? 'ready')
  return names.map((name, index) => {
    const stands = finished || index < here ? 'done' : index === here ? 'now' : 'later'
    return {
      name,
      stands,
      at: stands === 'done' ? (at[name] ?? null) : null,
      bay: name === 'workshop' && stands === 'now' ? order.bayNumber : null,
    }
  })
}

/** True once the visit is over: then no time is told any more. */
export const isOver = (order: Pick<Tracked, 'state'>) => over.includes(order.state)

/** Whether the customer can still be told anything (B11): the car is here and not ready yet. */
export const mayBeTold = (order: Pick<Tracked, 'state' | 'arrivedAt' | 'readyAt'>) =>
  order.arrivedAt !== null && order.readyAt === null && !isOver(order)

/** Additional work that waits for the customer's yes or no (B9). */
export const questionsOf = (order: Tracked): TrackedOperation[] =>
  over.includes(order.state) ? [] : order.operations.filter((operation) => operation.state === 'proposed')

/** True while the two bars say something: work is agreed and the car not yet ready. */
export const showsBars = (order: Tracked): boolean =>
  order.authorisedAt !== null && order.promiseAt !== null && order.readyAt === null && !over.includes(order.state)
