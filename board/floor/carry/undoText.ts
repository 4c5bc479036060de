/** Texts for undo: what can be undone, and what was. */
import { words } from '#kit/words.svelte.ts'
import type { Names } from '#kit/names.svelte.ts'
import type { Step, Turn } from '#staff/moving/undo.svelte.ts'
import { placeOf } from './placeText.ts'

/** What undo would reverse: "沪A·7K382, brake pads". */
export function turnOf(names: Names, { steps, isOne }: Turn): string {
  const [step] = steps
  if (!step || (!isOne && steps.length > 1)) return words.t('plan:undo.steps', { count: steps.length })
  const plate = names.plate(step.orderId)
  if (step.operationId === null) return words.t('plan:undo.car', { plate })
  return words.t('plan:undo.step', { plate, what: names.work(step.orderId, step.operationId) ?? '' })
}

/** What was undone, and where the work or car is now. */
export function undoneOf(names: Names, { orderId, operationId, was }: Step): string {
  const plate = names.plate(orderId)
  if (operationId !== null) {
    const what = names.work(orderId, operationId) ?? ''
    return words.t('plan:undo.done', { plate, what, place: placeOf(names, was) })
  }
  const number = names.bay(was.bayId)
  const place = number === null ? words.t('staff:nowhere') : words.t('plan:place.bay', { number })
  return words.t('plan:undo.carBack', { plate, place })
}
