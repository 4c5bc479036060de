import type { Arrival, Order } from '#contract/entities/index.ts'
import { maskPlate, type MaskedPlate } from '#contract/plate.ts'
import type { OrderState } from '#contract/values.ts'
import { lobbyView, type LobbyOrder } from '#contract/views/lobby.ts'
import { presentersOf } from './presenter.ts'
import { zoneOffsets } from './zoneOffsets.ts'

/** Everyone in the lobby sees this screen, so plates are masked. */
export const lobbyPresenters = presentersOf(
  lobbyView,
  { workshop: { zoneOffsets }, order: { plate, stage, since } },
  { arrival: isCalled, order: isShown },
)

function plate(order: Order): MaskedPlate {
  return maskPlate(order.plate)
}

/** B1.2: called to a desk, and not done with yet. */
function isCalled({ calledAt, closedAt }: Arrival): boolean {
  return calledAt !== null && closedAt === null
}

function isShown(order: Order): boolean {
  return stageOf(order) !== null
}

/** For an order that is shown. */
function stage(order: Order): LobbyOrder['stage'] {
  return stageOf(order)!
}

function since(order: Order): number | null {
  const at = stageOf(order)
  if (at === 'ready') return calledAt(order)
  if (at !== 'see_desk') return order.arrivedAt
  const found = order.operations.flatMap((one) => (one.state === 'proposed' ? (one.foundAt ?? []) : []))
  return found.length > 0 ? Math.min(...found) : order.quotedAt
}

/** B11: a person may have called the customer before the car was prepared. */
function calledAt({ informed, preparedAt, readyAt }: Order): number | null {
  const toldAt = informed?.kind === 'ready' ? informed.at : Infinity
  return toldAt < (preparedAt ?? Infinity) ? toldAt : (preparedAt ?? readyAt)
}

const stages: Record<OrderState, LobbyOrder['stage'] | null> = {
  booked: null,
  arrived: 'waiting',
  diagnosing: 'in_progress',
  quoted: 'see_desk',
  authorised: 'in_progress',
  waiting: 'in_progress',
  working: 'in_progress',
  paused: 'in_progress',
  checking: 'in_progress',
  washing: 'in_progress',
  stopped: 'see_desk',
  ready: 'ready',
  settled: 'ready',
  left: null,
  declined: null,
  cancelled: null,
}

/**
 * Customers in the house are asked to see the desk for an estimate, to decide on additional work, or because work was stopped; those
 * who left are phoned.
 */
function stageOf(order: Order): LobbyOrder['stage'] | null {
  if (order.closedAt !== null || order.homeSince !== null) return null
  // B11.2: nobody is called to a car that is still being prepared.
  if (order.state === 'ready' && order.preparedAt === null && order.informed?.kind !== 'ready') return 'in_progress'
  const asked = order.operations.some((operation) => operation.state === 'proposed')
  if (asked && order.readyAt === null) return order.waits ? 'see_desk' : 'in_progress'
  const at = stages[order.state]
  return at === 'see_desk' && !order.waits ? null : at
}
