/** Answers the questions about many ids: those that were found, by id. */
type ReadAll<T> = (ids: string[]) => Promise<Map<string, T>>

/**
 * Looks ids up with one query at a time; those asked about meanwhile wait for the next, together. So made-up ids, which no
 * cache can hold, cost the database little, however many come.
 */
export function gathered<T>(readAll: ReadAll<T>): (id: string) => Promise<T | undefined> {
  let waiting = new Map<string, PromiseWithResolvers<T | undefined>>()
  let isRunning = false

  async function run(): Promise<void> {
    isRunning = true
    while (waiting.size > 0) {
      const batch = waiting
      waiting = new Map()
      try {
        const found = await readAll([...batch.keys()])
        for (const [id, { resolve }] of batch) resolve(found.get(id))
      } catch (error) {
        for (const { reject } of batch.values()) reject(error)
      }
    }
    isRunning = false
  }

  return (id) => {
    const asked = waiting.get(id) ?? Promise.withResolvers<T | undefined>()
    waiting.set(id, asked)
    if (!isRunning) void run()
    return asked.promise
  }
}
