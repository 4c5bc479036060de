import type { Workshop } from '#contract/entities/index.ts'
import { TOLD_FROM, TOLD_UNTIL, zoneOffset, type ZoneOffsets } from '#contract/zone.ts'

const MINUTE = 60_000
/** No zone changes its clocks twice within a week. */
const STEP = 7 * 24 * 60 * MINUTE

const known = new Map<string, ZoneOffsets>()

/** The offsets of the workshop's zone: a browser may not know the zone, or its newest rules. */
export function zoneOffsets({ timeZone }: Workshop): ZoneOffsets {
  let offsets = known.get(timeZone)
  if (!offsets) known.set(timeZone, (offsets = changesOf(timeZone)))
  return offsets
}

function changesOf(timeZone: string): ZoneOffsets {
  const minutesAt = (at: number) => zoneOffset(at, timeZone) / MINUTE
  const changes: [from: number, minutes: number][] = [[TOLD_FROM, minutesAt(TOLD_FROM)]]
  for (let from = TOLD_FROM; from < TOLD_UNTIL; from += STEP) {
    const [before, after] = [minutesAt(from), minutesAt(from + STEP)]
    if (before === after) continue
    let [earlier, later] = [from, from + STEP]
    while (later - earlier > MINUTE) {
      const middle = earlier + Math.floor((later - earlier) / MINUTE / 2) * MINUTE
      if (minutesAt(middle) === before) earlier = middle
      else later = middle
    }
    changes.push([later, after])
  }
  return changes
}
