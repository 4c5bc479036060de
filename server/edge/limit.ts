/** A bucket of tries that fills again with (real) time: how much one sender may ask. */
export interface Bucket {
  /** Takes a try; false when there is none left. */
  take(): boolean
}

/** @param perSecond how fast it fills @param burst how much it holds */
export function createBucket(perSecond: number, burst: number, now: () => number = () => performance.now()): Bucket {
  let left = burst
  let at = now()
  return {
    take() {
      const time = now()
      left = Math.min(burst, left + ((time - at) / 1000) * perSecond)
      at = time
      if (left < 1) return false
      left -= 1
      return true
    },
  }
}

/** Buckets by name, forgotten again once they are full. */
export function createBuckets(perSecond: number, burst: number, most = 10_000): { take(name: string): boolean } {
  const buckets = new Map<string, Bucket>()
  return {
    take(name) {
      let bucket = buckets.get(name)
      if (!bucket) {
        // The oldest goes: whoever floods with new names only makes room for themselves.
        if (buckets.size >= most) buckets.delete(buckets.keys().next().value!)
        buckets.set(name, (bucket = createBucket(perSecond, burst)))
      }
      return bucket.take()
    },
  }
}
