/** Remembers that PostgreSQL has reported damaged data: a page of a table or an index that it cannot read. */
import type { LogFn, Logger } from 'pino'

interface Watched {
  log: Logger
  /** Whether damage was reported since the start. */
  isDamaged: () => boolean
}

/** Every failure reaches the log, so damage is detected there. */
export function watchForDamage(log: Logger): Watched {
  let damaged = false
  const watched = log.child({})
  for (const level of ['warn', 'error'] as const) {
    const write: (...line: unknown[]) => void = watched[level].bind(watched)
    watched[level] = ((...line: unknown[]) => {
      write(...line)
      const { err } = (line[0] ?? {}) as { err?: unknown }
      if (damaged || !isDamage(err)) return
      damaged = true
      write('The database reports damaged data. Stop Pitboard and put a backup in its place.')
    }) as LogFn
  }
  return { log: watched, isDamaged: () => damaged }
}

/** PostgreSQL's codes for damaged data and a damaged index; drizzle hands its error on as a cause. */
function isDamage(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return /^XX00[12]$/.test(String((error as { code?: unknown }).code)) || isDamage(error.cause)
}
