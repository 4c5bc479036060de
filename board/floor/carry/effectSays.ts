/** What putting a car down on the card of a bay would do, in words. */
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
