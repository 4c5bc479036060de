/** Comparing signatures and secrets. */
import { createHash, timingSafeEqual } from 'node:crypto'

/** Takes as long whatever the texts are. */
export function isSame(a: string, b: string): boolean {
  const [first, second] = [a, b].map((text) => createHash('sha256').update(text).digest())
  return timingSafeEqual(first!, second!)
}
