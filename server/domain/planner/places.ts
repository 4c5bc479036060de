/** The bays and technicians of a shop, and when they are available. Pure. */
import type { Interval } from '#contract/calendar.ts'
import { absencesOf } from '#contract/presence.ts'
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
  const shiftNumber = new Map([['[null,[]]', 0]])
  /** @param absences still to come */
  const shiftOf = (shift: ShopState['persons'][number]['shift'], absences: readonly Interval[]) => {
    const key = JSON.stringify([shift, absences])
    let number = shiftNumber.get(key)
    if (number === undefined)
      shiftNumber.set(key, (number = shifts.push(new Hours(workshop, shift, now, absences)) - 1))
    return number
  }
  const skilled = new Set<Skill>()
  const technicians: Technician[] = []
  for (const person of persons) {
    const { id, skills, shift } = person
    const absences = absencesOf(person, workshop, now)
    const isGone = absences[0] !== undefined && absences[0][0] <= now
    const backAt = isGone ? absences[0]![1] : 0
    // They have left the workshop.
    if (backAt === Infinity) continue
    const number = shiftOf(shift, isGone ? absences.slice(1) : absences)
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

/** When a bay out of service is available again; `Infinity` if nobody knows: without an end, or once its end has passed. */
const backInService = (until: number | null, now: number): number => (until !== null && until > now ? until : Infinity)
