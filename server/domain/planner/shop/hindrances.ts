/** What stands in the way of a move (C2): some of it forbids the move, the rest makes it wait. Pure. */
import type { MoveAnswer, MoveQuestion } from '#contract/questions.ts'
import type { MoveHindrance } from '#contract/values.ts'
import { operationAllows } from '../../operation/life.ts'
import { orderAllows } from '../../order/life.ts'
import { Hours } from './hours.ts'
import type { PlannedOperation, PlannedOrder, ShopState, Simulated, SimulatedWork } from './shop.ts'

type Hindrance = MoveAnswer['hindrances'][number]

/** With these the move cannot be made; the other ones only make it wait. */
const forbidding: readonly MoveHindrance[] = [
  'in_work',
  'not_authorised',
  'wrong_bay_kind',
  'bay_out_of_service',
  'skill_missing',
]
export const forbids = (hindrances: readonly Hindrance[]): boolean =>
  hindrances.some(({ kind }) => forbidding.includes(kind))

const hindrance = (kind: MoveHindrance, more: Partial<Omit<Hindrance, 'kind'>> = {}): Hindrance => ({
  ...{ kind, until: null, orderId: null, partId: null },
  ...more,
})

/** What there is to be said against a move before anything is worked out: whether it can be made at all. */
export function objectionsTo(
  shop: ShopState,
  order: PlannedOrder,
  operation: PlannedOperation,
  { bayId, technicianId }: MoveQuestion,
): Hindrance[] {
  const list: Hindrance[] = []
  if (!operationAllows(operation.state, 'operationAssigned'))
    list.push(hindrance(operation.state === 'proposed' ? 'not_authorised' : 'in_work'))
  else if (!orderAllows(order.state, 'carTakenOver') && !orderAllows(order.state, 'operationAssigned'))
    list.push(hindrance('not_authorised'))
  const bay = shop.bays.find(({ id }) => id === bayId)
  if (bayId !== null && bay?.kind !== operation.bayKind) list.push(hindrance('wrong_bay_kind'))
  else if (bay?.outOfService) list.push(hindrance('bay_out_of_service', { until: bay.outOfService.until }))
  const person = shop.persons.find(({ id }) => id === technicianId)
  if (technicianId !== null && !person?.skills.includes(operation.skill)) list.push(hindrance('skill_missing'))
  return list
}

/** What makes a move wait that can be made. @param plan with the move made @param found the operation in it, if it is ever done */
export function delaysOf(
  shop: ShopState,
  order: PlannedOrder,
  operation: PlannedOperation,
  { technicianId, startAt }: MoveQuestion,
  plan: ReadonlyMap<string, Simulated>,
  found: SimulatedWork | undefined,
): Hindrance[] {
  const list: Hindrance[] = []
  const { now, workshop } = shop
  const person = shop.persons.find(({ id }) => id === technicianId)
  const from = Math.max(startAt ?? now, now)
  const opens = new Hours(workshop, null, from).next(from)
  if (opens !== from) list.push(hindrance('closed', { until: opens }))
  else if (person) {
    const backAt = Math.max(from, person.absentUntil ?? 0)
    const comes = new Hours(workshop, person.shift, from).next(backAt)
    if (comes !== from) list.push(hindrance('off_shift', { until: comes }))
  }
  const part = order.parts
    .filter(
      ({ arrivedAt, operationId }) => arrivedAt === null && (operationId === null || operationId === operation.id),
    )
    .reduce<(typeof order.parts)[number] | null>(
      (last, one) => (one.expectedAt > (last?.expectedAt ?? 0) ? one : last),
      null,
    )
  if (part && part.expectedAt > from) list.push(hindrance('part_missing', { until: part.expectedAt, partId: part.id }))
  if (!found) return [...list, hindrance('never_done')]
  list.push(...othersIn(shop, order, found, from, plan))
  return list
}

/** What is still going on at `from` in the same bay, by the same hands, at the same car. */
function othersIn(
  shop: ShopState,
  order: PlannedOrder,
  found: SimulatedWork,
  from: number,
  plan: ReadonlyMap<string, Simulated>,
): Hindrance[] {
  const list: Hindrance[] = []
  for (const { id: orderId } of shop.orders)
    for (const { operationId, bayId, technicianId, start, end } of plan.get(orderId)?.work ?? []) {
      if (operationId === found.operationId || start >= found.start || end <= from) continue
      if (orderId === order.id) list.push(hindrance('order_before', { until: end, orderId }))
      else if (bayId === found.bayId) list.push(hindrance('bay_taken', { until: end, orderId }))
      else if (technicianId === found.technicianId) list.push(hindrance('technician_taken', { until: end, orderId }))
    }
  return list
}
