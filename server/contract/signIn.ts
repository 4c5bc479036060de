/** Signing in, over HTTP: a person's PIN on a shared device, e-mail and password on their own browser. Neither is ever in a command. */
import { z } from 'zod'
import { email, id } from './fields.ts'

/** The digits of a PIN; `isWeakPin` says which of them are refused. */
const pin = z
  .string()
  .regex(/^\d{4,8}$/)
  .meta({ title: 'PIN', description: '4 to 8 digits.', example: '4071' })
const password = z
  .string()
  .min(1)
  .max(200)
  .refine((text) => text.isWellFormed() && !text.includes('\0'), { message: 'unprintable' })
  .meta({ title: 'password', description: '10 to 200 characters when it is set.', example: 'three red axle stands' })

export const pinSignIn = z.strictObject({ personId: id, pin }).meta({ id: 'PinSignIn' })
export const passwordSignIn = z.strictObject({ email, password }).meta({ id: 'PasswordSignIn' })
export const newPin = z.strictObject({ personId: id, pin }).meta({ id: 'NewPin' })
export const newPassword = z.strictObject({ personId: id, email, password }).meta({ id: 'NewPassword' })

export const secretSet = z.object({ isSet: z.literal(true) }).meta({ id: 'SecretSet' })
export type SecretSet = z.infer<typeof secretSet>
