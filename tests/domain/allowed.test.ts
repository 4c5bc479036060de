/** A command that is allowed is never refused as an illegal step; any other command is refused. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { allowedNow, whyNotOn, type OperationCommand, type OrderCommand } from '#contract/allowed.ts'
import type { Payload } from '#contract/commands/index.ts'
import type { Operation, Order } from '#contract/entities/index.ts'
import { orderAllowsCommand } from '#contract/lives/order.ts'
import { isAgreed } from '#contract/progress.ts'
import { operationStates, orderStates } from '#contract/values.ts'
import {
  aBay,
  aProgressCheck,
  anOperation,
  anOrderIn,
  aPart,
  aPerson,
  aPriceItem,
  aScope,
  HOUR,
  NOW,
} from '../support/factories.ts'
import { decide } from './decide.ts'

const bay = aBay()
const technician = aPerson()
const item = aPriceItem()

const anyOperation = fc.record({
  state: fc.constantFrom(...operationStates),
  isPlaced: fc.boolean(),
  wasBegun: fc.boolean(),
})
const anyOrder = fc
  .record({
    state: fc.constantFrom(...orderStates),
    operations: fc.array(anyOperation, { maxLength: 4 }),
    hasPromise: fc.boolean(),
    isAsked: fc.boolean(),
    hasPart: fc.boolean(),
    isHome: fc.boolean(),
  })
  .map(({ state, operations, hasPromise, isAsked, hasPart, isHome }) =>
    anOrderIn(state, {
      promiseAt: hasPromise ? NOW + HOUR : null,
      bayId: null,
      homeSince: isHome && orderAllowsCommand(state, 'carIsBack') ? NOW - HOUR : null,
      additionalOffer: hasPromise ? { at: NOW, promiseAt: NOW + 2 * HOUR, onPage: true } : null,
      progressCheck: isAsked ? aProgressCheck({ askedAt: NOW - HOUR }) : null,
      parts: hasPart ? [aPart()] : [],
      operations: operations.map(({ state, isPlaced, wasBegun }) =>
        anOperation({
          ...{ state, startedAt: wasBegun ? NOW - HOUR : null },
          pauseReason: state === 'paused' && isPlaced ? ('sublet' as const) : null,
          ...(isPlaced && { bayId: bay.id, technicianId: technician.id }),
        }),
      ),
    }),
  )

/** What a screen would send, by command, with the operation if any. */
const payloads: Record<
  Exclude<
    OrderCommand,
    'allowPush' | 'stopPush' | 'allowWechat' | 'stopWechat' | 'setContact' | 'quoteOrder' | 'reviewOrder'
  >,
  (order: Order, operation?: Operation) => object | null
> = {
  startDiagnosis: () => ({}),
  addOperations: () => ({ itemIds: [item.id] }),
  removeOperation: (_, one) => (one ? { operationId: one.id } : null),
  authoriseOrder: () => ({ wash: true }),
  declineOrder: () => ({}),
  cancelOrder: () => ({ reason: 'customer' }),
  movePromise: () => ({ promiseAt: NOW + 9 * HOUR, reason: 'a part is late', customerKnows: false }),
  answerProgressCheck: () => ({
    answer: 'later',
    laterMinutes: 30,
    reason: null,
    words: '',
    was: { answeredAt: null },
  }),
  takeOverCar: () => ({}),
  setPriority: () => ({ priority: 'urgent' }),
  moveCar: () => ({ bayId: bay.id, was: { bayId: null } }),
  proposeAdditionalWork: () => ({ itemIds: [item.id], findings: 'worn', safety: false }),
  decideAdditionalWork: ({ operations }) => ({
    operationIds: operations.filter(({ state }) => state === 'proposed').map(({ id }) => id),
    ...{ accepted: false, promiseAt: null },
  }),
  offerAdditionalWork: () => ({ promiseAt: NOW + 9 * HOUR, onPage: true }),
  answerEstimate: ({ promiseAt, operations }) => ({
    ...{ accepted: false, wash: false },
    was: { promiseAt, operations: operations.filter(isAgreed).map(({ id, price }) => ({ id, price })) },
  }),
  answerAdditionalWork: ({ additionalOffer, operations }) => ({
    approved: [],
    was: {
      promiseAt: additionalOffer?.promiseAt ?? 0,
      operations: operations.filter(({ state }) => state === 'proposed').map(({ id, price }) => ({ id, price })),
    },
  }),
  expectPart: () => ({ operationId: null, name: 'Filter', quantity: 1, expectedAt: NOW + HOUR }),
  movePartArrival: ({ parts }) => (parts[0] ? { partId: parts[0].id, expectedAt: NOW + 9 * HOUR } : null),
  recordPartArrival: ({ parts }) => (parts[0] ? { partId: parts[0].id } : null),
  sendHome: () => ({}),
  carIsBack: () => ({}),
  passChecks: () => ({}),
  failChecks: (_, one) => (one ? { operationId: one.id, reason: 'leaks', minutes: null } : null),
  startWash: () => ({}),
  finishWash: () => ({}),
  prepareCar: () => ({}),
  releaseNotice: () => ({}),
  correctOrder: ({ plate, model, words, waits, wash, language }) => {
    const was = { plate, model, words, waits, wash, language }
    return { ...was, words: `${words}!`, was }
  },
  moveAppointment: ({ appointmentAt }) => ({ appointmentAt: NOW + 24 * HOUR, was: { appointmentAt } }),
  cancelOperation: (_, one) => (one ? { operationId: one.id, reason: 'too dear' } : null),
  stopWork: () => ({ reason: 'too dear' }),
  reopenOrder: (_, one) => (one ? { operationId: one.id, reason: 'a scratch', minutes: null } : null),
  settleOrder: () => ({}),
  releaseCar: () => ({}),
  assignOperation: (_, one) =>
    one
      ? {
          ...{ operationId: one.id, bayId: bay.id, technicianId: null, startAt: NOW + HOUR },
          was: { bayId: one.bayId, technicianId: one.technicianId, startAt: one.startAt },
        }
      : null,
  startOperation: (_, one) => (one ? { operationId: one.id } : null),
  pauseOperation: (_, one) => (one ? { operationId: one.id, reason: 'parts' } : null),
  movePauseEnd: (_, one) => (one ? { operationId: one.id, until: NOW + 9 * HOUR } : null),
  recordTestDrive: (_, one) => (one ? { operationId: one.id, driverId: null, kmOut: 1, kmIn: 2 } : null),
  reportProgress: (_, one) => (one ? { operationId: one.id, percent: 50 } : null),
  finishOperation: (_, one) => (one ? { operationId: one.id } : null),
}
const onOperations = [
  'removeOperation',
  'failChecks',
  'assignOperation',
  'startOperation',
  'pauseOperation',
  'movePauseEnd',
  'recordTestDrive',
  'reportProgress',
  'finishOperation',
  'cancelOperation',
  'reopenOrder',
] as const satisfies OperationCommand[]
const isOnOperation = (name: string): name is OperationCommand => (onOperations as readonly string[]).includes(name)

it('C2, C3, B9 for random orders: what is allowed is never an illegal step, what is not allowed is refused', () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(anyOrder, (order) => {
      const can = allowedNow(order)
      const scope = aScope({ orders: [order], bays: [bay], persons: [technician], priceItems: [item] })
      for (const name of Object.keys(payloads) as (keyof typeof payloads)[])
        for (const operation of isOnOperation(name) ? order.operations : [undefined]) {
          const payload = payloads[name](order, operation)
          if (!payload) continue
          const may = operation && isOnOperation(name) ? whyNotOn(name, order, operation) === null : can.has(name)
          if (operation && may) expect(can, name).toContain(name)
          const decision = decide(name, { orderId: order.id, ...payload } as Payload<typeof name>, scope)
          const about = `${name} on an order that is ${order.state}: ${operation?.state ?? ''}`
          if (may) expect(decision.ok || decision.code, about).not.toBe('illegal_step')
          // With nothing to decide there is nothing to refuse.
          else if (name !== 'decideAdditionalWork') expect(decision.ok, about).toBe(false)
          if (may && decision.ok) seen.add(name)
        }
    }),
    { numRuns: 2000, seed: 20_261_130 },
  )
  expect(Object.keys(payloads).filter((name) => !seen.has(name))).toEqual([])
})
