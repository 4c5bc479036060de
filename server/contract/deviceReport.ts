/** What a device says of itself once a minute, and what is known of it for a day. */
import { z } from 'zod'
import { id, instant, text } from './fields.ts'
import { viewNames } from './values.ts'

export const soundStates = ['heard', 'blocked'] as const

const told = {
  page: text(200).meta({ description: 'The path and query of the page.', example: '/board/wall?margin=2' }),
  seq: z.int().min(0).nullable().meta({ description: 'The sequence number it shows; null: nothing yet.' }),
  age: z.int().min(0).max(31_536_000).meta({ description: 'Seconds since it last heard the server.' }),
  version: text(80).meta({ description: 'Of the contract, and of the screens it has loaded.', example: '9 DkY3fJ2a' }),
  width: z.int().min(0).max(100_000).meta({ description: 'Of the page, in CSS pixels.' }),
  height: z.int().min(0).max(100_000),
  sound: z
    .enum(soundStates)
    .nullable()
    .meta({ description: 'Whether the browser lets it sound; null: the page has no sound.' }),
}

export const deviceReport = z.strictObject(told).meta({ id: 'DeviceReport' })
export type DeviceReport = z.infer<typeof deviceReport>

export const deviceReported = z
  .object({ isDevice: z.boolean().meta({ description: 'False: the browser is not paired, and need not report.' }) })
  .meta({ id: 'DeviceReported' })
export type DeviceReported = z.infer<typeof deviceReported>

export const devicesQuestion = z.strictObject({
  at: z.coerce
    .number()
    .pipe(instant)
    .optional()
    .meta({ description: 'Real time within the last day; now if not given.' }),
})

export const devicesSeen = z
  .object({
    now: instant.meta({ description: 'Real time.' }),
    devices: z.array(
      z.object({
        deviceId: id,
        at: instant.meta({ description: 'When it said so, in real time.' }),
        view: z.enum(viewNames),
        ...told,
        browser: z.string().meta({ description: 'As the browser names itself.' }),
      }),
    ),
  })
  .meta({ id: 'DevicesSeen', description: 'The last report of each device that has reported within a day.' })
export type DevicesSeen = z.infer<typeof devicesSeen>
