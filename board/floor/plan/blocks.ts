/** The pieces of work of the day plan: where each lies, by whom and when. Pure. */
import type { Operation, Order } from '#contract/entities.ts'
import { markOf, type Mark, type Marking } from '#kit/orders.ts'
import { MINUTE, endAfter, openMinutes, type Axis } from './axis.ts'

type Stage = 'done' | 'working' | 'paused' | 'planned'

export interface Block {
  /** The operation's id. */
  id: string
  order: Order
  operation: Operation
  stage: Stage
  bayId: string | null
  technicianId: string | null
  start: number
  end: number
  mark: Mark
  /** Said by the foreman, not only foreseen. */
  isPlaced: boolean
  /** Put on a time by the foreman. */
  isPinned: boolean
}

/** Work that goes on is shown to end this much after now, however much longer than foreseen it takes. */
const SOON = 5 * MINUTE

/** Everything that is done today, going on, or foreseen, as far as the axis goes. */
export function blocksOf(orders: Iterable<Order>, axis: Axis, now: number, marking: Marking): Block[] {
  const blocks: Block[] = []
  for (const order of orders) {
    if (order.state === 'booked') continue
    let mark: Mark | null = null
    for (const operation of order.operations) {
      const piece = pieceOf(operation, axis, now)
      if (!piece || piece.end <= axis.from || piece.start >= axis.to) continue
      mark ??= markOf(order, now, marking)
      const { state, startAt } = operation
      blocks.push({
        ...{ id: operation.id, order, operation, mark, ...piece },
        isPlaced: operation.bayId !== null || state === 'working' || state === 'done',
        isPinned: startAt !== null && (state === 'planned' || state === 'paused'),
      })
    }
  }
  return blocks
}

type Piece = Pick<Block, 'stage' | 'bayId' | 'technicianId' | 'start' | 'end'>

function pieceOf(operation: Operation, axis: Axis, now: number): Piece | null {
  const { state, plan, startAt, startedAt, finishedAt, standardMinutes } = operation
  const bayId = operation.bayId ?? plan?.bayId ?? null
  const technicianId = operation.technicianId ?? plan?.technicianId ?? null
  const where = { bayId, technicianId }
  switch (state) {
    case 'done':
      if (finishedAt === null) return null
      return { stage: 'done', ...where, start: startedAt ?? finishedAt - standardMinutes * MINUTE, end: finishedAt }
    case 'working': {
      const start = startedAt ?? now
      const end = plan?.end ?? endAfter(axis, start, standardMinutes)
      return { stage: 'working', ...where, start, end: Math.max(end, now + SOON) }
    }
    case 'planned':
    case 'paused': {
      // What the foreman has just said stands before the plan has been worked out anew.
      const start = Math.max(plan?.start ?? 0, startAt ?? 0)
      if (start === 0) return null
      const minutes = plan ? openMinutes(axis, plan.start, plan.end) || standardMinutes : standardMinutes
      const end = plan && plan.start >= start ? plan.end : endAfter(axis, start, minutes)
      return { stage: state, ...where, start, end }
    }
    default:
      return null
  }
}

/** How a piece is marked: as its car; that it is paused shows only where nothing more urgent is to be said. */
export const markOfPiece = ({ stage, mark }: Pick<Block, 'stage' | 'mark'>): Mark =>
  stage === 'paused' && mark === 'on_track' ? 'paused' : mark

/** Whether two blocks look the same. */
export const isSameBlock = (a: Block, b: Block): boolean =>
  a.id === b.id &&
  a.order === b.order &&
  a.start === b.start &&
  a.end === b.end &&
  a.mark === b.mark &&
  a.stage === b.stage

/** Whether somebody can take hold of it: it is neither going on nor done. */
export const isMovable = ({ stage }: Pick<Block, 'stage'>): boolean => stage === 'planned' || stage === 'paused'
