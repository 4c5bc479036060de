import { z } from 'zod'

/** A command with the zod schemas of its payload and answer. Payloads are strict, so a misspelt field is an error. */
export const command = <P extends z.ZodRawShape, A extends z.ZodRawShape>(summary: string, payload: P, answer: A) => ({
  summary,
  payload: z.strictObject(payload),
  answer: z.object(answer),
})

/** The answer of commands that return nothing. */
export const nothing = {}
