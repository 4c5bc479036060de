/** When a car is back from a sublet shop, for a card (C9). */
import type { Operation } from '#contract/entities/index.ts'
import { backFromSublet } from '#contract/sublet.ts'
import { words } from '#kit/words.svelte.ts'

export function subletText(operation: Operation, now: number): string {
  const back = backFromSublet(operation, now)
  return back === null ? words.t('order:sublet.noTime') : words.t('order:sublet.back', { at: words.when(back, now) })
}
