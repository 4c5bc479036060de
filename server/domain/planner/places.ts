/** The bays and technicians of a shop, and when they are available. Pure. */
import type { Interval } from '#contract/calendar.ts'
import { absencesOf, shiftOf, type Working } from '#contract/presence.ts'
import type { BayKind, Skill } from '#contract/values.ts'
import { Hours } from './hours.ts'
import type { ShopState } from './shop.ts'

export interface BayPlace {
  id: string
  uses: readonly BayKind[]
  /** When it is back in service; 0 while it is in service, `Infinity` if nobody knows. */
  backAt: number
}

export interface Technician {
  id: string
  skills: readonly Skill[]
  hours: Hours
  /** Index into `shifts`. */
  shift: number
  /** When they are back; 0 if they are not absent. */
  backAt: number
}

export interface Places {
  /** Opening hours. */
  opening: Hours
  neverOpens: boolean
  /** Without duplicates, as whole teams share a shift. The first entry is the opening hours. */
  shifts: readonly Hours[]
  /** Sorted by bay number. */
  bays: readonly BayPlace[]
  /** In the order given, without people who never work. */
  technicians: readonly Technician[]
  /** All skills that exist in the shop. */
  skilled: ReadonlySet<Skill>
}

export function placesOf({ workshop, bays, persons, now }: ShopState): Places {
  const opening = new Hours(workshop, null, now)
  const shifts = [opening]
  const shiftNumber = new Map([['[null,null,[],null]', 0]])
  /** @param absences still to come */
  const numberOf = (person: Working, absences: readonly Interval[]) => {
    const overtime = overtimeOf(person, now)
    const key = JSON.stringify([person.shift, person.otherWeek ?? null, absences, overtime])
    let number = shiftNumber.get(key)
    if (number === undefined) {
      const hours = new Hours(workshop, shiftOf(person, workshop), now, absences, overtime)
      shiftNumber.set(key, (number = shifts.push(hours) - 1))
    }
    return number
  }
  const skilled = new Set<Skill>()
  const technicians: Technician[] = []
  for (const person of persons) {
    const { id, skills } = person
    const absences = absencesOf(person, workshop, now)
    const isGone = absences[0] !== undefined && absences[0][0] <= now
    const backAt = isGone ? absences[0]![1] : 0
    // They have left the workshop.
    if (backAt === Infinity) continue
    const number = numberOf(person, isGone ? absences.slice(1) : absences)
    const hours = shifts[number]!
    for (const skill of skills) skilled.add(skill)
    if (hours.next(Math.max(now, backAt)) !== null) technicians.push({ id, skills, hours, shift: number, backAt })
  }
  return {
    ...{ opening, shifts, skilled, technicians },
    neverOpens: opening.next(now) === null,
    bays: bays
      .toSorted((a, b) => a.number - b.number)
      .map(({ id, uses, outOfService }) => ({
        ...{ id, uses },
        backAt: outOfService ? backInService(outOfService.until, now) : 0,
      })),
  }
}

/** The overtime that is not yet over. */
const overtimeOf = ({ overtime = null }: Working, now: number): Interval | null =>
  overtime !== null && overtime.until > now ? [overtime.from, overtime.until] : null

/** When a person works, from an instant on. */
export const hoursOf = (person: Working, workshop: ShopState['workshop'], from: number): Hours =>
  new Hours(workshop, shiftOf(person, workshop), from, absencesOf(person, workshop, from), overtimeOf(person, from))

/** When a bay out of service is available again; `Infinity` if nobody knows: without an end, or once its end has passed. */
const backInService = (until: number | null, now: number): number => (until !== null && until > now ? until : Infinity)
