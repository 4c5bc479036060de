/** Random secrets that browsers hold and the database knows by their hashes. */
import { createHash, randomBytes } from 'node:crypto'

/** 192 bits in 32 characters. */
export const newSecret = (): string => randomBytes(24).toString('base64url')
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url')
