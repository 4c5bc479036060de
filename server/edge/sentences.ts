/** Turns a code into a refusal with a message in the reader's language. The only place that does. */
import type { ErrorCode, Refusal } from '#contract/errors.ts'
import type { Language } from '#contract/values.ts'
import { errorTexts } from '#words/texts.ts'

export function refusalOf(code: ErrorCode, language: Language, more: Partial<Refusal> = {}): Refusal {
  return { ok: false, code, message: errorTexts[language][code], ...more }
}
