/** What the customer page says: one sentence, the times, the steps. Pure; sentences are keys of the texts. */
import type { Names } from '#contract/names.ts'
import { isAgreed, isOfferOpen, isRefusedSafety } from '#contract/progress.ts'
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
  findings: string
  foundAt: number | null
  decidedAt: number | null
  approved: boolean | null
}

/** The part of a customer's order used here. Instants in ms since 1970. */
export interface Tracked {
  id: string
  state: OrderState
  pauseReason: PauseReason | null
  wash: boolean
  appointmentAt: number | null
  arrivedAt: number | null
  quotedAt: number | null
  authorisedAt: number | null
  takenOverAt: number | null
  homeSince: number | null
  checkedAt: number | null
  washStartedAt: number | null
  readyAt: number | null
  preparedAt: number | null
  settledAt: number | null
  closedAt: number | null
  promiseAt: number | null
  forecastAt: number | null
  /** What the customer knows: agreed, or told by a notice. */
  informed: { kind: 'agreed' | NoticeKind; at: number; readyAt: number | null } | null
  pageAnswer: { at: number; approved: boolean } | null
  additionalOffer: { at: number; promiseAt: number; onPage: boolean } | null
  bayNumber: number | null
  partExpectedAt: number | null
  hasItsParts: boolean
  operations: readonly TrackedOperation[]
}

/** The car's state: a key under `track:headline`, and the work named in it, if any. */
export interface Headline {
  key: KeyUnder<'track:headline'>
  what: Names | null
}

export function headlineOf(order: Tracked): Headline {
  if (order.homeSince !== null)
    return { key: order.partExpectedAt === null ? 'at_home_part_here' : 'at_home', what: null }
  if (order.state === 'paused' && order.pauseReason === 'parts' && order.hasItsParts)
    return { key: 'paused_parts_here', what: null }
  if (order.state === 'paused') return { key: `paused_${toldPause[order.pauseReason ?? 'bay']}`, what: null }
  if (hasDeclined(order)) return { key: 'declined_on_page', what: null }
  const now = currentOperation(order)
  if (order.state === 'working' && now?.state === 'working') return { key: 'doing', what: now.title }
  if (order.state === 'washing' && order.washStartedAt === null) return { key: 'waits_wash', what: null }
  return { key: isBeingPrepared(order) ? 'preparing' : order.state, what: null }
}

/** What the customer reads of a pause; the rest is the workshop's own affair. */
const toldPause = {
  approval: 'approval',
  parts: 'parts',
  bay: 'bay',
  technician: 'technician',
  assessor: 'assessor',
  maker: 'maker',
  sublet: 'sublet',
  test_drive: 'test_drive',
  colleague: 'soon',
  tool: 'soon',
  end_of_shift: 'soon',
} as const satisfies Record<PauseReason, string>

/** B3: the customer has declined the estimate on this page; the adviser still has to give the car back. */
export const hasDeclined = ({ state, pageAnswer }: Pick<Tracked, 'state' | 'pageAnswer'>): boolean =>
  state === 'quoted' && pageAnswer?.approved === false

/** B11.2: the work is done, but nobody has called the customer to the car yet. */
const isBeingPrepared = ({ state, preparedAt, informed }: Tracked): boolean =>
  state === 'ready' && preparedAt === null && informed?.kind !== 'ready'

/**
 * B11.1: the order as its customer may see it. The page does not reveal a delay or another promise that no message has told, unless
 * the time the customer expects has passed.
 */
export function withoutUnannounced<
  O extends Pick<Tracked, 'informed' | 'forecastAt' | 'promiseAt' | 'partExpectedAt' | 'additionalOffer'>,
>(order: O, now: number): O {
  const { informed, forecastAt, partExpectedAt } = order
  if (informed === null || order.promiseAt === null) return order
  const promiseAt = knownPromise(informed, order.promiseAt)
  const known = informed.kind === 'agreed' ? promiseAt : informed.readyAt
  const isHidden = (at: number | null) => at !== null && known !== null && at > known && now <= known
  // B9: while they are asked about additional work, the forecast counts what they have not agreed to.
  const hidesForecast = order.additionalOffer !== null || isHidden(forecastAt)
  if (promiseAt === order.promiseAt && !hidesForecast && !isHidden(partExpectedAt)) return order
  // A part that comes after the time the customer knows says the same as the forecast.
  return {
    ...order,
    promiseAt,
    forecastAt: hidesForecast ? null : forecastAt,
    partExpectedAt: isHidden(partExpectedAt) ? null : partExpectedAt,
  }
}

/** A promise that was moved is said by a message first; one later than the time in the last message has been moved since. */
function knownPromise({ kind, readyAt }: NonNullable<Tracked['informed']>, promiseAt: number): number {
  if (readyAt === null || kind === 'ready') return promiseAt
  return kind === 'agreed' || kind === 'on_course' ? readyAt : Math.min(promiseAt, readyAt)
}

/** How much earlier than the promise a forecast must be to be worth telling, in minutes. */
const WORTH_TELLING = 10

export type Times =
  | { kind: 'none' }
  /** C9: the car is with its customer, so that there is nothing to collect. */
  | { kind: 'home' }
  | { kind: 'appointment'; at: number }
  | { kind: 'ready'; at: number; informedAt: number | null }
  /** `forecast` is null when it is close to the promise, or unknown; `informedAt` is when a notice gave exactly this time, or null. */
  | { kind: 'promise'; at: number; forecast: number | null; tone: Tone; informedAt: number | null }

/**
 * In order: not yet agreed; as promised; earlier; later (as in the last notice, or by the forecast); later than in the last
 * notice; past the promise without a better time; a notice of a delay without a time.
 */
export type Tone = 'offered' | 'as_promised' | 'earlier' | 'later' | 'later_still' | 'overdue' | 'unknown'

/** What the page says before anything else: the car is not ready after all (C8), or later than promised (B11.1). */
export function newsOf(order: Tracked, now: number): 'reopened' | 'late' | null {
  const kind = order.informed?.kind
  if (order.readyAt === null && hasTime(order) && (kind === 'reopened' || kind === 'reopened_no_time'))
    return 'reopened'
  return isLate(order, now) ? 'late' : null
}

/** B11.1: the car will be, or is, later than promised. */
export function isLate(order: Tracked, now: number): boolean {
  const times = timesOf(order, now)
  return times.kind === 'promise' && lateTones.includes(times.tone)
}
const lateTones: readonly Tone[] = ['later', 'later_still', 'overdue', 'unknown']

/** States after which no time is shown. */
const over: readonly OrderState[] = ['left', 'declined', 'cancelled']

/** Whether there is a time to speak of: the car is to be repaired, or ready, or its customer drives it until a part comes (C9). */
export const hasTime = (order: Tracked): boolean =>
  !isOver(order) &&
  !hasDeclined(order) &&
  !wasStopped(order) &&
  !(order.homeSince !== null && order.partExpectedAt === null)

/** The page's time. It never contradicts the last notice (B11.1), which stands until a worse or clearly better time is known. */
export function timesOf(order: Tracked, now: number): Times {
  if (!hasTime(order)) return { kind: 'none' }
  if (order.homeSince !== null) return { kind: 'home' }
  const { informed } = order
  // The work is done, and when the car can be collected is not forecast.
  const isPrepared = isBeingPrepared(order)
  const forecastAt = isPrepared ? null : order.forecastAt
  const informedAt = informed !== null && informed.kind !== 'agreed' ? informed.at : null
  if (order.readyAt !== null && !(isPrepared && order.promiseAt !== null))
    return { kind: 'ready', at: order.readyAt, informedAt: informed?.kind === 'ready' ? informedAt : null }
  if (order.state === 'booked')
    return order.appointmentAt === null ? { kind: 'none' } : { kind: 'appointment', at: order.appointmentAt }
  if (order.promiseAt === null) return { kind: 'none' }
  const at = order.promiseAt
  const promised = (tone: Tone, forecast: number | null, knownSince = informedAt) => ({
    ...{ kind: 'promise' as const, at, forecast, tone, informedAt: knownSince },
  })
  // An offer that can no longer be kept is not shown: a new one follows, without an apology.
  if (order.state === 'quoted') return isOfferOpen(order, now) ? promised('offered', null, null) : { kind: 'none' }
  if (informed?.readyAt === null) return promised('unknown', null)

  /** The time the customer expects. */
  const known = informed?.readyAt ?? at
  const expected = Math.max(forecastAt ?? 0, now)
  if (expected > known) {
    const later = forecastAt !== null && forecastAt > Math.max(known, now) ? forecastAt : null
    if (later === null) return promised('overdue', null, null)
    return promised(known > at ? 'later_still' : 'later', toQuarter(later), null)
  }
  if (known > at) return promised('later', known)
  // Until the final check is passed, an earlier time is a hope, and customers would come for it.
  if (order.checkedAt !== null && forecastAt !== null && at - forecastAt >= WORTH_TELLING * 60_000)
    return promised('earlier', forecastAt, null)
  return promised('as_promised', null)
}

/** Notices give times in full quarters of an hour; the page shows the same time as the notice that will follow. */
const toQuarter = (at: number) => Math.ceil(at / QUARTER) * QUARTER
const QUARTER = 15 * 60_000

type StepName = 'checkedIn' | 'agreed' | 'workshop' | 'inspection' | 'wash' | 'ready'
export interface Step {
  name: StepName
  status: 'done' | 'now' | 'later'
  at: number | null
  /** For the current step in the workshop: the bay the car is in. */
  bay: number | null
}

/** The index of the current step for each state. */
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

/** The car is in a bay, or work on it has begun: until then it waits outside. C9: unless it is with its customer. */
const isInWorkshop = ({ homeSince, bayNumber, operations }: Tracked): boolean =>
  homeSince === null &&
  (bayNumber !== null || operations.some(({ state }) => state === 'working' || state === 'paused' || state === 'done'))

/** C7: also a wash that has not begun is still to come. */
const hasReached = (name: StepName, order: Tracked): boolean =>
  name === 'workshop' ? isInWorkshop(order) : name === 'wash' ? order.washStartedAt !== null : true

/** C8: work was stopped half way, so that nothing after it has happened or will. */
const wasStopped = ({ state, readyAt }: Pick<Tracked, 'state' | 'readyAt'>): boolean =>
  state === 'stopped' || (readyAt === null && (state === 'settled' || state === 'left'))

/**
 * The car's steps; the wash only if wanted, and only those it went through if work was stopped. Empty for orders that were declined
 * or cancelled.
 */
export function stepsOf(order: Tracked): Step[] {
  if (order.state === 'declined' || order.state === 'cancelled') return []
  const stopped = wasStopped(order)
  const names: StepName[] = [
    'checkedIn',
    'agreed',
    'workshop',
    ...(stopped ? [] : (['inspection', ...(order.wash ? (['wash'] as const) : []), 'ready'] as const)),
  ]
  const at: Partial<Record<StepName, number | null>> = {
    checkedIn: order.arrivedAt,
    agreed: order.authorisedAt,
    inspection: order.checkedAt,
    ready: order.readyAt,
  }
  const finished = stopped || (order.readyAt !== null && !isBeingPrepared(order)) || order.state === 'left'
  const here = order.state === 'booked' ? 0 : names.indexOf(reached[order.state] ?? 'ready')
  return names.map((name, index) => {
    const isNow = index === here && hasReached(name, order)
    const status = finished || index < here ? 'done' : isNow ? 'now' : 'later'
    return {
      name,
      status,
      at: status === 'done' ? (at[name] ?? null) : null,
      bay: name === 'workshop' && status === 'now' ? order.bayNumber : null,
    }
  })
}

/** True once the visit is over: no time is shown. */
const isOver = (order: Pick<Tracked, 'state'>) => over.includes(order.state)

/** B12: what was done, once the car has left. */
export const doneIn = (order: Tracked): TrackedOperation[] =>
  order.state === 'left' ? order.operations.filter(({ state }) => state === 'done') : []

/** Whether notices to the customer are still possible (B11): the car is here and not yet ready. */
export const canBeNotified = (order: Pick<Tracked, 'state' | 'arrivedAt' | 'readyAt' | 'pageAnswer'>) =>
  order.arrivedAt !== null && order.readyAt === null && !isOver(order) && !hasDeclined(order) && !wasStopped(order)

/** What the customer is asked: the estimate (B3), or the additional work (B9). */
export interface Question {
  about: 'estimate' | 'additional'
  operations: readonly TrackedOperation[]
  /** The time promised with a yes; null: it cannot be answered here now, because there is none, or none that can be kept. */
  promiseAt: number | null
}

export function questionOf(order: Tracked, now: number): Question | null {
  if (over.includes(order.state)) return null
  if (order.state === 'quoted')
    return order.pageAnswer !== null
      ? null
      : {
          about: 'estimate',
          operations: order.operations.filter(isAgreed),
          promiseAt: isOfferOpen(order, now) ? order.promiseAt : null,
        }
  const operations = order.operations.filter(({ state }) => state === 'proposed')
  if (operations.length === 0) return null
  const offer = order.additionalOffer
  const isOpen = offer !== null && offer.onPage && offer.promiseAt > now
  return { about: 'additional', operations, promiseAt: isOpen ? offer.promiseAt : null }
}

/** B9: safety work that the customer has refused, until the car has left. */
export const refusedOf = (order: Tracked): TrackedOperation[] =>
  over.includes(order.state) ? [] : order.operations.filter(isRefusedSafety)

/** True while the two bars mean something: work is agreed and the car is not ready. */
export const showsBars = (order: Tracked): boolean =>
  order.authorisedAt !== null && order.promiseAt !== null && order.readyAt === null && !over.includes(order.state)
