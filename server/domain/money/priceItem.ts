/** The operations of the price list are added, changed and taken off it (B5). Orders keep what they were given. */
import type { PriceItem } from '#contract/entities/index.ts'
import { changedFields, given, isStill } from '../edit.ts'
import { refuse, type Refused, type Rule, type Scope } from '../rule.ts'

/** What is not asked for when an operation is added. */
export const newPriceItem = { learned: [], retiredAt: null } satisfies Partial<PriceItem>

export const isOffered = ({ retiredAt }: Pick<PriceItem, 'retiredAt'>): boolean => retiredAt === null

/** Refuses `code_taken`. */
export const addPriceItem: Rule<'addPriceItem'> = {
  needs: ({ code }) => ({ priceItemsByCode: [code] }),
  decide(scope, details, { newId }) {
    const item: PriceItem = { id: newId(), ...details, ...newPriceItem }
    const taken = codeTaken(item, scope)
    if (taken) return taken
    const facts = [{ name: 'priceItemAdded', itemId: item.id }]
    return { ok: true, answer: { itemId: item.id }, facts, put: { priceItem: [item] } }
  },
}

/** Refuses `changed_meanwhile` if one of these fields is no longer what the form showed (S13), and `code_taken`. */
export const changePriceItem: Rule<'changePriceItem'> = {
  needs: ({ itemId, to }) => ({ priceItems: [itemId], priceItemsByCode: to.code === undefined ? [] : [to.code] }),
  decide(scope, { itemId, to, was }) {
    const item = scope.priceItems.get(itemId)
    if (!item) return refuse('item_not_found')
    if (!isStill(item, to, was)) return refuse('changed_meanwhile', { priceItem: [item] })
    const next: PriceItem = { ...item, ...given(to) }
    const fields = changedFields(item, next, to)
    if (fields.length === 0) return refuse('nothing_to_change')
    const taken = codeTaken(next, scope)
    if (taken) return taken
    return { ok: true, answer: {}, facts: [{ name: 'priceItemChanged', itemId, fields }], put: { priceItem: [next] } }
  },
}

export const removePriceItem: Rule<'removePriceItem'> = {
  needs: ({ itemId }) => ({ priceItems: [itemId] }),
  decide({ priceItems }, { itemId }, { now }) {
    const item = priceItems.get(itemId)
    if (!item) return refuse('item_not_found')
    if (!isOffered(item)) return refuse('nothing_to_change')
    const facts = [{ name: 'priceItemRemoved', itemId }]
    return { ok: true, answer: {}, facts, put: { priceItem: [{ ...item, retiredAt: now }] }, leavesPlan: true }
  },
}

/** Refuses `code_taken` if another operation has its code by now. */
export const restorePriceItem: Rule<'restorePriceItem'> = {
  needs: ({ itemId }) => ({ priceItems: [itemId] }),
  needsThen: ({ itemId }, { priceItems }) => ({ priceItemsByCode: [priceItems.get(itemId)?.code ?? ''] }),
  decide(scope, { itemId }) {
    const item = scope.priceItems.get(itemId)
    if (!item) return refuse('item_not_found')
    if (isOffered(item)) return refuse('nothing_to_change')
    const next = { ...item, retiredAt: null }
    const taken = codeTaken(next, scope)
    if (taken) return taken
    const facts = [{ name: 'priceItemRestored', itemId }]
    return { ok: true, answer: {}, facts, put: { priceItem: [next] }, leavesPlan: true }
  },
}

/** Among what is offered, a code means one operation: lists and imports go by it. */
function codeTaken(item: PriceItem, { priceItems }: Scope): Refused | null {
  const isTaken = [...priceItems.values()].some(
    (other) => other.id !== item.id && other.code === item.code && isOffered(other) && isOffered(item),
  )
  return isTaken ? refuse('code_taken') : null
}
