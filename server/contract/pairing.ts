/** How a screen is paired with a workshop, over HTTP. */
import { z } from 'zod'
import { id, instant, text } from './fields.ts'

/** What a screen shows while it waits. */
export const pairingBegun = z
  .object({
    code: z.string().meta({ description: 'Eight characters, to be typed in the setup.', example: 'K7MQ3FAD' }),
    lives: z.int().meta({ description: 'For how many seconds.' }),
  })
  .meta({ id: 'PairingBegun' })
export type PairingBegun = z.infer<typeof pairingBegun>

export const pairingState = z
  .object({
    state: z.enum(['waiting', 'paired', 'ended']),
    page: z.string().nullable().meta({ description: 'When paired: the page to show.' }),
  })
  .meta({ id: 'PairingState' })
export type PairingState = z.infer<typeof pairingState>

/** Spaces and hyphens are left out, letters may be small. */
export const pairingQuestion = z
  .strictObject({ code: text(20).transform((typed) => typed.replaceAll(/[\s-]/g, '').toUpperCase()) })
  .meta({ id: 'PairingQuestion' })

/** The screen that waits with a code. */
export const pairingFound = z
  .object({
    deviceId: id.meta({ description: 'For `approveDevice`.' }),
    address: z.string().meta({ description: 'The network address it asked from.' }),
    browser: z.string().meta({ description: 'As the browser names itself.' }),
    askedAt: instant.meta({ description: 'Real time.' }),
  })
  .meta({ id: 'PairingFound' })
export type PairingFound = z.infer<typeof pairingFound>
