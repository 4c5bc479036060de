/** The customer's answers as text in their language. */
import { words } from '#kit/words.svelte.ts'
import { wordsOf, type Visit } from './visit.ts'

/** How the customer wants to be addressed. */
export function nameOf({ surname, title, name }: Visit): string {
  if (surname === '') return name.trim()
  return title === null ? surname : words.t('kiosk:name.withTitle', { surname, title: words.t(`kiosk:name.${title}`) })
}

/** Tapped phrases and typed words as one text. */
export const customerWords = (visit: Visit): string =>
  wordsOf(visit, (key) => words.t(`kiosk:words.phrases.${key}`), words.t('kiosk:words.between'))
