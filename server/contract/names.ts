import type { Language } from './values.ts'
import { languages } from './values.ts'

/** A name in English and optionally in other languages. The schema is `names` in `fields`. */
export type Names = { en: string } & { [L in Exclude<Language, 'en'>]?: string | undefined }

/** The name in this language, or else in its other script, or else in English. */
export function nameIn(names: Names, language: Language): string {
  const [base] = language.split('-')
  const sibling = languages.find((one) => one.split('-')[0] === base && names[one] !== undefined)
  return names[language] ?? (sibling && names[sibling]) ?? names.en
}
