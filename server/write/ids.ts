/** Random ids and codes, which the pure core takes as arguments. */
import { randomInt } from 'node:crypto'
import { v7 } from 'uuid'

/** A UUIDv7. It begins with the time, so rows created in sequence are stored close together. */
export const newId = (): string => v7()

// Without 0 O 1 I L 5 S 8 B 2 Z, because codes are read out on the phone and typed at the kiosk.
const alphabet = 'ACDEFGHJKMNPQRTUVWXY34679'

/** A six-character appointment code. */
export function newCode(): string {
  return Array.from({ length: 6 }, () => alphabet[randomInt(alphabet.length)]).join('')
}
