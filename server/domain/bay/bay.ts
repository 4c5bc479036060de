/** The bays of the workshop are added, changed and removed (C9). */
import type { Bay, Order } from '#contract/entities/index.ts'
import { changedFields, given, isStill } from '../edit.ts'
import { refuse, type Rule, type Scope } from '../rule.ts'

/** What is not asked for when a bay is added. */
export const newBay = { place: null, outOfService: null, retiredAt: null, reviewAt: null } satisfies Partial<Bay>

export const addBay: Rule<'addBay'> = {
  needs: () => ({ allBays: true }),
  decide(scope, details, { newId }) {
    const bay: Bay = { ...newBay, id: newId(), ...details }
    if (isTaken(bay, scope)) return refuse('duplicate_number')
    const facts = [{ name: 'bayAdded', bayId: bay.id }]
    return { ok: true, answer: { bayId: bay.id }, facts, put: { bay: [bay] } }
  },
}

/** Refuses `changed_meanwhile` if one of these fields is no longer what the form showed (S13). Where it stands on the plan concerns no forecast. */
export const changeBay: Rule<'changeBay'> = {
  needs: () => ({ allBays: true }),
  decide(scope, { bayId, to, was }) {
    const bay = scope.bays.get(bayId)
    if (!bay) return refuse('bay_not_found')
    if (!isStill(bay, to, was)) return refuse('changed_meanwhile', { bay: [bay] })
    const next: Bay = { ...bay, ...given(to) }
    const fields = changedFields(bay, next, to)
    if (fields.length === 0) return refuse('nothing_to_change')
    if (isTaken(next, scope)) return refuse('duplicate_number')
    const facts = [{ name: 'bayChanged', bayId, fields }]
    const decision = { ok: true as const, answer: {}, facts, put: { bay: [next] } }
    return fields.includes('uses') ? decision : { ...decision, leavesPlan: true }
  },
}

/** Refuses `bay_in_use`, with the orders of the cars that stand there or for which it is planned. Records and figures keep the bay. */
export const removeBay: Rule<'removeBay'> = {
  needs: ({ bayId }) => ({ bays: [bayId], allLiveOrders: true }),
  decide({ bays, orders }, { bayId }, { now }) {
    const bay = bays.get(bayId)
    if (!bay) return refuse('bay_not_found')
    const using = [...orders.values()].filter((order) => order.closedAt === null && uses(order, bayId))
    if (using.length > 0) return refuse('bay_in_use', { order: using })
    const retired: Bay = { ...bay, outOfService: null, retiredAt: now }
    return { ok: true, answer: {}, facts: [{ name: 'bayRemoved', bayId }], put: { bay: [retired] } }
  },
}

const isTaken = ({ id, number }: Bay, { bays }: Scope): boolean =>
  [...bays.values()].some((other) => other.id !== id && other.number === number)

const uses = (order: Order, bayId: string): boolean =>
  order.bayId === bayId ||
  order.operations.some((one) => !['done', 'cancelled'].includes(one.state) && one.bayId === bayId)
