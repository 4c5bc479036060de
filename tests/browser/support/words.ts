/** The words by which a test finds its way through a screen, in each language. */
import type { Language } from '#contract/values.ts'
import en from '#contract/words/en/kiosk.ts'
import enCommon from '#contract/words/en/common.ts'
import hans from '#contract/words/zh-Hans/kiosk.ts'
import hansCommon from '#contract/words/zh-Hans/common.ts'
import hant from '#contract/words/zh-Hant/kiosk.ts'
import hantCommon from '#contract/words/zh-Hant/common.ts'

export const words = {
  en: { kiosk: en, common: enCommon },
  'zh-Hans': { kiosk: hans, common: hansCommon },
  'zh-Hant': { kiosk: hant, common: hantCommon },
} satisfies Record<Language, unknown>
