/** What a customer is told of the car: one sentence, the times, the steps. Pure; sentences are keys of the words. */
import { standing } from '#contract/progress.ts'
import type { Names } from '#contract/fields.ts'
import type { OperationState, OrderState, PauseReason } from '#contract/values.ts'
import { currentOperation } from '#kit/orders.ts'

export interface TrackedOperation {
  id: string
  title: Names
  state: OperationState
  standardMinutes: number
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
  bayNumber: number | null
  partExpectedAt: number | null
  operations: readonly TrackedOperation[]
}

/** How it stands: a key under `track:headline`, and the work it speaks of when it names one. */
export interface Headline {
  key: string
  what: Names | null
}

export function headlineOf(order: Tracked): Headline {
  if (order.state === 'paused') return { key: `paused_${order.pauseReason ?? 'bay'}`, what: null }
  const now = currentOperation(order)
  if (order.state === 'working' && now?.state === 'working') return { key: 'doing', what: now.title }
  return { key: order.state, what: null }
}

/** How far a forecast may be from the promise before a customer is told of it, in minutes. */
export const WORTH_TELLING = 10

export type Times =
  | { kind: 'none' }
  | { kind: 'appointment'; at: number }
  | { kind: 'ready'; at: number }
  /**
   * `forecast` is null when it is as good as the promise; `overdue` when the promise has passed without a later forecast;
   * `offered` while the customer has not agreed yet.
   */
  | { kind: 'promise'; at: number; forecast: number | null; tone: Tone }

type Tone = 'offered' | 'as_promised' | 'earlier' | 'later' | 'overdue'

/** States after which there is no time left to wait for. */
const over: readonly OrderState[] = ['left', 'declined', 'cancelled']

export function timesOf(order: Tracked, now: number): Times {
  if (over.includes(order.state)) return { kind: 'none' }
  if (order.readyAt !== null) return { kind: 'ready', at: order.readyAt }
  if (order.state === 'booked')
    return order.appointmentAt === null ? { kind: 'none' } : { kind: 'appointment', at: order.appointmentAt }
  if (order.promiseAt === null) return { kind: 'none' }
  const { promiseAt: at, forecastAt } = order
  // What was offered and can no longer be kept is offered anew, not apologised for.
  if (order.state === 'quoted')
    return standing(order, now) === 'late' ? { kind: 'none' } : { kind: 'promise', at, forecast: null, tone: 'offered' }
  const differs = forecastAt !== null && Math.abs(forecastAt - at) >= WORTH_TELLING * 60_000
  if (standing(order, now) === 'late') {
    const later = forecastAt !== null && forecastAt > Math.max(at, now)
    return { kind: 'promise', at, forecast: later ? forecastAt : null, tone: later ? 'later' : 'overdue' }
  }
  return differs && forecastAt < at
    ? { kind: 'promise', at, forecast: forecastAt, tone: 'earlier' }
    : { kind: 'promise', at, forecast: null, tone: 'as_promised' }
}

export type StepName = 'checkedIn' | 'agreed' | 'workshop' | 'inspection' | 'wash' | 'ready'
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

/** Additional work that waits for the customer's yes or no (B9). */
export const questionsOf = (order: Tracked): TrackedOperation[] =>
  over.includes(order.state) ? [] : order.operations.filter((operation) => operation.state === 'proposed')

/** True while the two bars say something: work is agreed and the car not yet ready. */
export const showsBars = (order: Tracked): boolean =>
  order.authorisedAt !== null && order.promiseAt !== null && order.readyAt === null && !over.includes(order.state)
