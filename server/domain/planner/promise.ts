/**
 * What can honestly be promised (B5): the shop run forward with the order in its queue as if the customer agreed now, and the
 * margin of the workshop; with what that rests on, and whose promise it would break. All work is taken to last its safe
 * minutes (P80): what is promised is to be kept four times out of five before the margin. Pure.
 */
import { addWorkingTime, type Calendar } from '#contract/calendar.ts'
import type { PriceItem } from '#contract/entities.ts'
import { latestInstant } from '#contract/fields.ts'
import { safely } from '#contract/progress.ts'
import type { PromiseFact, PromiseQuote, PromiseRisk } from '#contract/questions.ts'
import type { OrderState } from '#contract/values.ts'
import { expectedMinutes } from '../durations/learned.ts'
import { forecastStates } from '../forecast/bound.ts'
import { isAgreed } from '#contract/progress.ts'
import { refuse, type Refused } from '../rule.ts'
import { Hours } from './hours.ts'
import { safeShop } from './safeShop.ts'
import { simulate } from './simulate.ts'
import type { PlannedOperation, PlannedOrder, ShopState, Simulated } from './shop.ts'

/** A quote before the server has given it an id. */
export type Promised = Omit<PromiseQuote, 'quoteId'>

const MINUTE = 60_000
/** Promises are given in quarters of an hour: nobody promises 14:07. */
const QUARTER = 15 * MINUTE

/**
 * The quote for a live order, with work of the price list besides. `pace` is that of the shop (`paceOf`). Refuses `order_not_found`, `illegal_step` when it is ready
 * or gone, `item_not_found`, `no_operations`.
 */
export function promiseOf(
  likely: ShopState,
  orderId: string,
  items: readonly (PlannedItem | undefined)[],
  pace = 1,
): Promised | Refused {
  const shop = safeShop(likely)
  const order = shop.orders.find(({ id }) => id === orderId)
  if (!order) return refuse('order_not_found')
  if (!promisedIn.includes(order.state)) return refuse('illegal_step')
  if (!items.every((item) => item !== undefined)) return refuse('item_not_found')
  const candidate = asIfAgreed(order, items, pace, shop.now)
  return candidate.operations.some(isAgreed) ? quotePromise(shop, order, candidate) : refuse('no_operations')
}

/** Until the car is ready something can be promised. */
const promisedIn: readonly OrderState[] = ['booked', 'arrived', 'diagnosing', ...forecastStates]

/** Of an operation of the price list, what it takes. */
export type PlannedItem = Pick<PriceItem, 'id' | 'bayKind' | 'skill' | 'standardMinutes' | 'learned'>

/** The order with all that may be done to it agreed upon: what the customer is still asked about, and work of the price list besides. */
function asIfAgreed(order: PlannedOrder, items: readonly PlannedItem[], pace: number, now: number): PlannedOrder {
  const agreed = order.operations.map((one) => (one.state === 'proposed' ? { ...one, state: 'planned' as const } : one))
  const works = items.map((item, index) => hypothetical(item, index, order.model, pace))
  // What the floor has said it has said of the work it knew (B10).
  const isMore = works.length > 0 || order.operations.some(({ state }) => state === 'proposed')
  const progressCheck = isMore ? null : order.progressCheck
  return { ...authorised(order, now), progressCheck, operations: [...agreed, ...safely(works)] }
}

/** Whether the car is to be washed is asked with the yes: until then it counts as if it were (C7). */
const authorised = (order: PlannedOrder, now: number): PlannedOrder =>
  order.authorisedAt === null ? { ...order, state: 'authorised', authorisedAt: now, wash: true } : order

const hypothetical = (item: PlannedItem, index: number, model: string | null, pace: number): PlannedOperation => ({
  ...{ id: `${item.id} ${index}`, bayKind: item.bayKind, skill: item.skill, ...expectedMinutes(item, model, pace) },
  ...{ state: 'planned', bayId: null, technicianId: null, startAt: null, plan: null, percent: 0, percentAt: null },
  ...{ safety: false, sentBack: 0, finishedAt: null },
})

/** So often a later promise, and the later place in the queue it brings, are tried; a plan that still is no calmer is near enough. */
const MOST_TRIES = 5

/**
 * The quote for `order`, which may stand in `shop` already; `candidate` is the same with the work in question, see `asIfAgreed`.
 * Other orders that have been promised a time count as agreed. The order takes the place in the queue that its new promise
 * gives it; where that breaks promises of others, the place behind all of them, if that breaks fewer. `promiseAt` is null when
 * the work is never done, and `why` says so.
 */
function quotePromise(shop: ShopState, order: PlannedOrder, candidate: PlannedOrder): Promised {
  const { now, workshop } = shop
  const marginMinutes = workshop.settings.promiseMarginMinutes
  const others = shop.orders
    .filter(({ id }) => id !== order.id)
    .map((one) => (one.state === 'quoted' ? authorised(one, now) : one))
  const run = (...also: PlannedOrder[]) => simulate({ ...shop, orders: [...others, ...also] })
  const before = order.authorisedAt === null ? run() : run(order)

  /** With the order in the place that a promise gives it: how it goes, what could be promised then, whom it costs his time. */
  const goes = (promiseAt: number | null) => {
    const result = run({ ...candidate, promiseAt })
    const own = result.get(order.id) ?? null
    const needs = own && own.finishAt !== null ? promiseFor(own.finishAt, workshop, marginMinutes) : null
    return { own, needs, risks: risksOf(others, before, result) }
  }
  /** From a promise on until one holds that the order is given its place by. */
  const settle = (from: number | null) => {
    let promiseAt = from
    for (let tries = 0; ; tries++) {
      const found = goes(promiseAt)
      const { own, needs } = found
      if (own === null || own.finishAt === null || needs === null) return { ...found, promiseAt: null }
      if (promiseAt !== null && (needs <= promiseAt || tries === MOST_TRIES))
        return { ...found, promiseAt: Math.max(needs, promiseAt) }
      promiseAt = needs
    }
  }
  const early = settle(now)
  const late = early.risks.length > 0 ? settle(null) : early
  const { own, promiseAt, risks } = late.risks.length < early.risks.length ? late : early

  const base = { orderId: order.id, at: now, marginMinutes }
  if (promiseAt === null || !own || own.finishAt === null)
    return { ...base, promiseAt: null, finishAt: null, why: own?.why ?? 'too_far', restsOn: [], risks: [] }
  return { ...base, promiseAt, finishAt: own.finishAt, why: null, restsOn: factsOf(own, shop), risks }
}

/** The margin in working time after the finish, up to a full quarter of an hour; null beyond what can be promised at all. */
function promiseFor(finishAt: number, calendar: Calendar, marginMinutes: number): number | null {
  const at = addWorkingTime(calendar, finishAt, marginMinutes * MINUTE)
  return at === null || at > latestInstant - QUARTER ? null : Math.ceil(at / QUARTER) * QUARTER
}

/** What the work waits for and the last closing time within it, as they come. */
function factsOf({ work, finishAt }: Simulated, { workshop, now }: ShopState): PromiseFact[] {
  const nothing = { from: null, bayId: null, technicianId: null, partId: null }
  const facts = work.flatMap(({ start, bayId, technicianId, waitedFor }): PromiseFact[] => {
    const fact = { ...nothing, at: start }
    if (waitedFor?.for === 'part') return [{ ...fact, kind: 'part', partId: waitedFor.partId }]
    if (waitedFor?.for === 'bay') return [{ ...fact, kind: waitedFor.isBack ? 'bay_in_service' : 'bay_free', bayId }]
    if (waitedFor?.for === 'technician')
      return [{ ...fact, kind: waitedFor.isOnShift ? 'technician_on_shift' : 'technician_free', technicianId }]
    return []
  })
  const hours = new Hours(workshop, null, now)
  const opens = hours.next(now)!
  const gap = opens > now ? ([now, opens] as const) : null
  const [from, at] = hours.lastGap(now, finishAt!) ?? gap ?? []
  if (from === undefined || at === undefined || at > finishAt!) return facts
  return [...facts, { ...nothing, kind: 'closed' as const, from, at }].sort((a, b) => a.at - b.at)
}

/** Promises that are kept without the order, and broken with it; the promise's minute counts as kept. */
function risksOf(
  others: readonly PlannedOrder[],
  before: ReadonlyMap<string, Simulated>,
  after: ReadonlyMap<string, Simulated>,
): PromiseRisk[] {
  return others.flatMap(({ id: orderId, promiseAt }) => {
    const from = before.get(orderId)?.finishAt ?? null
    const to = after.get(orderId)?.finishAt ?? null
    if (promiseAt === null || from === null || from > promiseAt || (to !== null && to <= promiseAt)) return []
    return [{ orderId, promiseAt, from, to }]
  })
}
