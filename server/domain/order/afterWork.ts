import { workingTime, type Calendar } from '#contract/calendar.ts'
import type { Order } from '#contract/entities/index.ts'
import type { Settings } from '#contract/settings.ts'

const MINUTE = 60_000

type Stage = Pick<Order, 'state' | 'wash' | 'checkedAt' | 'washStartedAt'> & {
  operations: readonly { finishedAt: number | null }[]
}

/** The parts of a workshop that decide how long QC and wash take. */
export type WorkshopTimes = Calendar & { settings: Pick<Settings, 'checkMinutes' | 'washMinutes'> }

/** Milliseconds of opening hours left for QC (C5) and wash (C7) after the work. Assumes a wash until the customer has agreed. */
export function afterWork(
  { state, wash, checkedAt, washStartedAt, operations }: Stage,
  workshop: WorkshopTimes,
  now: number,
): number {
  const { checkMinutes, washMinutes } = workshop.settings
  const left = (minutes: number, since: number | null) =>
    Math.max(0, minutes * MINUTE - (since === null ? 0 : workingTime(workshop, since, now)))
  if (state === 'washing') return left(washMinutes, washStartedAt ?? checkedAt)
  const washing = wash || state === 'quoted' ? washMinutes * MINUTE : 0
  if (state !== 'checking') return checkMinutes * MINUTE + washing
  const finishedAt = Math.max(...operations.map((one) => one.finishedAt ?? 0))
  return left(checkMinutes, finishedAt > 0 ? finishedAt : null) + washing
}
