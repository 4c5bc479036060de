import { z } from 'zod'
import { id, instant, specialDay, weeklyHours } from '../fields.ts'
import { settingNames, settingsTable, type SettingName, type Settings } from '../settings.ts'
import { languages, noticeKinds, plateFormats } from '../values.ts'

const settingShape = (name: SettingName) => {
  const { unit, least, most, rule } = settingsTable[name]
  const schema: z.ZodType<number | boolean> = unit === 'yes_no' ? z.boolean() : z.int().min(least).max(most)
  return schema.meta({ description: `${rule}; ${unit}.` })
}

/** What a workshop has set of the house rules, all of it; `settings.ts` has the defaults and what each is for. */
export const settings = z
  .strictObject(
    Object.fromEntries(settingNames.map((name) => [name, settingShape(name)])) as {
      [N in SettingName]: z.ZodType<Settings[N], Settings[N]>
    },
  )
  .meta({ id: 'Settings' })

/** What bars and marks need of them, on every screen that shows those. */
export const shownSettings = settings
  .pick({ progressCheckFromPercent: true, progressCheckUntilPercent: true, atRiskMinutes: true })
  .meta({ id: 'ShownSettings' })

/** A text the workshop has written itself, in place of the house's own. */
const template = z
  .object({ kind: z.enum(noticeKinds), language: z.enum(languages), subject: z.string(), body: z.string() })
  .meta({ id: 'Template' })
export type Template = z.infer<typeof template>

export const workshop = z
  .object({
    id,
    name: z.string(),
    timeZone: z.string().meta({ example: 'Asia/Shanghai' }),
    currency: z.string().length(3).meta({ example: 'CNY' }),
    plateFormat: z.enum(plateFormats),
    phone: z.string().nullable(),
    hours: weeklyHours,
    holidays: z
      .string()
      .nullable()
      .meta({ description: 'The public holidays kept, by country and region: `CN`, `GB-ENG`.', example: 'CN' }),
    holidaysUntil: z
      .string()
      .nullable()
      .meta({ description: 'The last day for which the public holidays are known.', example: '2026-12-31' }),
    ownDays: z.array(specialDay).meta({ description: 'Closures and special openings of the workshop’s own.' }),
    days: z.array(specialDay).meta({ description: 'All days unlike their weekday: holidays, and over them its own.' }),
    settings,
    templates: z.array(template),
    reviewAt: instant.nullable().meta({ description: 'When the clock next looks at it by itself.' }),
    isExample: z.boolean(),
  })
  .meta({ id: 'Workshop' })
export type Workshop = z.infer<typeof workshop>
