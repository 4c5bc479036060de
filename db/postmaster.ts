import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** What postmaster.pid says of a running (or killed) PostgreSQL; null when there is none. */
export function readPostmaster(cluster: string): { pid: number; port: number; status: string } | null {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Number(lines[0])
    return Number.isInteger(pid) && pid > 1 ? { pid, port: Number(lines[3]), status: (lines[7] ?? '').trim() } : null
  } catch {
    return null
  }
}

/** Whether that process is a PostgreSQL which we started on that data folder. */
export function isPostmasterOf(pid: number, dataDir: string): boolean {
  const mark = `pitboard.data_dir=${dataDir}`
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(mark)
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
      .trim()
      .endsWith(mark)
  } catch {
    return false
  }
}

/**
 * Ends PostgreSQL: SIGINT breaks the connections off and writes everything down; if that takes longer than 2.5 s, SIGQUIT
 * ends it at once (the next start then replays the log, nothing committed is lost).
 */
export async function stopPostmaster(pid: number): Promise<void> {
  if (!pid || !signal(pid, 'SIGINT')) return
  for (let waited = 0; waited < 4000; waited += 10) {
    await sleep(10)
    if (!isAlive(pid)) return
    if (waited === 2500) signal(pid, 'SIGQUIT')
  }
}

function isAlive(pid: number): boolean {
  return signal(pid, 0)
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, name)
    return true
  } catch {
    return false
  }
}
