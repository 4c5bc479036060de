/** Whether work may be assigned somewhere: rule, planner and screen agree (C2). */
import { expect, it } from 'vitest'
import { operationStates, orderStates } from '#contract/values.ts'
import { tryMove } from '#server/domain/planner/tryMove.ts'
import { unfit } from '../../board/floor/plan/aiming.ts'
import { aBay, anOperation, anOrder, aPerson, aScope, aWorkshop, NOW } from '../support/factories.ts'
import { decide } from './decide.ts'

const bays = {
  fitting: aBay({ number: 1, uses: ['electrical', 'lift'] }),
  broken: aBay({ number: 2, outOfService: { reason: 'The lift is stuck.', since: NOW, until: null } }),
  wrong: aBay({ number: 3, uses: ['paint'] }),
}
const persons = { able: aPerson(), other: aPerson({ skills: ['paint'] }) }

/** The workshop rule, written independently of the code. */
const agreed: readonly string[] = ['authorised', 'waiting', 'working', 'paused']
const toBegin: readonly string[] = ['planned', 'paused']

it.each(orderStates)('C2 rule, planner and screen agree about every operation of an order that is %s', (state) => {
  for (const operationState of operationStates)
    for (const [bayIs, bay] of Object.entries(bays))
      for (const [personIs, person] of Object.entries(persons)) {
        const operation = anOperation({ state: operationState })
        const order = anOrder({ state, operations: [operation] })
        const to = { bayId: bay.id, technicianId: person.id, startAt: null }
        const move = { orderId: order.id, operationId: operation.id, ...to }
        const all = { bays: Object.values(bays), persons: Object.values(persons), orders: [order] }
        const may =
          agreed.includes(state) && toBegin.includes(operationState) && bayIs === 'fitting' && personIs === 'able'
        const about = `${operationState}, ${bayIs} bay, ${personIs} technician`

        const was = { bayId: null, technicianId: null, startAt: null }
        expect(decide('assignOperation', { ...move, was }, aScope(all)).ok, `rule: ${about}`).toBe(may)
        const tried = tryMove({ ...all, workshop: aWorkshop(), now: NOW }, move)
        expect('isRefused' in tried && !tried.isRefused, `planner: ${about}`).toBe(may)
        const subjects = [
          { kind: 'bay', bay },
          { kind: 'technician', person },
        ] as const
        const isFit = subjects.every((subject) => unfit(subject, order, operation) === null)
        expect(isFit, `screen: ${about}`).toBe(may)
      }
})
