/** What blocks a move (C2): some blockers forbid it, the others only delay it. Pure. */
import type { MoveAnswer, MoveQuestion } from '#contract/questions.ts'
import type { MoveBlocker } from '#contract/values.ts'
import { canDo, hardBlockers, bayBlocker, moveBlocker, personBlocker } from '#contract/placement.ts'
import { Hours } from './hours.ts'
import { hoursOf } from './places.ts'
import type { PlannedOperation, PlannedOrder, ShopState, Simulated, SimulatedWork } from './shop.ts'

type Blocker = MoveAnswer['blockers'][number]

const forbidding: readonly MoveBlocker[] = hardBlockers
export const forbids = (blockers: readonly Blocker[]): boolean => blockers.some(({ kind }) => forbidding.includes(kind))

const blocker = (kind: MoveBlocker, more: Partial<Omit<Blocker, 'kind'>> = {}): Blocker => ({
  ...{ kind, until: null, orderId: null, partId: null },
  ...more,
})

/** Whether a move can be made at all, before anything is simulated. */
export function blockersOf(
  shop: ShopState,
  order: PlannedOrder,
  operation: PlannedOperation,
  { bayId, technicianId, anyway }: MoveQuestion,
): Blocker[] {
  const list: Blocker[] = []
  const add = (kind: MoveBlocker | null, until: number | null = null) => kind && list.push(blocker(kind, { until }))
  add(moveBlocker(order, operation))
  if (bayId !== null) {
    const bay = shop.bays.find(({ id }) => id === bayId)
    add(bay ? bayBlocker(bay, operation, anyway) : 'wrong_bay_kind', bay?.outOfService?.until)
  }
  if (technicianId !== null) {
    const person = shop.persons.find(({ id }) => id === technicianId)
    add(person ? personBlocker(person, operation, anyway) : 'skill_missing')
  }
  return list
}

/** What delays a move that is allowed. @param plan with the move made @param found the operation in it, if it can be scheduled */
export function delaysOf(
  shop: ShopState,
  order: PlannedOrder,
  operation: PlannedOperation,
  { technicianId, startAt }: MoveQuestion,
  plan: ReadonlyMap<string, Simulated>,
  found: SimulatedWork | undefined,
): Blocker[] {
  const from = Math.max(startAt ?? shop.now, shop.now)
  const opens = new Hours(shop.workshop, null, from).next(from)
  const list: Blocker[] = opens === from ? [] : [blocker('closed', { until: opens })]
  const comes = nextAtWork(shop, operation, technicianId, from)
  if (comes !== undefined && comes !== opens) list.push(blocker('off_shift', { until: comes }))
  list.push(...missingParts(shop, order, operation, from))
  if (!found) return [...list, blocker('cannot_be_scheduled')]
  list.push(...othersIn(shop, order, found, from, plan))
  return list
}

/** When the named technician, or else the first with the skill, is next at work; null: never; undefined: there is no such technician. */
function nextAtWork(
  { workshop, persons }: ShopState,
  operation: PlannedOperation,
  technicianId: string | null,
  from: number,
): number | null | undefined {
  const able = persons.filter((one) => (technicianId === null ? canDo(one, operation) : one.id === technicianId))
  const times = able.map((one) => hoursOf(one, workshop, from).next(from))
  return times.reduce((first, at) => (at === null || (first ?? Infinity) < at ? first : at), times[0])
}

/** The last part expected after `from`, and an overdue part, whose arrival is unknown. */
function missingParts({ now }: ShopState, { parts }: PlannedOrder, { id }: PlannedOperation, from: number): Blocker[] {
  const missing = parts.filter((one) => one.arrivedAt === null && (one.operationId === null || one.operationId === id))
  const last = missing.filter(({ expectedAt }) => expectedAt > from).sort((a, b) => b.expectedAt - a.expectedAt)[0]
  const overdue = missing.find(({ expectedAt }) => expectedAt <= now)
  return [
    ...(last ? [blocker('part_missing', { until: last.expectedAt, partId: last.id })] : []),
    ...(overdue ? [blocker('part_missing', { partId: overdue.id })] : []),
  ]
}

/** Work still in progress at `from` in the same bay, by the same technician or on the same car. */
function othersIn(
  shop: ShopState,
  order: PlannedOrder,
  found: SimulatedWork,
  from: number,
  plan: ReadonlyMap<string, Simulated>,
): Blocker[] {
  const list: Blocker[] = []
  for (const { id: orderId } of shop.orders)
    for (const { operationId, bayId, technicianId, start, end } of plan.get(orderId)?.work ?? []) {
      if (operationId === found.operationId || start >= found.start || end <= from) continue
      if (orderId === order.id) list.push(blocker('order_before', { until: end, orderId }))
      else if (bayId === found.bayId) list.push(blocker('bay_taken', { until: end, orderId }))
      else if (technicianId === found.technicianId) list.push(blocker('technician_taken', { until: end, orderId }))
    }
  return list
}
