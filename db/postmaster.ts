import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** The contents of postmaster.pid, left by a running or killed PostgreSQL; null if there is none. */
export function readPostmaster(cluster: string): { pid: number; port: number; status: string } | null {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Number(lines[0])
    return Number.isInteger(pid) && pid > 1 ? { pid, port: Number(lines[3]), status: (lines[7] ?? '').trim() } : null
  } catch {
    return null
  }
}

/** Whether that process is a PostgreSQL we started on that data folder. */
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

/** How long a fast shutdown may take, in milliseconds, before an immediate one. */
const PATIENCE = 2000
/** How long to wait for an immediate shutdown, in milliseconds. */
const IMMEDIATE_PATIENCE = 700

/**
 * Stops PostgreSQL: SIGINT (fast shutdown); after 2 s SIGQUIT (immediate shutdown: the next start replays the log, nothing
 * committed is lost). 2.7 s at most.
 */
export async function stopPostmaster(pid: number): Promise<void> {
  if (!pid || !signal(pid, 'SIGINT')) return
  if (await gone(pid, PATIENCE)) return
  signal(pid, 'SIGQUIT')
  await gone(pid, IMMEDIATE_PATIENCE)
}

async function gone(pid: number, patience: number): Promise<boolean> {
  const until = performance.now() + patience
  while (performance.now() < until) {
    if (!signal(pid, 0)) return true
    await sleep(10)
  }
  return false
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, name)
    return true
  } catch {
    return false
  }
}
