/** Ids and codes: the chance that the pure core is handed. */
import { randomBytes, randomInt } from 'node:crypto'

/** A UUID of version 7: its first 48 bits are the time, so that rows made one after the other lie beside each other. */
export function newId(): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(Date.now(), 0, 6)
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

// Without 0 O 1 I L 5 S 8 B 2 Z: read aloud on the telephone and typed at the kiosk.
const alphabet = 'ACDEFGHJKMNPQRTUVWXY34679'

/** Six characters for an appointment. */
export function newCode(): string {
  return Array.from({ length: 6 }, () => alphabet[randomInt(alphabet.length)]).join('')
}
