/** The planning thread as somebody to be asked: begun with the first question, begun anew when it has ended. */
import { Worker } from 'node:worker_threads'
import type { Answered, Asked, Message } from './messages.ts'

/** What has no answer after so long, in real milliseconds, has none: the thread is ended, and all that waits with it. */
const ANSWER_WITHIN = 10_000
/** What rests, and lets others in, may take longer: on a machine that is busy it does, and whatever hangs is found by the others. */
const REST_WITHIN = 60_000

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

  /** @param ended called when a thread has ended: the next one knows nothing */
  constructor(ended: () => void, file = new URL('./worker.ts', import.meta.url)) {
    this.#ended = ended
    this.#file = file
  }

  /** Sends a question and waits for its answer; rejects when there is none. */
  async ask<A>(message: Omit<Asked, 'id'>): Promise<A> {
    if (this.#closed) throw new Error('The planning thread is closed')
    const worker = (this.#worker ??= this.#begin())
    const id = ++this.#last
    const tooLong = setTimeout(
      () => void worker.terminate(),
      message.question === 'suggest' ? REST_WITHIN : ANSWER_WITHIN,
    )
    try {
      return await new Promise<A>((resolve, reject) => {
        this.#waiting.set(id, { resolve, reject })
        worker.postMessage({ ...message, id })
      })
    } finally {
      clearTimeout(tooLong)
      this.#waiting.delete(id)
    }
  }

  /** Tells it that a workshop is not asked about any more. */
  forget(workshopId: string): void {
    this.#worker?.postMessage({ forget: workshopId } satisfies Message)
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#worker?.terminate()
  }

  #begin(): Worker {
    // The house may have been started with loaders and watchers of its own; a plain file needs none of them.
    const worker = new Worker(this.#file, { execArgv: [], name: 'planning' })
    worker.unref()
    let why: unknown = new Error('The planning thread has ended')
    worker.on('message', (answered: Answered) => {
      const waiting = this.#waiting.get(answered.id)
      if ('error' in answered) waiting?.reject(answered.error)
      else waiting?.resolve(answered.answer as never)
    })
    worker.on('error', (error) => (why = error))
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = null
      for (const { reject } of this.#waiting.values()) reject(why)
      this.#waiting.clear()
      this.#ended()
    })
    return worker
  }
}
