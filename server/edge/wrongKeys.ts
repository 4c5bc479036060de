/**
 * Limits wrong access keys and links per address, as each costs a lookup. Right ones never count, so all screens of a workshop
 * behind one address can reconnect at once.
 */
import { createBuckets } from './limit.ts'

/** More than a thousand screens with replaced keys send when they retry every few seconds. */
export const WRONG_KEYS_PER_SECOND = 200
export const WRONG_KEYS_AT_ONCE = 2000

export interface WrongKeys {
  /** Whether a key from this address is checked now. */
  mayTry(address: string): boolean
  /** Counts a wrong key. */
  wasWrong(address: string): void
}

export function createWrongKeys(perSecond = WRONG_KEYS_PER_SECOND, monotonic = () => performance.now()): WrongKeys {
  const atOnce = perSecond * (WRONG_KEYS_AT_ONCE / WRONG_KEYS_PER_SECOND)
  const left = createBuckets(perSecond, atOnce, monotonic)
  return {
    mayTry(address) {
      if (!left.take(address)) return false
      left.giveBack(address)
      return true
    },
    wasWrong: (address) => void left.take(address),
  }
}
