/**
 * How often one address may come with a key or a link that opens nothing: each is looked up. Right ones never count, so that
 * a house behind one address may come back with all its screens at once, however many.
 */
import { createBuckets } from './limit.ts'

/** More than come from a thousand screens whose keys were replaced and that knock every few seconds. */
export const WRONG_KEYS_PER_SECOND = 200
export const WRONG_KEYS_AT_ONCE = 2000

export interface WrongKeys {
  /** Whether a key from this address is looked at now. */
  mayTry(address: string): boolean
  /** It opened nothing. */
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
