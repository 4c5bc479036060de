/**
 * Rate limits as token buckets on real time. Our own code, because rate-limiter-flexible works differently: its windows refill
 * at once, by the wall clock, which can be changed; it answers with a promise, so commands of one socket could overtake each
 * other; and it keeps every key, which guessed plates would multiply.
 */
export interface Bucket {
  /** Takes a token; false if none is left. */
  take(): boolean
  /** Returns a token that should not count; true if it is as full again as a new one. */
  giveBack(): boolean
}

/** @param perSecond refill rate @param burst capacity @param monotonic real time in ms */
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
      return left >= burst
    },
  }
}

export interface Buckets {
  take(name: string): boolean
  giveBack(name: string): void
}

/** Buckets kept; the least recently used is dropped first. */
const MOST = 10_000

/** A bucket for each name. */
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
    // Names that nothing counts against must not push out those that something does.
    giveBack(name) {
      if (buckets.get(name)?.giveBack()) buckets.delete(name)
    },
  }
}
