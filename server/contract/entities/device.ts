import { z } from 'zod'
import { id, instant, language } from '../fields.ts'
import { deviceKinds } from '../values.ts'

/** What a screen was told to show, beside its kind. */
export const deviceOptions = z
  .strictObject({
    language: language.nullable().meta({ description: 'Null: the browser’s.' }),
    margin: z.int().min(0).max(15).meta({ description: 'Percent of the screen to keep free at each edge.' }),
  })
  .meta({ id: 'DeviceOptions' })
export type DeviceOptions = z.infer<typeof deviceOptions>

export const pairedDevice = z
  .object({
    id,
    kind: z.enum(deviceKinds),
    name: z.string().meta({ description: 'Where it hangs or lies.' }),
    options: deviceOptions,
    pairedAt: instant,
    pairedBy: id.nullable().meta({ description: 'The person who approved it.' }),
    revokedAt: instant.nullable().meta({ description: 'Since then its browser is let in no more.' }),
  })
  .meta({ id: 'Device', description: 'A screen that is paired with the workshop.' })
export type PairedDevice = z.infer<typeof pairedDevice>
