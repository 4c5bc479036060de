/** The bays and the people of a shop, and when they can be had. Pure. */
import { fromLocal, localDay } from '#contract/calendar.ts'
import type { BayKind, Skill } from '#contract/values.ts'
import { Hours } from './hours.ts'
import type { ShopState } from './shop.ts'

const DAY = 86_400_000

export interface BayPlace {
  id: string
  kind: BayKind
  /** When it can be used again; 0 while it is in service. */
  backAt: number
}

export interface Technician {
  id: string
  skills: readonly Skill[]
  hours: Hours
  /** Its number among the shifts. */
  shift: number
  /** Away until then; 0 for those who are here. */
  backAt: number
}

export interface Places {
  /** Opening hours. */
  opening: Hours
  neverOpens: boolean
  /** Each once: whole teams share a shift. The first are the opening hours. */
  shifts: readonly Hours[]
  /** By number of the bay. */
  bays: readonly BayPlace[]
  /** In the order given; people who never work are left out. */
  technicians: readonly Technician[]
  /** Skills that anybody has at all. */
  skilled: ReadonlySet<Skill>
}

export function placesOf({ workshop, bays, persons, now }: ShopState): Places {
  const opening = new Hours(workshop, null, now)
  const shifts = [opening]
  const shiftNumber = new Map([['null', 0]])
  const shiftOf = (shift: ShopState['persons'][number]['shift']) => {
    const key = JSON.stringify(shift)
    let number = shiftNumber.get(key)
    if (number === undefined) shiftNumber.set(key, (number = shifts.push(new Hours(workshop, shift, now)) - 1))
    return number
  }
  const skilled = new Set<Skill>()
  const technicians: Technician[] = []
  for (const { id, skills, shift, absentUntil } of persons) {
    const backAt = absentUntil !== null && absentUntil > now ? absentUntil : 0
    const number = shiftOf(shift)
    const hours = shifts[number]!
    for (const skill of skills) skilled.add(skill)
    if (hours.next(Math.max(now, backAt)) !== null) technicians.push({ id, skills, hours, shift: number, backAt })
  }
  return {
    ...{ opening, shifts, skilled, technicians },
    neverOpens: opening.next(now) === null,
    bays: bays
      .toSorted((a, b) => a.number - b.number)
      .map(({ id, kind, outOfService }) => ({
        ...{ id, kind },
        backAt: outOfService ? backInService(outOfService.until, opening, workshop.timeZone, now) : 0,
      })),
  }
}

/**
 * When a bay out of service can be used again; 0 for at once: it is overdue and may be back any moment. Where nobody has
 * said until when, neither today nor tomorrow: from the first opening after that, so that work for it is foreseen, but late.
 */
function backInService(until: number | null, opening: Hours, timeZone: string, now: number): number {
  if (until !== null) return until > now ? until : 0
  const dayAfterTomorrow = fromLocal(localDay(now, timeZone) + 2 * DAY, timeZone)
  return opening.next(dayAfterTomorrow) ?? Infinity
}
