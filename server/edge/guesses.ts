/**
 * Limits guesses at the last four digits of a phone number. Looking a car up and checking it in, by plate or by code, draw on
 * the same limits, over all nodes. They are the kiosk's own, so that visitors at one cannot shut another; staff see the numbers anyway.
 */
import type { Payload } from '#contract/commands/index.ts'
import type { Permitted } from '#server/policy/permit.ts'
import type { SharedLimits } from './sharedLimits.ts'

/** Per car or code: five wrong guesses, then one every three minutes. */
const AT_ONCE = 5
const PER_SECOND = 1 / 180
/** For all cars together, against trying one after the other: faster than people come to a kiosk in a busy morning. */
export const AT_ONCE_IN_ALL = 60
const PER_SECOND_IN_ALL = 1 / 5

interface Guessed {
  plate?: string | null | undefined
  code?: string | null | undefined
}

/** Where a guess comes from: all kiosks share a key, so their address tells them apart. */
interface Guesser {
  workshopId: string
  address: string
}

export interface Guesses {
  /** Takes a guess at a car; false if none is left. */
  take(guesser: Guesser, guessed: Guessed): boolean
  /** Returns a guess that does not count: it was right, or there is no such car to guess at. */
  giveBack(guesser: Guesser, guessed: Guessed): void
  /** The guess that a command makes; null if it makes none. */
  of(command: Permitted, address: string): { plate: string | null; take(): boolean; giveBack(): void } | null
}

export function createGuesses(limits: SharedLimits): Guesses {
  const each = limits.buckets('car', PER_SECOND, AT_ONCE)
  const all = limits.buckets('cars', PER_SECOND_IN_ALL, AT_ONCE_IN_ALL)
  const guesses: Guesses = {
    take(guesser, guessed) {
      const kiosk = kioskOf(guesser)
      if (!all.take(kiosk)) return false
      if (each.take(`${kiosk} ${carOf(guessed)}`)) return true
      all.count(kiosk, -1)
      return false
    },
    giveBack(guesser, guessed) {
      const kiosk = kioskOf(guesser)
      each.count(`${kiosk} ${carOf(guessed)}`, -1)
      all.count(kiosk, -1)
    },
    of({ workshopId, name, payload, actor }, address) {
      if (name !== 'checkInAppointment' || actor.device !== 'kiosk') return null
      const guessed = payload as Payload<'checkInAppointment'>
      const guesser = { workshopId, address }
      return {
        plate: guessed.plate,
        take: () => guesses.take(guesser, guessed),
        giveBack: () => guesses.giveBack(guesser, guessed),
      }
    },
  }
  return guesses
}

const kioskOf = ({ workshopId, address }: Guesser) => `${workshopId} ${address}`
/** One key per car: plates are compared without their hyphen, codes also without case and spaces. */
const carOf = ({ plate, code }: Guessed) => (plate ?? code)?.replaceAll(/[\s-]/g, '').toUpperCase() ?? ''
