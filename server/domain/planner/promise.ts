/**
 * The earliest promise the workshop can keep (B5): a simulation of the shop as if the customer agreed now, plus the workshop's
 * margin, with the reasons and the promises to others it would break. All work takes its safe minutes (P80), so that a
 * promise is kept four times out of five even without the margin. Pure.
 */
import { addWorkingTime, workingTime } from '#contract/calendar.ts'
import type { PriceItem } from '#contract/entities/index.ts'
import { latestInstant } from '#contract/fields.ts'
import { withMargin } from '#contract/margin.ts'
import { safely } from '#contract/progress.ts'
import type { PromiseFact, PromiseQuote, PromiseRisk } from '#contract/questions.ts'
import type { OrderState } from '#contract/values.ts'
import { expectedMinutes } from '../durations/learned.ts'
import { forecastStates } from '../forecast/bound.ts'
import { isAgreed } from '#contract/progress.ts'
import { refuse, type Refused } from '../rule.ts'
import { holdingCapacity } from './bookings.ts'
import { Hours } from './hours.ts'
import { safeShop } from './safeShop.ts'
import { simulate } from './simulate.ts'
import type { PlannedOperation, PlannedOrder, ShopState, Simulated } from './shop.ts'

/** A quote before the server has given it an id. */
export type Promised = Omit<PromiseQuote, 'quoteId'>

/**
 * The quote for a live order, with items of the price list added. `pace` is the shop's (`paceOf`), `fixedMinutesOf` the fixed promise of
 * an item (`fixedPromiseMinutes`). Refuses `order_not_found`,
 * `illegal_step` when the car is ready or gone, `item_not_found`, `no_operations`.
 */
export function promiseOf(
  likely: ShopState,
  orderId: string,
  items: readonly (PlannedItem | undefined)[],
  pace = 1,
  fixedMinutesOf: (itemId: string) => number | null = () => null,
): Promised | Refused {
  const found = likely.orders.find(({ id }) => id === orderId)
  if (!found) return refuse('order_not_found')
  // B9: work that was offered before is part of the question again.
  const order = { ...found, additionalOffer: null }
  if (!promisedIn.includes(order.state)) return refuse('illegal_step')
  if (!items.every((item) => item !== undefined)) return refuse('item_not_found')
  const candidate = asIfAgreed(order, items, pace, likely.now)
  if (!candidate.operations.some(isAgreed)) return refuse('no_operations')
  const quote = quotePromise(safeShop(likely), safeOrder(order), safeOrder(candidate))
  const minutes = fixedTime(candidate, fixedMinutesOf)
  return minutes === null ? quote : withFixedTime(quote, likely, order, candidate, minutes)
}

/** Opening minutes within which all of the work is promised; null if some of it has no fixed time. */
function fixedTime({ operations }: PlannedOrder, fixedMinutesOf: (itemId: string) => number | null): number | null {
  let sum = 0
  for (const { itemId } of operations.filter(isAgreed)) {
    const minutes = itemId ? fixedMinutesOf(itemId) : null
    if (minutes === null) return null
    sum += minutes
  }
  return sum
}

/**
 * The quote with the fixed time for quick work, counted from the customer’s yes, if the work is likely to be done within it and no
 * other promise breaks; otherwise the ordinary quote, with that reason first.
 */
function withFixedTime(
  quote: Promised,
  likely: ShopState,
  order: PlannedOrder,
  candidate: PlannedOrder,
  minutes: number,
): Promised {
  const { now, workshop } = likely
  const end = addWorkingTime(workshop, order.authorisedAt ?? now, minutes * MINUTE)
  if (end === null || quote.promiseAt === null) return quote
  const at = Math.ceil(end / QUARTER) * QUARTER
  const others = holdingCapacity({ ...likely, orders: likely.orders.filter(({ id }) => id !== order.id) })
  const run = (...also: PlannedOrder[]) => simulate({ ...likely, orders: [...others, ...also] })
  const before = order.authorisedAt === null ? run() : run(order)
  const result = run({ ...candidate, promiseAt: at })
  const finishAt = result.get(order.id)?.finishAt ?? null
  if (finishAt === null || finishAt > at || risksOf(others, before, result).length > 0)
    return { ...quote, restsOn: [{ ...nothing, kind: 'fixed_time_missed', at }, ...quote.restsOn] }
  const marginMinutes = Math.floor(workingTime(workshop, finishAt, at) / MINUTE)
  return {
    ...quote,
    promiseAt: at,
    finishAt,
    marginMinutes,
    restsOn: [{ ...nothing, kind: 'fixed_time', at }],
    risks: [],
  }
}

const MINUTE = 60_000
const QUARTER = 15 * MINUTE

const safeOrder = (order: PlannedOrder): PlannedOrder => ({ ...order, operations: safely(order.operations) })

/** A promise can be made until the car is ready. */
const promisedIn: readonly OrderState[] = ['booked', 'arrived', 'diagnosing', ...forecastStates]

/** What the planner needs of a price list item. */
export type PlannedItem = Pick<
  PriceItem,
  'id' | 'bayKind' | 'skill' | 'standardMinutes' | 'fixedPromiseMinutes' | 'learned'
>

/** The order as if the customer had agreed to everything proposed and to the added items. */
function asIfAgreed(order: PlannedOrder, items: readonly PlannedItem[], pace: number, now: number): PlannedOrder {
  const agreed = order.operations.map((one) => (one.state === 'proposed' ? { ...one, state: 'planned' as const } : one))
  const works = items.map((item, index) => hypothetical(item, index, order.model, pace))
  // The floor's report covers only the work it knew about (B10).
  const isMore = works.length > 0 || order.operations.some(({ state }) => state === 'proposed')
  const progressCheck = isMore ? null : order.progressCheck
  return { ...authorised(order, now), progressCheck, operations: [...agreed, ...works] }
}

/** The wash is decided with the approval; until then the plan assumes one (C7). */
const authorised = (order: PlannedOrder, now: number): PlannedOrder =>
  order.authorisedAt === null ? { ...order, state: 'authorised', authorisedAt: now, wash: true } : order

const hypothetical = (item: PlannedItem, index: number, model: string | null, pace: number): PlannedOperation => ({
  ...{
    id: `${item.id} ${index}`,
    itemId: item.id,
    bayKind: item.bayKind,
    skill: item.skill,
    ...expectedMinutes(item, model, pace),
  },
  ...{ state: 'planned', bayId: null, technicianId: null, startAt: null, plan: null, percent: 0, percentAt: null },
  ...{ safety: false, sentBack: 0, finishedAt: null },
})

/** A later promise moves the order back in the queue, which may call for a later promise still: the limit of that iteration. */
const MOST_TRIES = 5

/**
 * The quote for `order`; `candidate` is the same order with the proposed work, see `asIfAgreed`. Other quoted orders count as
 * agreed, and appointments hold their capacity. The order takes the place in the queue that its new promise gives it, or the last place if that breaks fewer promises.
 * `promiseAt` is null when the work cannot be scheduled, and `why` gives the reason.
 */
function quotePromise(shop: ShopState, order: PlannedOrder, candidate: PlannedOrder): Promised {
  const { now, workshop } = shop
  const rest = { ...shop, orders: shop.orders.filter(({ id }) => id !== order.id) }
  const others = holdingCapacity(rest)
  const run = (...also: PlannedOrder[]) => simulate({ ...shop, orders: [...others, ...also] })
  const before = order.authorisedAt === null ? run() : run(order)

  /** The outcome with the order in the queue by `promiseAt`: its result, the promise that needs, and the promises it breaks. */
  const outcomeWith = (promiseAt: number | null) => {
    const result = run({ ...candidate, promiseAt })
    const own = result.get(order.id) ?? null
    const margin = own && own.finishAt !== null ? withMargin(own.finishAt, now, workshop, workshop.settings) : null
    const isFar = margin === null || margin.promiseAt > latestInstant
    return { own, margin, needs: isFar ? null : margin.promiseAt, risks: risksOf(others, before, result) }
  }
  /** Raises the promise until the place in the queue it gives the order allows it to be kept. */
  const settle = (from: number | null) => {
    let promiseAt = from
    for (let tries = 0; ; tries++) {
      const found = outcomeWith(promiseAt)
      const { own, needs } = found
      if (own === null || own.finishAt === null || needs === null) return { ...found, promiseAt: null }
      if (promiseAt !== null && (needs <= promiseAt || tries === MOST_TRIES))
        return { ...found, promiseAt: Math.max(needs, promiseAt) }
      promiseAt = needs
    }
  }
  const early = settle(now)
  const late = early.risks.length > 0 ? settle(null) : early
  const { own, margin, promiseAt, risks } = late.risks.length < early.risks.length ? late : early

  const base = { orderId: order.id, at: now, marginMinutes: margin?.marginMinutes ?? 0 }
  if (promiseAt === null || !own || own.finishAt === null)
    return { ...base, promiseAt: null, finishAt: null, reason: own?.reason ?? 'too_far', restsOn: [], risks: [] }
  const facts = factsOf(own, shop)
  const cut = { ...nothing, kind: 'margin_cut' as const, at: promiseAt }
  const restsOn = margin?.isCut ? [...facts, cut] : facts
  return { ...base, promiseAt, finishAt: own.finishAt, reason: null, restsOn, risks }
}

const nothing = { from: null, bayId: null, technicianId: null, partId: null }

/** What the work waits for, and the last closing time before the finish, in order of time. */
function factsOf({ work, finishAt }: Simulated, { workshop, now }: ShopState): PromiseFact[] {
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

/** Promises kept without the order and broken with it; finishing at the promised minute counts as kept. */
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
