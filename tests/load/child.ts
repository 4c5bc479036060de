/** Child processes of a benchmark, called over IPC: the parent can call each method of `methods`. */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

type Methods = Record<string, (argument: never) => unknown>

/** In the child: answers the parent's calls. Exits with the parent. */
export function answer(methods: Methods): void {
  process.on('message', ({ id, method, argument }: { id: number; method: string; argument: never }) => {
    Promise.resolve()
      .then(() => methods[method]!(argument))
      .then(
        (result) => process.send!({ id, result }),
        (error: unknown) =>
          process.send!({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
      )
  })
  process.on('disconnect', () => process.exit())
  process.send!('ready')
}

export interface Child {
  ask<T = unknown>(method: string, argument?: unknown): Promise<T>
  stop(): Promise<void>
  /** Kills it with SIGKILL, like a power cut. */
  kill(): Promise<void>
}

/** Starts a file of this folder in its own process and waits until it answers. */
export async function start(file: string): Promise<Child> {
  const child: ChildProcess = fork(fileURLToPath(new URL(file, import.meta.url)), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>()
  const dead = once(child, 'exit').then(([code]) => Promise.reject(new Error(`${file} ended with ${code}`)))
  await Promise.race([once(child, 'message'), dead])
  dead.catch(() => {})
  child.on('message', (message: { id: number; result?: never; error?: string }) => {
    const asked = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.error) asked?.reject(new Error(message.error))
    else asked?.resolve(message.result as never)
  })
  child.on('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`${file} ended with ${code}`))
  })
  let id = 0
  return {
    ask: (method, argument) =>
      new Promise((resolve, reject) => {
        id++
        waiting.set(id, { resolve, reject })
        child.send({ id, method, argument })
      }),
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.disconnect()
      await once(child, 'exit')
    },
  }
}

/** CPU milliseconds (user and system) of this process so far. */
export function cpu(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
