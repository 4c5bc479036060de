/** Texts for the effect of dropping a car on a bay's card. */
import { words } from '#kit/words.svelte.ts'
import type { Effect } from './fitting.ts'

/** Why a car cannot be dropped there. */
export function blocker(effect: Extract<Effect, { does: 'nothing' }>): string {
  if (effect.reason !== 'wrong_kind') return words.t(`floor:cannot.${effect.reason}`)
  if (effect.needs.length === 0) return words.t('floor:cannot.no_work')
  return words.t('floor:cannot.wrong_kind', {
    kinds: words.list(effect.needs.map((kind) => words.t(`common:bayKind.${kind}`))),
  })
}
