/**
 * How often the last four digits of a telephone number may be guessed: by question or by checking in, by plate or by code,
 * it is the same guess.
 */
import type { Payload } from '#contract/commands/index.ts'
import type { Permitted } from '#server/policy/permit.ts'
import { createBuckets } from './limit.ts'

/** For one car or code: five wrong ones, then one in three minutes. */
const AT_ONCE = 5
const PER_SECOND = 1 / 180
/** For all cars of a workshop together, so that nobody goes through them one by one. */
const AT_ONCE_IN_ALL = 30
const PER_SECOND_IN_ALL = 1 / 20

interface Guessed {
  plate?: string | null | undefined
  code?: string | null | undefined
}

export interface Guesses {
  /** Takes a guess at a car; false when there is none left. */
  take(workshopId: string, guessed: Guessed): boolean
  /** The guess was right: it does not count. */
  giveBack(workshopId: string, guessed: Guessed): void
  /** The guess that a command is; null for all that are none. Members of staff see the number and need not guess. */
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

/** One car, one name: a code means the same in whatever letters, and with whatever between them, it is typed. */
const nameOf = (workshopId: string, { plate, code }: Guessed) =>
  `${workshopId} ${plate ?? code?.replaceAll(/[\s-]/g, '').toUpperCase() ?? ''}`
