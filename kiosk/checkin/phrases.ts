/** Which ready-made phrases fit a visit; each a key of the words. */
import type { Purpose } from '#contract/values.ts'

const trouble = 'braking cold starting turning fast bumps front rear left right always sometimes'.split(' ')
const question = 'price time booking parts guarantee insurance papers other'.split(' ')
const complaint = 'quality again late cost bill staff damage clean other'.split(' ')

export function phrasesFor(purpose: Purpose | null): readonly string[] {
  if (purpose === 'enquiry') return question
  return purpose === 'complaint' ? complaint : trouble
}
