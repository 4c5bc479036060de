/** The texts that the server imports, in each language. Screens load theirs by file name. */
import type { Language } from '../contract/values.ts'
import enCommon from './en/common.ts'
import enErrors from './en/errors.ts'
import enLinks from './en/links.ts'
import enNotices from './en/notices.ts'
import enTeams from './en/teams.ts'
import enTrust from './en/trust.ts'
import hansCommon from './zh-Hans/common.ts'
import hansErrors from './zh-Hans/errors.ts'
import hansLinks from './zh-Hans/links.ts'
import hansNotices from './zh-Hans/notices.ts'
import hansTeams from './zh-Hans/teams.ts'
import hansTrust from './zh-Hans/trust.ts'
import hantCommon from './zh-Hant/common.ts'
import hantErrors from './zh-Hant/errors.ts'
import hantLinks from './zh-Hant/links.ts'
import hantNotices from './zh-Hant/notices.ts'
import hantTeams from './zh-Hant/teams.ts'
import hantTrust from './zh-Hant/trust.ts'

export const errorTexts: Record<Language, typeof enErrors> = {
  en: enErrors,
  'zh-Hans': hansErrors,
  'zh-Hant': hantErrors,
}
export const linkTexts: Record<Language, typeof enLinks> = { en: enLinks, 'zh-Hans': hansLinks, 'zh-Hant': hantLinks }
export const noticeTexts: Record<Language, typeof enNotices> = {
  en: enNotices,
  'zh-Hans': hansNotices,
  'zh-Hant': hantNotices,
}
export const trustTexts: Record<Language, typeof enTrust> = { en: enTrust, 'zh-Hans': hansTrust, 'zh-Hant': hantTrust }
export const teamTexts: Record<Language, typeof enTeams> = { en: enTeams, 'zh-Hans': hansTeams, 'zh-Hant': hantTeams }
export const roleTexts: Record<Language, typeof enCommon.role> = {
  en: enCommon.role,
  'zh-Hans': hansCommon.role,
  'zh-Hant': hantCommon.role,
}
