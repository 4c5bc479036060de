/**
 * Better moves are looked for whenever the forecasts have been worked out anew, beside everything else, and written down (C2, AL).
 * One search at a time a workshop; what changes meanwhile begins another when it has ended.
 */
import type { Logger } from 'pino'
import { permitOwn } from '#server/policy/permit.ts'
import { newId } from '#server/write/ids.ts'
import type { Writer } from '#server/write/write.ts'
import type { Planning } from './planning.ts'

/** However much goes on, a workshop's suggestions are worked out no oftener than this (real milliseconds). */
const APART = 2000

export interface Suggester {
  /** Something may have changed. */
  look(workshopId: string): void
  /** Waits until what is looked for has been found and written down. */
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
        // Refused: there is nothing new.
        if (payload)
          await writer.execute(permitOwn('clock', workshopId, { id: newId(), name: 'recordSuggestions', payload }))
      } catch (error) {
        if (!stopping.signal.aborted) log.warn({ err: error }, 'Better plans could not be looked for')
      }
      if (wanted.has(workshopId)) await rest(apart - (performance.now() - begun))
    }
    going.delete(workshopId)
  }

  const rest = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, Math.max(0, milliseconds))
      stopping.signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
    })

  const settled = async () => {
    while (going.size > 0) await Promise.all(going.values())
  }
  return {
    look(workshopId) {
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
