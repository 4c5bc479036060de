/** Sentences that several parts of the floor say. */
import type { Order } from '#contract/entities.ts'
import { words } from '#kit/words.svelte.ts'
import type { Effect } from './fitting.ts'

/** Why a car cannot be put down somewhere. */
export function hindrance(effect: Extract<Effect, { does: 'nothing' }>): string {
  if (effect.why !== 'wrong_kind') return words.t(`floor:cannot.${effect.why}`)
  if (effect.needs.length === 0) return words.t('floor:cannot.no_work')
  return words.t('floor:cannot.wrong_kind', {
    kinds: effect.needs.map((kind) => words.t(`common:bayKind.${kind}`)).join(', '),
  })
}

/** When the last missing part of an order is expected; null when none is missing. */
export function missingPartAt(order: Order): number | null {
  let latest: number | null = null
  for (const { arrivedAt, expectedAt } of order.parts)
    if (arrivedAt === null) latest = Math.max(latest ?? 0, expectedAt)
  return latest
}
