/** When work that waits for others outside is expected to go on, for a card (C9). */
import type { Operation } from '#contract/entities/index.ts'
import { goesOnAt } from '#contract/outside.ts'
import { words } from '#kit/words.svelte.ts'

export function pauseEndText(operation: Operation, now: number): string {
  const at = goesOnAt(operation, now)
  return at === null ? words.t('order:outside.noTime') : words.t('staff:until.at', { at: words.when(at, now) })
}
