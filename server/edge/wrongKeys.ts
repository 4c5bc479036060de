/**
 * Limits wrong access keys and links per address. They are counted after the look: a right key is never refused for the wrong ones
 * that come from the same address, such as that of a proxy. Each node counts for itself: the limit spares it the look-ups, a key is
 * too long to guess.
 */
import { createBuckets } from './limit.ts'

/** More than a thousand screens with replaced keys send when they retry every few seconds. */
export const WRONG_KEYS_PER_SECOND = 200
export const WRONG_KEYS_AT_ONCE = 2000

export interface WrongKeys {
  /** Counts a wrong key; true if that address has sent too many. */
  areTooMany(address: string): boolean
}

export function createWrongKeys(perSecond = WRONG_KEYS_PER_SECOND, monotonic = () => performance.now()): WrongKeys {
  const atOnce = perSecond * (WRONG_KEYS_AT_ONCE / WRONG_KEYS_PER_SECOND)
  const left = createBuckets(perSecond, atOnce, monotonic)
  return { areTooMany: (address) => !left.take(address) }
}
