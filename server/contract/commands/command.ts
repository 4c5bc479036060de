import { z } from 'zod'

/**
 * One command of the house: what it wants (`payload`) and what it gives back (`answer`), both as zod schemas.
 * Objects are strict: a misspelt field is an error, not a wish that nobody hears.
 */
export const command = <P extends z.ZodRawShape, A extends z.ZodRawShape>(says: string, payload: P, answer: A) => ({
  says,
  payload: z.strictObject(payload),
  answer: z.object(answer),
})

/** The answer of commands that have nothing to tell but that they were accepted. */
export const nothing = {}
