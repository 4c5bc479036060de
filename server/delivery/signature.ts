/** Comparing signatures and secrets. */
import { createHash, timingSafeEqual } from 'node:crypto'

/** Compares in constant time. */
export function isSame(a: string, b: string): boolean {
  const [first, second] = [a, b].map((text) => createHash('sha256').update(text).digest())
  return timingSafeEqual(first!, second!)
}
