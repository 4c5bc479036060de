/** How full each lane is, which is idle while work waits for it, which has much more than another of its kind, and what goes on across a closing (C2). Pure. */
import { canDo, suits } from '#contract/placement.ts'
import { isAbsent } from '#contract/presence.ts'
import type { Bay, Operation, Order } from '#contract/entities/index.ts'
import { isOutside } from '#contract/outside.ts'
import type { BayKind, PauseReason } from '#contract/values.ts'
import { MINUTE, dayOf, openMinutes, type Axis, type AxisDay } from './axis.ts'
import type { Block } from './blocks.ts'
import type { Lane, Subject } from './lanes.ts'

export interface LaneLoad {
  /** Share of today's opening hours in use; above 1 is possible, since a team works on several cars at once. */
  share: number
  /** Minutes of work from now on. */
  ahead: number
  isIdle: boolean
  /** By how many minutes its remaining work exceeds that of `than`, the least loaded lane of its kind. */
  over: { minutes: number; than: Lane } | null
}

/** A lane whose next work starts within this time is not idle (ms). */
const NEXT_WITHIN = 15 * MINUTE
/** A difference below this many minutes is no imbalance … */
const UNEVEN_FROM = 90
/** … and the load must be at least this many times the other's. */
const UNEVEN_TIMES = 2

/**
 * @param waiting open work that could start now
 * @param freeKinds kinds with a free bay: without one, no technician counts as idle
 */
export function loadsOf(
  lanes: readonly Lane[],
  axis: Axis,
  now: number,
  waiting: readonly Waiting[],
  freeKinds: ReadonlySet<BayKind>,
): Map<string, LaneLoad> {
  const today = dayOf(axis, now)
  const loads = new Map<string, LaneLoad>()
  for (const lane of lanes) {
    const width = lane.subject.kind === 'team' ? lane.subject.persons.length : 1
    const taken = minutesOf(lane.blocks, axis, today.open, today.close)
    loads.set(lane.key, {
      share: taken / Math.max(1, openMinutes(axis, today.open, today.close) * width),
      ahead: minutesOf(lane.blocks, axis, now, axis.to),
      isIdle: isIdle(lane, axis, now, waiting, freeKinds),
      over: null,
    })
  }
  for (const lane of lanes) {
    const load = loads.get(lane.key)!
    const least = lanes
      .filter((other) => other !== lane && isAvailable(other.subject, now) && takesOver(other.subject, lane))
      .reduce<Lane | null>((a, b) => (a && loads.get(a.key)!.ahead <= loads.get(b.key)!.ahead ? a : b), null)
    if (!least) continue
    const other = loads.get(least.key)!.ahead
    // A bay with one car is busy, not unevenly loaded: it must have assigned work that could move elsewhere.
    const isGiven = lane.blocks.some(({ stage, isPlaced }) => stage === 'planned' && isPlaced)
    const cars = new Set(lane.blocks.filter(({ stage }) => stage !== 'done').map(({ order }) => order.id)).size
    if (isGiven && cars > 1 && load.ahead - other >= UNEVEN_FROM && load.ahead >= UNEVEN_TIMES * other)
      load.over = { minutes: load.ahead - other, than: least }
  }
  return loads
}

function minutesOf(blocks: readonly Block[], axis: Axis, from: number, until: number): number {
  let sum = 0
  for (const { start, end } of blocks) sum += openMinutes(axis, Math.max(start, from), Math.min(end, until))
  return sum
}

export interface Waiting {
  order: Order
  operation: Operation
}

/** Pauses that end only when others have answered or come back; any other the shop can end at once. */
const waitsForOthers = (reason: PauseReason | null): boolean =>
  reason === 'parts' || reason === 'approval' || reason === 'test_drive' || isOutside(reason)

/**
 * Work that could start now as far as the car is concerned: approved, its car's next operation, not in progress, parts available,
 * and not waiting for the customer or others outside.
 */
export function waitingWork(orders: Iterable<Order>, now: number): Waiting[] {
  const list: Waiting[] = []
  for (const order of orders) {
    if (!['authorised', 'waiting', 'working', 'paused'].includes(order.state) || order.homeSince !== null) continue
    if (order.operations.some(({ state }) => state === 'working')) continue
    const operation = order.operations.find(({ state }) => state === 'planned' || state === 'paused')
    if (!operation || (operation.state === 'paused' && waitsForOthers(operation.pauseReason))) continue
    const lacks = order.parts.some(
      ({ arrivedAt, operationId }) => arrivedAt === null && (operationId === null || operationId === operation.id),
    )
    if (lacks || (operation.startAt ?? 0) > now + NEXT_WITHIN) continue
    list.push({ order, operation })
  }
  return list
}

/** The kinds with a bay in service and empty. */
export const freeKindsOf = (bays: Iterable<Bay>, inside: ReadonlyMap<string, Order>): Set<BayKind> =>
  new Set([...bays].filter(({ id, outOfService }) => !outOfService && !inside.has(id)).flatMap(({ uses }) => uses))

/** Nothing is in progress or starts soon, although work it could do is waiting. */
function isIdle(
  lane: Lane,
  axis: Axis,
  now: number,
  waiting: readonly Waiting[],
  freeKinds: ReadonlySet<BayKind>,
): boolean {
  const { subject, blocks } = lane
  if (subject.kind === 'team' || !isAvailable(subject, now) || openMinutes(axis, now, now + MINUTE) === 0) return false
  if (blocks.some(({ stage, start, end }) => stage !== 'done' && start <= now + NEXT_WITHIN && end > now)) return false
  if (subject.kind === 'bay' && waiting.some(({ order }) => order.bayId === subject.bay.id)) return false
  return waiting.some(
    ({ operation }) =>
      takes(subject, operation) &&
      freeKinds.has(operation.bayKind) &&
      (operation.plan === null || operation.plan.start > now + NEXT_WITHIN),
  )
}

function takes(subject: Subject, operation: Operation | null): boolean {
  if (operation === null) return false
  if (subject.kind === 'bay') return suits(subject.bay, operation)
  if (subject.kind === 'technician') return canDo(subject.person, operation)
  return subject.persons.some((one) => canDo(one, operation))
}

function isAvailable(subject: Subject, now: number): boolean {
  if (subject.kind === 'bay') return subject.bay.outOfService === null
  return subject.kind === 'team' || !isAbsent(subject.person, now)
}

/** Whether some of the planned work in a lane could move to the other. */
const takesOver = (subject: Subject, { blocks }: Lane): boolean =>
  blocks.some(({ stage, operation }) => stage === 'planned' && takes(subject, operation))

/** The closing time across which a piece continues on another day; null: none. */
export const carriedOver = ({ start, end }: Pick<Block, 'start' | 'end'>, { days }: Axis): AxisDay | null =>
  days.find(({ close }) => start < close && end > close) ?? null
