/**
 * House time, shared by all nodes: the database's clock, carried by this process's monotonic clock (`databaseTime.ts`); or a time
 * of the demo's or a test's own, which can run faster and be held (`ownTime.ts`).
 */
import type { Sql } from 'postgres'
import { readAgreement } from '#server/write/agreement.ts'
import { followDatabase, type FollowOptions } from './databaseTime.ts'
import { createOwnTime } from './ownTime.ts'
import type { HouseTime } from './time.ts'

export type { HouseTime } from './time.ts'

interface Options extends FollowOptions {
  /** House seconds per real second; at another speed than 1, house time does not follow the database. */
  speed?: number
  /** House time to begin at, which does not follow the database either. */
  startAt?: number
  /** Start with time held. */
  held?: boolean
}

export async function startHouseTime(sql: Sql, options: Options = {}): Promise<HouseTime> {
  const { speed = 1, startAt, held = false } = options
  if (startAt === undefined && speed === 1) return followDatabase(sql, options)
  return createOwnTime(startAt ?? (await readAgreement(sql)).clock, speed, held)
}
