/** Addresses of mail servers and gateways in environment variables, which may contain a user and a password. */
import { z } from 'zod'
import { StartError } from './startError.ts'

export interface Login {
  user: string
  pass: string
}

export const urlField = (isGood: (url: URL) => boolean, error: string) =>
  z
    .string()
    .refine((text) => URL.canParse(text) && isGood(new URL(text)), error)
    .transform((text) => new URL(text))
    .optional()

/** @param name of the variable @throws StartError */
export function authOf({ username, password }: URL, name: string): Login | null {
  if (username === '') return null
  try {
    return { user: decodeURIComponent(username), pass: decodeURIComponent(password) }
  } catch {
    throw new StartError(`${name} contains a user or password with an unescaped %: write %25.`)
  }
}
