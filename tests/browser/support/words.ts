/** The texts a test uses to find its way through a screen, in each language. */
import { languages, type Language } from '#contract/values.ts'
import alerts from '#words/en/alerts.ts'
import common from '#words/en/common.ts'
import contact from '#words/en/contact.ts'
import desk from '#words/en/desk.ts'
import errors from '#words/en/errors.ts'
import floor from '#words/en/floor.ts'
import type kiosk from '#words/en/kiosk.ts'
import order from '#words/en/order.ts'
import plan from '#words/en/plan.ts'
import promise from '#words/en/promise.ts'
import type setup from '#words/en/setup.ts'
import staff from '#words/en/staff.ts'
import track from '#words/en/track.ts'
import { linkTexts } from '#words/texts.ts'

const texts = async <T>(language: Language, file: string) =>
  ((await import(`../../../server/words/${language}/${file}.ts`)) as { default: T }).default

const wordsIn = async (language: Language) => ({
  kiosk: await texts<typeof kiosk>(language, 'kiosk'),
  common: await texts<typeof common>(language, 'common'),
  setup: await texts<typeof setup>(language, 'setup'),
  links: linkTexts[language],
})

export const words = Object.fromEntries(
  await Promise.all(languages.map(async (language) => [language, await wordsIn(language)])),
) as Record<Language, Awaited<ReturnType<typeof wordsIn>>>

/** The screens' English texts, by file. */
export const en = { alerts, common, contact, desk, errors, floor, order, plan, promise, staff, track }
