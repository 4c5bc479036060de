/** The answer to a progress check in words (B10). */
import type { Order } from '#contract/entities/index.ts'
import { words } from '#kit/words.svelte.ts'
import type { Names } from '#kit/names.svelte.ts'

/** "Chen Wei, 10:52: later, ready at 12:20. The lift is down." Empty while unanswered. */
export function answerOf({ progressCheck, promiseAt }: Order, names: Names): string {
  if (!progressCheck?.answeredAt || !progressCheck.answer) return ''
  const { answer, answeredAt, answeredBy, finishAt, reason } = progressCheck
  const what = [
    words.t(`progress:result.${answer}`),
    reason && words.t(`common:problem.${reason}`),
    // The answer stays visible after the time it named, which counts only until there is newer information.
    finishAt !== null && finishAt !== promiseAt && words.t('progress:ready', { at: names.when(finishAt) }),
    progressCheck.words,
  ]
  return words.t('progress:who', {
    who: names.person(answeredBy) ?? words.t('progress:unknownPerson'),
    at: names.when(answeredAt),
    what: words.line(what),
  })
}

/** "Chen Wei said at 10:52: later", for a card that already shows the forecast. */
export function answerInBrief({ progressCheck }: Order, names: Names): string {
  if (!progressCheck?.answeredAt || !progressCheck.answer) return ''
  const who = names.person(progressCheck.answeredBy) ?? words.t('progress:unknownPerson')
  const what = words.t(`progress:result.${progressCheck.answer}`)
  return words.t('progress:brief', { what, who, at: names.when(progressCheck.answeredAt) })
}
