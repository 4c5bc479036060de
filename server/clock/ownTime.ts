/** House time of the demo and of tests: begins at any time, runs at any speed, can be held and moved forward. */
import type { HouseTime } from './time.ts'

export function createOwnTime(startAt: number, speed: number, held: boolean): HouseTime {
  let base = startAt
  let since = performance.now()
  let latest = 0
  let isHeld = held
  const raw = () => (isHeld ? base : base + (performance.now() - since) * speed)
  const now = () => (latest = Math.max(latest, Math.round(raw())))
  return {
    speed,
    now,
    clock: now,
    isDoubted: false,
    agree() {},
    compare: () => Promise.resolve(),
    jumpTo(at) {
      if (at <= raw()) return
      base = at
      since = performance.now()
    },
    hold() {
      base = raw()
      isHeld = true
    },
    letGo() {
      since = performance.now()
      isHeld = false
    },
    get isHeld() {
      return isHeld
    },
    stop() {},
  }
}
