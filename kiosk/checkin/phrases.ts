/** The ready-made phrases that fit a visit, as keys of the texts. */
import type { Purpose } from '#contract/values.ts'
import type { KeyUnder } from '#words/keys.ts'

export type Phrase = KeyUnder<'kiosk:words.phrases'>
type Phrases = readonly Phrase[]

const trouble: Phrases = [
  'braking',
  'cold',
  'starting',
  'turning',
  'fast',
  'bumps',
  'front',
  'rear',
  'left',
  'right',
  'always',
  'sometimes',
]
/** Tapped beside the pictures of what is wrong. */
export const UNSURE: Phrase = 'unsure'

const question: Phrases = ['price', 'time', 'booking', 'parts', 'guarantee', 'insurance', 'papers', 'other']
const complaint: Phrases = ['quality', 'again', 'late', 'cost', 'bill', 'staff', 'damage', 'clean', 'other']

export function phrasesFor(purpose: Purpose | null): Phrases {
  if (purpose === 'enquiry') return question
  return purpose === 'complaint' ? complaint : trouble
}
