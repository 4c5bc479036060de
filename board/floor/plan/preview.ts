/** Where a suggestion's moves would lie on the plan, as far as the screen can tell. Pure. */
import type { Order, Suggestion } from '#contract/entities/index.ts'
import { endAfter, openMinutes, type Axis } from './axis.ts'
import type { Lane } from './lanes.ts'

export interface Ghost {
  id: string
  lane: Lane
  plate: string
  start: number
  end: number
}

export function ghostsOf(
  { moves, effects }: Suggestion,
  lanes: readonly Lane[],
  orders: ReadonlyMap<string, Order>,
  axis: Axis,
  now: number,
): Ghost[] {
  return moves.flatMap(({ orderId, operationId, to }): Ghost[] => {
    const order = orders.get(orderId)
    const operation = order?.operations.find(({ id }) => id === operationId)
    if (!order || !operation) return []
    const { plan } = operation
    const bayId = to.bayId ?? plan?.bayId ?? null
    const technicianId = to.technicianId ?? plan?.technicianId ?? null
    const lane = lanes.find(({ subject }) => {
      if (subject.kind === 'bay') return subject.bay.id === bayId
      if (subject.kind === 'technician') return subject.person.id === technicianId
      return subject.persons.some(({ id }) => id === technicianId)
    })
    if (!lane) return []
    // Without a time of its own, the piece moves by its car's gain.
    const effect = effects.find((one) => one.orderId === orderId)
    const gain = effect?.from != null && effect.to !== null ? effect.to - effect.from : 0
    const start = Math.max(now, to.startAt ?? (plan ? plan.start + gain : now))
    const minutes = (plan && openMinutes(axis, plan.start, plan.end)) || operation.standardMinutes
    return [
      {
        ...{ id: operationId, lane, plate: order.plate, start },
        end: endAfter(axis, start, minutes),
      },
    ]
  })
}
