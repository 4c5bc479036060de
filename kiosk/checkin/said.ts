/** What the customer has told the kiosk, in words of their language. */
import { words } from '#kit/words.svelte.ts'
import { wordsOf, type Visit } from './visit.ts'

/** The name by which the customer wants to be called. */
export function nameOf({ surname, title, name }: Visit): string {
  if (surname === '') return name.trim()
  return title === null ? surname : words.t('kiosk:name.withTitle', { surname, title: words.t(`kiosk:name.${title}`) })
}

/** Phrases tapped and words typed, as one text. */
export const saidOf = (visit: Visit): string =>
  wordsOf(visit, (key) => words.t(`kiosk:words.phrases.${key}`), words.t('kiosk:words.between'))
