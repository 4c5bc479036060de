/** What is known of each language besides its texts. A new one: a line here, in `tongues` and `texts`, and a folder. */
import { languages, type Language } from '../contract/values.ts'

interface About {
  /** In the language itself. */
  name: string
  /** BCP 47 locale by which dates and numbers are written. */
  locale: string
  /** The locale for lengths of time, where it is another. */
  unitLocale?: string
}

export const about: Record<Language, About> = {
  // "45 min", where British English would write "45 mins".
  en: { name: 'English', locale: 'en-GB', unitLocale: 'en-US' },
  'zh-Hans': { name: '简体中文', locale: 'zh-Hans-CN' },
  'zh-Hant': { name: '繁體中文', locale: 'zh-Hant-TW' },
}

/** The language for a BCP 47 tag, by tongue and script: en-GB is en, zh-HK is zh-Hant. Null for any other. */
export function languageFor(tag: string): Language | null {
  const wanted = written(tag)
  return languages.find((language) => written(language) === wanted) ?? null
}

/** zh-Hant for zh-TW; undefined for what is no tag. */
function written(tag: string): string | undefined {
  try {
    const { language, script } = new Intl.Locale(tag).maximize()
    return `${language}-${script}`
  } catch {
    return undefined
  }
}
