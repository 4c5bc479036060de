import { workingTime, type Calendar } from '#contract/calendar.ts'
import type { Order } from '#contract/entities/index.ts'
import type { Settings } from '#contract/settings.ts'

const MINUTE = 60_000

type Stage = Pick<Order, 'state' | 'wash' | 'checkedAt'> & { operations: readonly { finishedAt: number | null }[] }

/** A workshop as far as its hours and the time of checks and wash go. */
export type House = Calendar & { settings: Pick<Settings, 'checkMinutes' | 'washMinutes'> }

/**
 * What is still to come when the work is done, in milliseconds of opening hours: the checks (C5) and the wash (C7). Until the
 * customer has agreed nobody knows whether the car is to be washed: then it counts as if it were.
 */
export function afterWork({ state, wash, checkedAt, operations }: Stage, house: House, now: number): number {
  const { checkMinutes, washMinutes } = house.settings
  const left = (minutes: number, since: number | null) =>
    Math.max(0, minutes * MINUTE - (since === null ? 0 : workingTime(house, since, now)))
  if (state === 'washing') return left(washMinutes, checkedAt)
  const washing = wash || state === 'quoted' ? washMinutes * MINUTE : 0
  if (state !== 'checking') return checkMinutes * MINUTE + washing
  const finishedAt = Math.max(...operations.map((one) => one.finishedAt ?? 0))
  return left(checkMinutes, finishedAt > 0 ? finishedAt : null) + washing
}
