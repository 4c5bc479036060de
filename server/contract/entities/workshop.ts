import { z } from 'zod'
import { id, instant, specialDay, weeklyHours } from '../fields.ts'
import { settingNames, settingsTable, type SettingName, type Settings } from '../settings.ts'
import { languages, noticeKinds, plateFormats, roles } from '../values.ts'

const settingShape = (name: SettingName) => {
  const { unit, least, most, rule } = settingsTable[name]
  const schema: z.ZodType<number | boolean> = unit === 'yes_no' ? z.boolean() : z.int().min(least).max(most)
  return schema.meta({ description: `${rule}; ${unit}.` })
}

/** All settings of a workshop; `settings.ts` has the defaults and their meanings. */
export const settings = z
  .strictObject(
    Object.fromEntries(settingNames.map((name) => [name, settingShape(name)])) as {
      [N in SettingName]: z.ZodType<Settings[N], Settings[N]>
    },
  )
  .meta({ id: 'Settings' })

/** The settings that every screen with bars and marks needs. */
export const shownSettings = settings
  .pick({
    progressCheckFromPercent: true,
    progressCheckUntilPercent: true,
    progressCheckLeastMinutes: true,
    atRiskMinutes: true,
  })
  .meta({ id: 'ShownSettings' })

/** The workshop's own text of a notice, in place of the default. */
const template = z
  .object({ kind: z.enum(noticeKinds), language: z.enum(languages), subject: z.string(), body: z.string() })
  .meta({ id: 'Template' })
export type Template = z.infer<typeof template>

export const limits = {
  discountPercent: z.int().min(0).max(100).meta({ description: 'The largest discount they may give.' }),
  earlierPromise: z.boolean().meta({ description: 'They may promise earlier than the forecast.' }),
  voidSettlement: z.boolean().meta({ description: 'They may void a settlement.' }),
  overrule: z.boolean().meta({ description: 'They may overrule the kind of bay and the skill.' }),
}
const roleLimits = z.object({ role: z.enum(roles), ...limits }).meta({ id: 'RoleLimits' })
export type RoleLimits = z.infer<typeof roleLimits>

export const workshop = z
  .object({
    id,
    name: z.string(),
    timeZone: z.string().meta({ example: 'Asia/Shanghai' }),
    currency: z.string().length(3).meta({ example: 'CNY' }),
    plateFormat: z.enum(plateFormats),
    country: z
      .string()
      .nullable()
      .meta({ description: 'The country of telephone numbers without a country code, by ISO 3166.', example: 'CN' }),
    phone: z.string().nullable(),
    hours: weeklyHours,
    holidays: z
      .string()
      .nullable()
      .meta({ description: 'The public holidays observed, by country and region: `CN`, `GB-ENG`.', example: 'CN' }),
    holidaysUntil: z
      .string()
      .nullable()
      .meta({ description: 'The last day for which the public holidays are known.', example: '2026-12-31' }),
    ownDays: z.array(specialDay).meta({ description: 'The workshop’s own closures and special openings.' }),
    days: z
      .array(specialDay)
      .meta({ description: 'All exceptions to the weekly hours: public holidays, overridden by its own days.' }),
    settings,
    templates: z.array(template),
    roleLimits: z.array(roleLimits).meta({ description: 'Limits of roles that differ from the defaults.' }),
    reviewAt: instant.nullable().meta({ description: 'When the clock next reviews it.' }),
    backup: z
      .object({
        madeAt: instant.nullable().meta({ description: 'Of the last one. Null: none was made yet.' }),
        failedAt: instant.nullable().meta({ description: 'Since when none could be made.' }),
      })
      .nullable()
      .meta({
        title: 'object or null',
        description: 'The nightly backups: when the last was made, since when they fail.',
      }),
    messagesHeldSince: instant
      .nullable()
      .meta({ description: 'Since a restore, no message goes to customers until a manager releases them.' }),
    isExample: z.boolean(),
  })
  .meta({ id: 'Workshop' })
export type Workshop = z.infer<typeof workshop>
