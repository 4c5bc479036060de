/**
 * Searches for better moves after every forecast, in the background, and records them (C2, AL). One search at a time per
 * workshop; a change during a search starts another when it ends.
 */
import type { Logger } from 'pino'
import { permitOwn } from '#server/policy/permit.ts'
import { newId } from '#server/write/ids.ts'
import type { Writer } from '#server/write/write.ts'
import type { Planning } from './planning.ts'

/**
 * Minimum interval between two searches for a workshop (real milliseconds). A search that takes long is followed by a rest as long as
 * it took: on a slow machine, commands and forecasts keep half of a core.
 */
const APART = 2000

export interface Suggester {
  /** Something may have changed: search soon. */
  searchSoon(workshopId: string): void
  /** Resolves when no search is running and its results are recorded. */
  settled(): Promise<void>
  stop(): Promise<void>
}

interface Options {
  planning: Pick<Planning, 'suggest'>
  writer: Writer
  log: Logger
  apart?: number
}

export function createSuggester({ planning, writer, log, apart = APART }: Options): Suggester {
  const wanted = new Set<string>()
  const going = new Map<string, Promise<void>>()
  const stopping = new AbortController()

  async function search(workshopId: string): Promise<void> {
    while (wanted.delete(workshopId) && !stopping.signal.aborted) {
      const begun = performance.now()
      try {
        const payload = await planning.suggest(workshopId)
        // A refusal means that there is nothing new.
        if (payload)
          await writer.execute(permitOwn('clock', workshopId, { id: newId(), name: 'recordSuggestions', payload }))
      } catch (error) {
        if (!stopping.signal.aborted) log.warn({ err: error }, 'Searching for suggestions failed')
      }
      const took = performance.now() - begun
      if (wanted.has(workshopId)) await rest(Math.max(took, apart - took))
    }
    going.delete(workshopId)
  }

  const rest = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const timer = milliseconds === Infinity ? undefined : setTimeout(resolve, Math.max(0, milliseconds))
      stopping.signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
    })

  const settled = async () => {
    while (going.size > 0) await Promise.all(going.values())
  }
  return {
    searchSoon(workshopId) {
      if (stopping.signal.aborted) return
      wanted.add(workshopId)
      if (!going.has(workshopId)) going.set(workshopId, search(workshopId))
    },
    settled,
    stop() {
      stopping.abort()
      return settled()
    },
  }
}
