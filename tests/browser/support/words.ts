/** The words by which a test finds its way through a screen, in each language. */
import { languages, type Language } from '#contract/values.ts'
import type common from '#words/en/common.ts'
import type kiosk from '#words/en/kiosk.ts'
import { doorTexts } from '#words/texts.ts'

const texts = async <T>(language: Language, file: string) =>
  ((await import(`../../../server/words/${language}/${file}.ts`)) as { default: T }).default

const wordsIn = async (language: Language) => ({
  kiosk: await texts<typeof kiosk>(language, 'kiosk'),
  common: await texts<typeof common>(language, 'common'),
  doors: doorTexts[language],
})

export const words = Object.fromEntries(
  await Promise.all(languages.map(async (language) => [language, await wordsIn(language)])),
) as Record<Language, Awaited<ReturnType<typeof wordsIn>>>
