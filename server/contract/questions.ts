/** What is asked and answered over HTTP only: the kiosk's question who is there, and the address of a customer's page. */
import { z } from 'zod'
import { instant, language, last4, plate, typedCode } from './fields.ts'

/** By plate or by the code of an appointment; with the last four digits of the telephone number, what they unlock. */
export const identifyQuestion = z
  .union([
    z.strictObject({ plate, last4: last4.optional() }),
    z.strictObject({ code: typedCode, last4: last4.optional() }),
  ])
  .meta({ id: 'IdentifyQuestion' })
export type IdentifyQuestion = z.infer<typeof identifyQuestion>

export const identified = z
  .object({
    known: z
      .boolean()
      .meta({ description: 'Whether the workshop has seen this car. By code: only once the digits match.' }),
    appointment: z.boolean().meta({ description: 'Whether it has an appointment. Only once the digits match.' }),
    confirmed: z.boolean().meta({ description: 'Whether the digits match. Without that nothing personal is told.' }),
    vehicle: z
      .object({ plate: z.string(), model: z.string().nullable(), name: z.string().nullable(), language })
      .optional()
      .meta({ description: 'Only when confirmed.' }),
    appointmentAt: instant.nullable().optional().meta({ description: 'Only when confirmed.' }),
  })
  .meta({ id: 'Identified' })
export type Identified = z.infer<typeof identified>

export const pageLink = z
  .object({ url: z.url().meta({ description: 'The address of the customer’s page; its last part is the token.' }) })
  .meta({ id: 'PageLink' })
export type PageLink = z.infer<typeof pageLink>
