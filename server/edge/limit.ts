/**
 * Rate limits as token buckets on real time. Our own code, because rate-limiter-flexible works differently: its windows refill
 * at once, by the wall clock, which can be changed; it answers with a promise, so commands of one socket could overtake each
 * other; and it keeps every key, which guessed plates would multiply.
 */
export interface Bucket {
  /** Takes a token; false if none is left. */
  take(): boolean
  /**
   * Counts tokens that were taken elsewhere, or, below 0, given back. What is taken elsewhere may leave a debt of one `burst`, so that
   * takers at several places together get no more than one bucket gives. True if it is as full again as a new one.
   */
  count(tokens: number): boolean
}

/** @param perSecond refill rate @param burst capacity @param monotonic real time in ms */
export function createBucket(perSecond: number, burst: number, monotonic = () => performance.now()): Bucket {
  let left = burst
  let at = monotonic()
  const refill = () => {
    const time = monotonic()
    left = Math.min(burst, left + ((time - at) / 1000) * perSecond)
    at = time
  }
  return {
    take() {
      refill()
      if (left < 1) return false
      left -= 1
      return true
    },
    count(tokens) {
      refill()
      left = Math.max(-burst, Math.min(burst, left - tokens))
      return left >= burst
    },
  }
}

export interface Buckets {
  take(name: string): boolean
  /** Counts tokens taken elsewhere, or, below 0, given back: see Bucket. */
  count(name: string, tokens: number): void
}

/** Buckets kept; the least recently used is dropped first. */
const MOST = 10_000

/** A bucket for each name. */
export function createBuckets(perSecond: number, burst: number, monotonic?: () => number): Buckets {
  const buckets = new Map<string, Bucket>()
  const used = (name: string) => {
    const bucket = buckets.get(name) ?? createBucket(perSecond, burst, monotonic)
    buckets.delete(name)
    if (buckets.size >= MOST) buckets.delete(buckets.keys().next().value!)
    buckets.set(name, bucket)
    return bucket
  }
  return {
    take: (name) => used(name).take(),
    // Names that nothing counts against must not push out those that something does.
    count(name, tokens) {
      if (used(name).count(tokens)) buckets.delete(name)
    },
  }
}
