/** What a workshop sets of itself (B5, B10, B11, AL): hours, holidays, shifts, settings, texts. */
import { z } from 'zod'
import { settings } from '../entities/index.ts'
import { id, instant, language, line, phone, specialDay, weeklyHours } from '../fields.ts'
import { noticeKinds, plateFormats } from '../values.ts'
import { command, nothing } from './command.ts'

export const setupCommands = {
  changeWorkshop: command(
    'Name, time zone, money and the like.',
    {
      name: line(60),
      timeZone: line(60),
      currency: z.string().regex(/^[A-Z]{3}$/),
      plateFormat: z.enum(plateFormats),
      phone: phone.nullable(),
    },
    nothing,
  ),
  changeOpening: command(
    'When the workshop is open: the week, the public holidays it keeps, and days unlike their weekday.',
    {
      hours: weeklyHours,
      holidays: z.string().max(20).nullable(),
      ownDays: z
        .array(specialDay)
        .max(400)
        .refine((days) => new Set(days.map(({ day }) => day)).size === days.length, { message: 'day_twice' })
        .meta({ description: 'Each day once.' }),
    },
    nothing,
  ),
  changeSettings: command(
    'The house rules’ numbers; those left out stay.',
    {
      settings: settings
        .partial()
        .meta({ title: 'some of `Settings`', example: { checkMinutes: 20, announceEarly: true } }),
    },
    nothing,
  ),
  changeShift: command(
    'When somebody works: the week (null: whenever the workshop is open), and until when away.',
    { personId: id, shift: weeklyHours.nullable(), absentUntil: instant.nullable() },
    nothing,
  ),
  changeTemplate: command(
    'The text of a notice in one language, with its fields in double braces; null: the house’s own text again (B11).',
    {
      kind: z.enum(noticeKinds),
      language,
      text: z.strictObject({ subject: z.string().max(120), body: z.string().max(2000) }).nullable(),
    },
    nothing,
  ),
}
