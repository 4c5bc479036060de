/**
 * Time bounds on connections and transactions. Without them a node that stands still or has vanished keeps the workshop's row
 * locked for hours, and a connection that swallows everything keeps its sender waiting for ever.
 */
/** In milliseconds. */
export interface Patience {
  /** For a lock. */
  lock: number
  /** For the next statement of an open transaction. */
  idle: number
  /** For any byte of an answer: longer than for a lock, so that the reason is heard. */
  silence: number
}
const usual: Patience = { lock: 4_000, idle: 5_000, silence: 6_000 }
/** A backstop: reading a long list in is one transaction. */
const WHOLE_TRANSACTION = 30_000

/** Both ends notice within some 15 seconds that the other is gone, also on an idle connection. */
export const keptAlive = {
  keep_alive: 5,
  connection: {
    tcp_keepalives_idle: 5,
    tcp_keepalives_interval: 3,
    tcp_keepalives_count: 3,
    tcp_user_timeout: 10_000,
  },
}

/** For long work. `answer_timeout` (seconds) comes with our patch of postgres.js: it destroys a connection that is silent for longer. */
export const unhurried = { ...keptAlive, answer_timeout: 60 }

/** For the hot path, where a command must be answered soon. @param version PostgreSQL's `server_version_num`; 0: unknown */
export const bounded = (version: number, { lock, idle, silence }: Patience = usual) => ({
  ...keptAlive,
  connect_timeout: 3,
  answer_timeout: silence / 1000,
  // Flat: while the database is away, what waits is refused at the next attempt to connect.
  backoff: () => 0.1 + Math.random() * 0.2,
  connection: {
    ...keptAlive.connection,
    lock_timeout: lock,
    idle_in_transaction_session_timeout: idle,
    ...(version >= 170_000 && { transaction_timeout: WHOLE_TRANSACTION }),
  },
})
