/**
 * How much one sender may ask: a bucket of tries that refills steadily with real time. Own code, because
 * rate-limiter-flexible does otherwise: its windows give all tries back at once, and by the wall clock, which may be set; it
 * answers by promise, so that commands of one socket could overtake each other; and it keeps every name it is asked for,
 * which guessed plates would make many.
 */
export interface Bucket {
  /** Takes a try; false when there is none left. */
  take(): boolean
  /** Puts a try back that is not to count. */
  giveBack(): void
}

/** @param perSecond how fast it fills @param burst how much it holds @param monotonic real time in ms */
export function createBucket(perSecond: number, burst: number, monotonic = () => performance.now()): Bucket {
  let left = burst
  let at = monotonic()
  return {
    take() {
      const time = monotonic()
      left = Math.min(burst, left + ((time - at) / 1000) * perSecond)
      at = time
      if (left < 1) return false
      left -= 1
      return true
    },
    giveBack() {
      left = Math.min(burst, left + 1)
    },
  }
}

export interface Buckets {
  take(name: string): boolean
  giveBack(name: string): void
}

/** As many buckets are kept: the one that was not asked for longest is forgotten first. */
const MOST = 10_000

/** Buckets by name. */
export function createBuckets(perSecond: number, burst: number, monotonic?: () => number): Buckets {
  const buckets = new Map<string, Bucket>()
  return {
    take(name) {
      const bucket = buckets.get(name) ?? createBucket(perSecond, burst, monotonic)
      buckets.delete(name)
      if (buckets.size >= MOST) buckets.delete(buckets.keys().next().value!)
      buckets.set(name, bucket)
      return bucket.take()
    },
    giveBack: (name) => buckets.get(name)?.giveBack(),
  }
}
