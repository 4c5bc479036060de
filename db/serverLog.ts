/** The log of our own PostgreSQL: one file for each start. */
import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'

const KEPT = 5

/** Keeps the logs of the starts before as `log.1`, the last one, to `log.5`: after a crash they say why. */
export function keepLogs(home: string): void {
  for (let age = KEPT; age > 0; age--) {
    const older = join(home, age === 1 ? 'log' : `log.${age - 1}`)
    if (existsSync(older)) renameSync(older, join(home, `log.${age}`))
  }
}

/** The line that says why PostgreSQL stopped, without the prefix. */
export function reasonIn(log: string): string {
  const lines = log.split('\n').filter((line) => line.trim())
  const reason =
    lines.find((line) => /No space left|Disk quota/.test(line)) ??
    lines.findLast((line) => /FATAL|PANIC|error:/.test(line)) ??
    lines.at(-1) ??
    ''
  return reason.replace(/^.*?(FATAL|PANIC|error):\s*/, '').trim()
}
