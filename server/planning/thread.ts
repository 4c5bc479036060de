/** A client for the planning thread: starts it with the first question, and again whenever it has ended. */
import { Worker } from 'node:worker_threads'
import type { Answered, Asked, Message } from './messages.ts'

/** Timeout of a question, in real milliseconds. The thread is then terminated and all waiting questions are rejected. */
const ANSWER_WITHIN = 10_000
/** Timeout of a search, which yields to other questions and may be slow on a busy machine; their timeout detects a hang. */
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

  /** @param ended called when a thread has ended: the next one starts without any copies */
  constructor(ended: () => void, file = new URL('./worker.ts', import.meta.url)) {
    this.#ended = ended
    this.#file = file
  }

  /** Sends a question and waits for its answer; rejects when there is none. */
  async ask<A>(message: Omit<Asked, 'id'>): Promise<A> {
    if (this.#closed) throw new Error('The planning thread is closed')
    const worker = (this.#worker ??= this.#begin())
    const id = ++this.#last
    const timeout = setTimeout(
      () => void worker.terminate(),
      message.question === 'suggest' ? SEARCH_WITHIN : ANSWER_WITHIN,
    )
    try {
      return await new Promise<A>((resolve, reject) => {
        this.#waiting.set(id, { resolve, reject })
        worker.postMessage({ ...message, id })
      })
    } finally {
      clearTimeout(timeout)
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
