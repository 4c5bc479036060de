/** The words by which a test finds its way through a screen, in each language. */
import type { Language } from '#contract/values.ts'
import en from '#words/en/kiosk.ts'
import enCommon from '#words/en/common.ts'
import enDoors from '#words/en/doors.ts'
import hans from '#words/zh-Hans/kiosk.ts'
import hansCommon from '#words/zh-Hans/common.ts'
import hansDoors from '#words/zh-Hans/doors.ts'
import hant from '#words/zh-Hant/kiosk.ts'
import hantCommon from '#words/zh-Hant/common.ts'
import hantDoors from '#words/zh-Hant/doors.ts'

export const words = {
  en: { kiosk: en, common: enCommon, doors: enDoors },
  'zh-Hans': { kiosk: hans, common: hansCommon, doors: hansDoors },
  'zh-Hant': { kiosk: hant, common: hantCommon, doors: hantDoors },
} satisfies Record<Language, unknown>
