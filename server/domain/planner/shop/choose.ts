/** Where, and by whom, work can begin at an instant. */
import type { BayKind, Skill } from '#contract/values.ts'
import type { Hours } from './hours.ts'
import type { BayPlace, Hands, Places } from './places.ts'
import type { Car, Task } from './shop.ts'

export interface Choice {
  bay: BayPlace
  hands: Hands
  end: number
}

/**
 * Chooses for one car after the other, all at the instant `at`; null when the car has to wait. What is chosen must be taken
 * before the next is asked for. Nothing becomes free meanwhile, so kinds and skills that are used up are not looked for again.
 */
export function chooserAt(places: Places, at: number): ((car: Car) => Choice | null) | null {
  const open = new Set<Hours>(places.shifts.filter((hours) => hours.isOpen(at)))
  if (open.size === 0) return null
  const noBay = new Set<BayKind>()
  const nobody = new Set<Skill>()

  /** The one it keeps, the one named, the one it stands in, the one that has been free longest. */
  function freeBay(car: Car, task: Task): BayPlace | null {
    if (car.keeps) return car.keeps
    const named = namedBay(task, at)
    if (named) return named.isFree ? named : null
    const { bayKind } = task.operation
    if (noBay.has(bayKind)) return null
    let free: BayPlace | null = null
    for (const bay of places.baysOf(bayKind)) {
      if (!bay.isFree) continue
      if (bay.id === car.order.bayId) return bay
      if (!free || bay.freeSince < free.freeSince) free = bay
    }
    if (!free) noBay.add(bayKind)
    return free
  }

  /** The one named; else who is done first, and of several who can do least besides: the others are wanted elsewhere. */
  function freeHands(task: Task): Omit<Choice, 'bay'> | null {
    const named = namedHands(task, at)
    const { skill } = task.operation
    if (!named && nobody.has(skill)) return null
    let best: Omit<Choice, 'bay'> | null = null
    let isAnybodyFree = named !== null
    for (const hands of named ? [named] : places.handsFor(skill)) {
      if (!hands.isFree || !open.has(hands.hours)) continue
      isAnybodyFree = true
      const end = hands.hours.add(at, task.duration)
      if (end === null || (best && end > best.end)) continue
      if (!best || end < best.end || hands.skills.length < best.hands.skills.length) best = { hands, end }
    }
    if (!isAnybodyFree) nobody.add(skill)
    return best
  }

  return (car) => {
    const task = car.tasks[0]!
    const bay = freeBay(car, task)
    const found = bay && freeHands(task)
    return bay && found && { bay, ...found }
  }
}

/** What the foreman has named is kept while it can be had: not a bay out of service, nobody who is away. */
export const namedBay = ({ bay }: Task, at: number): BayPlace | null => (bay && bay.backAt <= at ? bay : null)
export const namedHands = ({ hands }: Task, at: number): Hands | null => (hands && hands.backAt <= at ? hands : null)
