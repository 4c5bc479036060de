import { randomInt } from 'node:crypto'

// Without 0 O 1 I L 5 S 8 B 2 Z, because codes are read out on the phone and typed at the kiosk.
const alphabet = 'ACDEFGHJKMNPQRTUVWXY34679'

/** A random code of `length` characters that do not look alike. */
export const readableCode = (length: number): string =>
  Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')
