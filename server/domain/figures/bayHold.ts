/** Cars that hold a bay without being worked on, and why: kept for the figures. */
import type { Order } from '#contract/entities/index.ts'
import type { HoldReason, PauseReason } from '#contract/values.ts'

export interface BayHold {
  bayId: string
  reason: HoldReason
}

const paused: Record<PauseReason, HoldReason> = {
  parts: 'part',
  approval: 'answer',
  technician: 'technician',
  bay: 'bay',
  colleague: 'technician',
  end_of_shift: 'technician',
  tool: 'tool',
  assessor: 'assessor',
  maker: 'maker',
  sublet: 'sublet',
  test_drive: 'other',
}

/** Null: the car is in no bay, or is being worked on or diagnosed there. */
export function holdOf(order: Order | undefined): BayHold | null {
  if (!order || order.bayId === null || order.closedAt !== null) return null
  if (order.operations.some(({ state }) => state === 'working')) return null
  const reason = reasonOf(order)
  return reason === null ? null : { bayId: order.bayId, reason }
}

function reasonOf({ state, pauseReason, parts }: Order): HoldReason | null {
  switch (state) {
    case 'diagnosing':
      return null
    case 'arrived':
    case 'quoted':
      return 'answer'
    case 'paused':
      return (pauseReason && paused[pauseReason]) ?? 'other'
    case 'checking':
      return 'check'
    case 'washing':
      return 'wash'
    case 'stopped':
    case 'ready':
    case 'settled':
      return 'done'
    default:
      return parts.some(({ arrivedAt }) => arrivedAt === null) ? 'part' : 'technician'
  }
}

/** Whether a change of the order ends a hold or begins another. */
export function holdChanged(before: Order | undefined, after: Order): boolean {
  const [was, is] = [holdOf(before), holdOf(after)]
  return was?.bayId !== is?.bayId || was?.reason !== is?.reason
}
