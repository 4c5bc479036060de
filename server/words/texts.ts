/** The texts that the server imports, in each language. Screens load theirs by file name. */
import type { Language } from '../contract/values.ts'
import enDoors from './en/doors.ts'
import enErrors from './en/errors.ts'
import enNotices from './en/notices.ts'
import hansDoors from './zh-Hans/doors.ts'
import hansErrors from './zh-Hans/errors.ts'
import hansNotices from './zh-Hans/notices.ts'
import hantDoors from './zh-Hant/doors.ts'
import hantErrors from './zh-Hant/errors.ts'
import hantNotices from './zh-Hant/notices.ts'

export const doorTexts: Record<Language, typeof enDoors> = { en: enDoors, 'zh-Hans': hansDoors, 'zh-Hant': hantDoors }
export const errorTexts: Record<Language, typeof enErrors> = {
  en: enErrors,
  'zh-Hans': hansErrors,
  'zh-Hant': hantErrors,
}
export const noticeTexts: Record<Language, typeof enNotices> = {
  en: enNotices,
  'zh-Hans': hansNotices,
  'zh-Hant': hantNotices,
}
