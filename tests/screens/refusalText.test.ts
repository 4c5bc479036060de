/** A refusal says on the screen which field is wrong. */
import { beforeAll, expect, it } from 'vitest'
import type { Refusal } from '#contract/errors.ts'
import errors from '#words/en/errors.ts'
import { sentenceFor } from '#staff/refusalText.ts'
import { speak } from './support/speak.ts'

beforeAll(() => speak('en'))

const refused = (more: Partial<Refusal>): Refusal => ({
  ok: false,
  code: 'bad_payload',
  message: 'As it came.',
  ...more,
})

it.each([
  ['phone', 'Check “Phone”: what is entered there cannot be used.'],
  ['ownDays.3.note', 'Check “Reason”: what is entered there cannot be used.'],
  ['was.operations', errors.bad_payload],
  ['', errors.bad_payload],
])('%j is named: %s', (field, sentence) => expect(sentenceFor(refused({ field }))).toBe(sentence))

it('another code has its own sentence, an unknown one the server’s', () => {
  expect(sentenceFor(refused({ code: 'bad_phone', field: 'phone' }))).toBe(errors.bad_phone)
  expect(sentenceFor(refused({ code: 'of_tomorrow' as Refusal['code'] }))).toBe('As it came.')
})
