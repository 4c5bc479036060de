/** Why work is paused, on a card of the floor (B4.2, C9). */
import { beforeAll, describe, expect, it } from 'vitest'
import type { Operation, Order, Part } from '#contract/entities/index.ts'
import type { UnschedulableReason } from '#contract/values.ts'
import { words } from '#kit/words.svelte.ts'
import { pausedText, pauseReasonText } from '#order/pausedText.ts'
import { anOperation, anOrderIn, aPart, HOUR, MINUTE, NOW, uuid } from '../support/factories.ts'
import { speak } from './support/speak.ts'

beforeAll(() => speak('en'))

const part = (over: Partial<Part> = {}) => aPart({ expectedAt: NOW + HOUR, ...over })
const paused = (operation: Partial<Operation>, over: Partial<Order> = {}) => {
  const one = anOperation({ state: 'paused', ...operation })
  return anOrderIn('paused', { operations: [one], pauseReason: one.pauseReason, ...over })
}
const textOf = (order: Order) => pausedText(order, order.operations[0]!, order.pauseReason!, NOW, () => null)
const unknown = (order: Order, reason: UnschedulableReason) =>
  textOf({ ...order, unschedulable: { operationId: order.operations[0]!.id, reason } })

describe('C9 work that waits for others outside', () => {
  const order = paused({ pauseReason: 'assessor', pausedUntil: null })
  it('says that no time is known, unless the card says so beside what cannot be scheduled', () => {
    expect(textOf(order)).toBe('Paused: Insurer’s assessor · no time known')
    expect(unknown(order, 'assessor_unknown')).toBe('Paused: Insurer’s assessor')
  })
  it('says it all the same when something else, or other work, cannot be scheduled', () => {
    expect(unknown(order, 'no_bay')).toContain('no time known')
    const other = { operationId: uuid(), reason: 'part_unknown' } as const
    expect(textOf({ ...order, unschedulable: other })).toContain('no time known')
  })
})

describe('B4.2 work that waits for a part', () => {
  it('says when the last part is due, and once that none has a date', () => {
    const order = paused({ pauseReason: 'parts' }, { parts: [part(), part({ expectedAt: NOW + 2 * HOUR })] })
    expect(textOf(order)).toBe(`Paused: Part · due ${words.time(NOW + 2 * HOUR)}`)
    const overdue = { ...order, parts: [part({ expectedAt: NOW - MINUTE })] }
    expect(textOf(overdue)).toBe('Paused: Part · no new date')
    expect(unknown(overdue, 'part_unknown')).toBe('Paused: Part')
  })
  it('says that all parts have arrived', () => {
    const order = paused({ pauseReason: 'parts' }, { parts: [part({ arrivedAt: NOW })] })
    expect(textOf(order)).toBe('Paused: Part · arrived')
    expect(pauseReasonText(order, 'parts')).toBe('the part is here')
    expect(textOf({ ...order, parts: [] })).toBe('Paused: Part')
    expect(pauseReasonText({ ...order, parts: [] }, 'parts')).toBe('waiting for a part')
  })
})
