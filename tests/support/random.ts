/** Repeatable random numbers: the same seed gives the same numbers. */
import { mulberry32 } from '#server/domain/planner/random.ts'

export interface Random {
  /** 0 (inclusive) to 1 (exclusive). */
  next(): number
  /** A whole number from 0 to below `below`. */
  int(below: number): number
  pick<T>(list: readonly T[]): T
  chance(probability: number): boolean
}

export function random(seed: number): Random {
  const next = mulberry32(seed)
  const int = (below: number) => Math.floor(next() * below)
  return { next, int, pick: (list) => list[int(list.length)]!, chance: (probability) => next() < probability }
}
