/** Where screens connect, and the wire's timing in real milliseconds (S8). */

/** The Socket.IO namespace of all screens. */
export const NAMESPACE = '/live'
/** The interval between beats, which carry the current position. */
export const BEAT_EVERY = 5_000
/** Screens show the age of data older than this. */
export const SAY_AGE_AFTER = 10_000
/** Screens dim data older than this. */
export const DIM_AFTER = 30_000
/** House time follows the database's clock by itself up to this difference (ms). */
export const CLOCK_LEEWAY = 120_000
