/** Where screens connect, and the times of the wire in real milliseconds (S8). Plain values, for screens and server alike. */

/** The Socket.IO namespace of all screens. */
export const NAMESPACE = '/live'
/** How often the server says that all is well, and where a screen should be. */
export const BEAT_EVERY = 5_000
/** Data older than this is said to be old. */
export const SAY_AGE_AFTER = 10_000
/** Data older than this is shown dimmed. */
export const DIM_AFTER = 30_000
