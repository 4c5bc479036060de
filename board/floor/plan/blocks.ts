/** The day plan's pieces of work: where each lies, by whom and when. Pure. */
import type { Operation, Order } from '#contract/entities/index.ts'
import { markOf, type Mark, type Marking } from '#kit/orders.ts'
import { MINUTE, endAfter, openMinutes, type Axis } from './axis.ts'

type Stage = 'done' | 'working' | 'paused' | 'planned'

export interface Block {
  /** The operation's id; of the final check and the wash, the order's id and the step. */
  id: string
  order: Order
  step: 'operation' | 'check' | 'wash'
  /** Null: the final check or the wash. */
  operation: Operation | null
  stage: Stage
  bayId: string | null
  technicianId: string | null
  start: number
  end: number
  mark: Mark
  /** Placed by the foreman, not only by the forecast. */
  isPlaced: boolean
  /** Given a fixed time by the foreman. */
  isPinned: boolean
}

/** Work in progress extends at least this far past now, even when it takes longer than planned. */
const SOON = 5 * MINUTE

/** All work of today that is done, in progress or forecast, within the axis. */
export function blocksOf(orders: Iterable<Order>, axis: Axis, now: number, marking: Marking): Block[] {
  const blocks: Block[] = []
  for (const order of orders) {
    if (order.state === 'booked') continue
    let mark: Mark | null = null
    for (const operation of order.operations) {
      // C9: a car that is with its customer has no work to come.
      const piece = order.homeSince !== null && operation.state !== 'done' ? null : pieceOf(operation, axis, now)
      if (!piece || piece.end <= axis.from || piece.start >= axis.to) continue
      mark ??= markOf(order, now, marking)
      const { state, startAt } = operation
      blocks.push({
        ...{ id: operation.id, order, step: 'operation', operation, mark, ...piece },
        isPlaced: operation.bayId !== null || state === 'working' || state === 'done',
        isPinned: startAt !== null && (state === 'planned' || state === 'paused'),
      })
    }
    for (const step of ['check', 'wash'] as const) {
      const plan = step === 'check' ? order.checkPlan : order.washPlan
      if (!plan || plan.end <= axis.from || plan.start >= axis.to) continue
      mark ??= markOf(order, now, marking)
      blocks.push({
        ...{ id: `${order.id} ${step}`, order, step, operation: null, stage: 'planned', ...plan },
        ...(step === 'wash' &&
          order.washStartedAt !== null &&
          ({ stage: 'working', start: order.washStartedAt } as const)),
        // A pause is that of the work before it.
        mark: mark === 'paused' ? 'on_track' : mark,
        ...{ isPlaced: false, isPinned: false },
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
      // The foreman's placement shows at once, before the forecast has been recomputed.
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

/** A piece's mark: that of its car; “paused” shows only when nothing more urgent does. */
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

/** Whether it can be dragged: an operation neither in progress nor done. */
export const isMovable = ({ stage, operation }: Pick<Block, 'stage' | 'operation'>): boolean =>
  operation !== null && (stage === 'planned' || stage === 'paused')
