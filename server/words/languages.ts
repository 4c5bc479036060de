/** What each language needs besides its texts. A new language takes a line here, in `languageTexts` and in `texts`, and a folder. */
import { languages, type Language } from '../contract/values.ts'

interface About {
  /** In the language itself. */
  name: string
  /** BCP 47 locale for dates and numbers. */
  locale: string
  /** The locale for durations, if it differs. */
  unitLocale?: string
  /** Stands between the things of a list. */
  comma: string
}

export const about: Record<Language, About> = {
  // "45 min", where British English would write "45 mins".
  en: { name: 'English', locale: 'en-GB', unitLocale: 'en-US', comma: ', ' },
  'zh-Hans': { name: '简体中文', locale: 'zh-Hans-CN', comma: '、' },
  'zh-Hant': { name: '繁體中文', locale: 'zh-Hant-TW', comma: '、' },
}

/** Our language for a BCP 47 tag, by language and script: en-GB gives en, zh-HK gives zh-Hant. Null if there is none. */
export function languageFor(tag: string): Language | null {
  const wanted = withScript(tag)
  return languages.find((language) => withScript(language) === wanted) ?? null
}

/** zh-Hant for zh-TW; undefined if it is not a valid tag. */
function withScript(tag: string): string | undefined {
  try {
    const { language, script } = new Intl.Locale(tag).maximize()
    return `${language}-${script}`
  } catch {
    return undefined
  }
}
