/** A client for the planning thread: starts it with the first question, and again whenever it has ended. */
import { Worker } from 'node:worker_threads'
import type { Answered, Asked, Message } from './messages.ts'

/**
 * How long the thread may compute while a question waits, in milliseconds of CPU time; it is then terminated and all waiting
 * questions are rejected. Time without a core does not count: a thread on a busy machine is slow, not stuck.
 */
const ANSWER_WITHIN = 10_000
/** The same for a search, which yields to other questions. */
const SEARCH_WITHIN = 60_000

interface Waiting {
  resolve: (answer: never) => void
  reject: (error: unknown) => void
}

export class Thread {
  #worker: Worker | null = null
  #waiting = new Map<number, Waiting>()
  #last = 0
  #closed = false
  #ended: () => void
  #file: URL

  #within: number

  /**
   * @param ended called when a thread has ended: the next one starts without any copies
   * @param within CPU time for a question other than a search, in milliseconds
   */
  constructor(ended: () => void, file = new URL('./worker.ts', import.meta.url), within = ANSWER_WITHIN) {
    this.#ended = ended
    this.#file = file
    this.#within = within
  }

  /** Sends a question and waits for its answer; rejects when there is none. */
  async ask<A>(message: Omit<Asked, 'id'>): Promise<A> {
    if (this.#closed) throw new Error('The planning thread is closed')
    const worker = (this.#worker ??= this.#begin())
    const id = ++this.#last
    const stopWatching = watch(worker, message.question === 'suggest' ? SEARCH_WITHIN : this.#within)
    try {
      return await new Promise<A>((resolve, reject) => {
        this.#waiting.set(id, { resolve, reject })
        worker.postMessage({ ...message, id })
      })
    } finally {
      stopWatching()
      this.#waiting.delete(id)
    }
  }

  /** Lets the thread drop its copy of a workshop. */
  forget(workshopId: string): void {
    this.#worker?.postMessage({ forget: workshopId } satisfies Message)
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#worker?.terminate()
  }

  #begin(): Worker {
    // The server may run with loaders and watchers; a plain file needs none of them.
    const worker = new Worker(this.#file, { execArgv: [], name: 'planning' })
    worker.unref()
    let cause: unknown = new Error('The planning thread has ended')
    worker.on('message', (answered: Answered) => {
      const waiting = this.#waiting.get(answered.id)
      if ('error' in answered) waiting?.reject(answered.error)
      else waiting?.resolve(answered.answer as never)
    })
    worker.on('error', (error) => (cause = error))
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = null
      for (const { reject } of this.#waiting.values()) reject(cause)
      this.#waiting.clear()
      this.#ended()
    })
    return worker
  }
}

/** Terminates the worker once it has used that much CPU time from now on, in milliseconds. Returns a function that stops watching. */
function watch(worker: Worker, most: number): () => void {
  // A worker that is starting or has ended cannot say.
  const used = () =>
    worker.cpuUsage().then(
      ({ user, system }) => (user + system) / 1000,
      () => 0,
    )
  const before = used()
  let timer: NodeJS.Timeout
  let isWatching = true
  const look = async () => {
    const left = most - ((await used()) - (await before))
    if (!isWatching) return
    if (left <= 0) void worker.terminate()
    else timer = setTimeout(() => void look(), Math.ceil(left))
  }
  timer = setTimeout(() => void look(), most)
  return () => {
    isWatching = false
    clearTimeout(timer)
  }
}
