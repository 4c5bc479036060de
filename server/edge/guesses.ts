/**
 * Limits guesses at the last four digits of a phone number. Looking a car up and checking it in, by plate or by code, draw on
 * the same limit.
 */
import type { Payload } from '#contract/commands/index.ts'
import type { Permitted } from '#server/policy/permit.ts'
import { createBuckets } from './limit.ts'

/** Per car or code: five wrong guesses, then one every three minutes. */
const AT_ONCE = 5
const PER_SECOND = 1 / 180
/** For all cars of a workshop together, against trying one after the other. */
const AT_ONCE_IN_ALL = 30
const PER_SECOND_IN_ALL = 1 / 20

interface Guessed {
  plate?: string | null | undefined
  code?: string | null | undefined
}

export interface Guesses {
  /** Takes a guess at a car; false if none is left. */
  take(workshopId: string, guessed: Guessed): boolean
  /** Returns a guess that was right: it does not count. */
  giveBack(workshopId: string, guessed: Guessed): void
  /** The guess that a command makes; null if it makes none. Staff see the number anyway. */
  of(command: Permitted): { take(): boolean; giveBack(): void } | null
}

export function createGuesses(): Guesses {
  const each = createBuckets(PER_SECOND, AT_ONCE)
  const all = createBuckets(PER_SECOND_IN_ALL, AT_ONCE_IN_ALL)
  const guesses: Guesses = {
    take: (workshopId, guessed) => each.take(nameOf(workshopId, guessed)) && all.take(workshopId),
    giveBack(workshopId, guessed) {
      each.giveBack(nameOf(workshopId, guessed))
      all.giveBack(workshopId)
    },
    of({ workshopId, name, payload, actor }) {
      if (name !== 'checkInAppointment' || actor.personId !== null) return null
      const guessed = payload as Payload<'checkInAppointment'>
      return {
        take: () => guesses.take(workshopId, guessed),
        giveBack: () => guesses.giveBack(workshopId, guessed),
      }
    },
  }
  return guesses
}

/** One key per car: codes are compared without case, spaces and hyphens. */
const nameOf = (workshopId: string, { plate, code }: Guessed) =>
  `${workshopId} ${plate ?? code?.replaceAll(/[\s-]/g, '').toUpperCase() ?? ''}`
