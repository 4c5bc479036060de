/** The bays and the people of a shop, who of them is free at an instant, and from when those are that are not. */
import { fromLocal, localDay } from '#contract/calendar.ts'
import type { BayKind, NeverDone, Skill } from '#contract/values.ts'
import { Hours } from './hours.ts'
import type { ShopState, Task } from './shop.ts'

const DAY = 86_400_000

export interface BayPlace {
  id: string
  kind: BayKind
  /** When it can be used again; 0 while it is in service. */
  backAt: number
  isFree: boolean
  /** Since when it is. */
  freeSince: number
}

export interface Hands {
  id: string
  skills: readonly Skill[]
  hours: Hours
  /** Away until then; 0 for those who are here. */
  backAt: number
  isFree: boolean
  freeSince: number
}

export interface Places {
  /** Opening hours. */
  opening: Hours
  /** Each once: whole teams share a shift. */
  shifts: readonly Hours[]
  /** By id; people who never work are left out. */
  bays: ReadonlyMap<string, BayPlace>
  hands: ReadonlyMap<string, Hands>
  /** Those of a kind, by number. */
  baysOf(kind: BayKind): readonly BayPlace[]
  /** Those with a skill who ever work, in the order given. */
  handsFor(skill: Skill): readonly Hands[]
  /** Why a task can never be done here; null when it can. */
  hindranceOf(task: Task): NeverDone | null
}

export function placesOf({ workshop, bays, persons, now }: ShopState): Places {
  const opening = new Hours(workshop, null, now)
  const shifts = new Map<string, Hours>([['null', opening]])
  const shiftOf = (shift: ShopState['persons'][number]['shift']) => {
    const key = JSON.stringify(shift)
    let hours = shifts.get(key)
    if (!hours) shifts.set(key, (hours = new Hours(workshop, shift, now)))
    return hours
  }
  const ofKind = new Map<string, BayPlace[]>()
  const bayById = new Map<string, BayPlace>()
  for (const bay of bays.toSorted((a, b) => a.number - b.number)) {
    const backAt = bay.outOfService ? backInService(bay.outOfService.until, opening, workshop.timeZone, now) : 0
    const place: BayPlace = { id: bay.id, kind: bay.kind, backAt, isFree: backAt === 0, freeSince: 0 }
    bayById.set(bay.id, place)
    listOf(ofKind, bay.kind).push(place)
  }
  const skilled = new Set<string>()
  const withSkill = new Map<string, Hands[]>()
  const handsById = new Map<string, Hands>()
  for (const { id, skills, shift, absentUntil } of persons) {
    const backAt = absentUntil !== null && absentUntil > now ? absentUntil : 0
    const hours = shiftOf(shift)
    for (const skill of skills) skilled.add(skill)
    if (hours.next(Math.max(now, backAt)) === null) continue
    const hands: Hands = { id, skills, hours, backAt, isFree: backAt === 0, freeSince: 0 }
    handsById.set(id, hands)
    for (const skill of skills) listOf(withSkill, skill).push(hands)
  }
  const neverOpens = opening.next(now) === null
  return {
    opening,
    shifts: [...shifts.values()],
    bays: bayById,
    hands: handsById,
    baysOf: (kind) => ofKind.get(kind) ?? [],
    handsFor: (skill) => withSkill.get(skill) ?? [],
    hindranceOf({ operation: { bayKind, skill } }) {
      if (neverOpens) return 'never_opens'
      if (!ofKind.get(bayKind)?.some(({ backAt }) => backAt < Infinity)) return 'no_bay'
      if (!skilled.has(skill)) return 'no_skill'
      return withSkill.has(skill) ? null : 'nobody_on_shift'
    },
  }
}

function listOf<T>(map: Map<string, T[]>, key: string): T[] {
  let list = map.get(key)
  if (!list) map.set(key, (list = []))
  return list
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
