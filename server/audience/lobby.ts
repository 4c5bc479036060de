import type { Order } from '#contract/entities.ts'
import { maskPlate } from '#contract/plate.ts'
import type { OrderState } from '#contract/values.ts'
import type { LobbyOrder } from '#contract/views/lobby.ts'
import { only, type Presenters } from './presenter.ts'

/** In the lobby everybody sees everybody: a ticket, a masked plate, where it stands. */
export const lobbyPresenters: Presenters<'lobby'> = {
  workshop: (workshop) => only(workshop, 'id', 'name', 'timeZone', 'hours', 'days'),
  order: (order) => {
    const stage = stageOf(order)
    if (stage === null) return null
    return {
      id: order.id,
      ticket: order.ticket,
      plate: maskPlate(order.plate),
      stage,
      since: sinceOf(order, stage),
    }
  },
}

const stages: Record<OrderState, LobbyOrder['stage'] | null> = {
  booked: null,
  arrived: 'in_progress',
  diagnosing: 'in_progress',
  quoted: 'see_desk',
  authorised: 'in_progress',
  waiting: 'in_progress',
  working: 'in_progress',
  paused: 'in_progress',
  checking: 'in_progress',
  washing: 'in_progress',
  ready: 'ready',
  settled: 'ready',
  left: null,
  declined: null,
  cancelled: null,
}

/** An estimate to read or an answer to give brings the customer to the desk. */
function stageOf(order: Order): LobbyOrder['stage'] | null {
  if (order.closedAt !== null) return null
  const asked = order.operations.some((operation) => operation.state === 'proposed')
  return asked && order.readyAt === null ? 'see_desk' : stages[order.state]
}

function sinceOf(order: Order, stage: LobbyOrder['stage']): number | null {
  if (stage === 'ready') return order.readyAt
  return stage === 'see_desk' ? order.quotedAt : order.arrivedAt
}
