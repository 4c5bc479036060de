/** Setup of a workshop (B5, B10, B11, AL): hours, holidays, shifts, settings, texts. */
import { z } from 'zod'
import { settings } from '../entities/index.ts'
import { country, id, language, line, phone, specialDay, text, weeklyHours, words } from '../fields.ts'
import { noticeKinds, plateFormats, presets } from '../values.ts'
import { command, nothing } from './command.ts'

export const setupCommands = {
  startFromPreset: command(
    'Fills a workshop that has neither bays nor prices with those of its size, with teams and people, all of it to be changed.',
    {
      preset: z.enum(presets),
      language: language.meta({ description: 'Of the names of people and teams.' }),
    },
    nothing,
  ),
  changeWorkshop: command(
    'Changes name, phone, time zone, currency, plate format and country.',
    {
      name: line(60),
      timeZone: line(60),
      currency: z.string().regex(/^[A-Z]{3}$/),
      plateFormat: z.enum(plateFormats),
      country: country.nullable(),
      phone: phone.nullable(),
    },
    nothing,
  ),
  changeOpening: command(
    'Changes the opening hours: weekly hours, public holidays, closures and special openings.',
    {
      hours: weeklyHours,
      holidays: text(20).nullable(),
      ownDays: z
        .array(specialDay)
        .max(400)
        .refine((days) => new Set(days.map(({ day }) => day)).size === days.length, { message: 'day_twice' })
        .meta({ description: 'Each day at most once.' }),
    },
    nothing,
  ),
  changeSettings: command(
    'Changes settings; those left out stay as they are.',
    {
      settings: settings
        .partial()
        .meta({ title: 'some of `Settings`', example: { checkMinutes: 20, announceEarly: true } }),
    },
    nothing,
  ),
  recordNewSecret: command(
    'Records that a person was given a new PIN or password; it is set over HTTP (`setPin`, `setPassword`), never by a command.',
    { personId: id, what: z.enum(['pin', 'password']) },
    nothing,
  ),
  setHouseTime: command(
    'Sets house time to the database’s clock when the two are more than two minutes apart, which may move it back. What was recorded under a later time counts as recorded now.',
    {},
    nothing,
  ),
  releaseMessages: command('Lets messages go to customers again, after a restore has held them.', {}, nothing),
  changeTemplate: command(
    'Changes the text of a notice in one language, with fields in double braces; null restores the default (B11).',
    {
      kind: z.enum(noticeKinds),
      language,
      text: z.strictObject({ subject: words(120), body: words(2000) }).nullable(),
    },
    nothing,
  ),
}
