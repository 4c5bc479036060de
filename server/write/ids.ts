/** Ids and codes: the chance that the pure core is handed. */
import { randomInt } from 'node:crypto'
import { v7 } from 'uuid'

/** A UUID of version 7: it begins with the time, so that rows made one after the other lie beside each other. */
export const newId = (): string => v7()

// Without 0 O 1 I L 5 S 8 B 2 Z: read aloud on the telephone and typed at the kiosk.
const alphabet = 'ACDEFGHJKMNPQRTUVWXY34679'

/** Six characters for an appointment. */
export function newCode(): string {
  return Array.from({ length: 6 }, () => alphabet[randomInt(alphabet.length)]).join('')
}
