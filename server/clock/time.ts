/** The form of house time: what the parts of a node ask of it. */
import type { Reading } from '#server/write/agreement.ts'

export interface HouseTime {
  now(): number
  /** The database's clock. It differs from house time while it is not believed. */
  clock(): number
  /** The database's clock is not believed: nothing may be sent to customers. */
  readonly isDoubted: boolean
  /** Takes what the nodes agree on, as read with the database's clock. */
  agree(reading: Reading): void
  /** Compares with the database's clock now, not only every few seconds. */
  compare(): Promise<void>
  readonly speed: number
  /** The demo: continues from `at` if that is ahead. Not if it follows the database. */
  jumpTo(at: number): void
  /** The demo: stops time, except for jumps, until `letGo`. Not if it follows the database. */
  hold(): void
  letGo(): void
  readonly isHeld: boolean
  stop(): void
}
