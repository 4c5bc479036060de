/** The sentence that goes with a code, in the reader's language: the one place that turns a no into words. */
import type { ErrorCode, Refusal } from '#contract/errors.ts'
import type { Language } from '#contract/values.ts'
import { errorTexts } from '#words/texts.ts'

export function refusalOf(code: ErrorCode, language: Language, more: Partial<Refusal> = {}): Refusal {
  return { ok: false, code, message: errorTexts[language][code], ...more }
}
