/** The sentence that goes with a code, in the reader's language: the one place that turns a no into words. */
import type { ErrorCode, Refusal } from '#contract/errors.ts'
import type { Language } from '#contract/values.ts'
import en from '#words/en/errors.ts'
import hans from '#words/zh-Hans/errors.ts'
import hant from '#words/zh-Hant/errors.ts'

const sentences: Record<Language, Record<ErrorCode, string>> = { en, 'zh-Hans': hans, 'zh-Hant': hant }

export function refusalOf(code: ErrorCode, language: Language, more: Partial<Refusal> = {}): Refusal {
  return { ok: false, code, message: sentences[language][code], ...more }
}
