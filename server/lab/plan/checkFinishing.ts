/** Verifies the final checks and washes of a plan (C5, C7), without code of the planner. */
import type { ShopState, Simulated } from '#server/domain/planner/shop.ts'
import type { Timetable } from './timetable.ts'

export interface FinishingPiece {
  orderId: string
  step: 'check' | 'wash'
  bayId: string | null
  technicianId: string | null
  start: number
  end: number
}

const MINUTE = 60_000
const useOf = { check: 'inspection', wash: 'wash' } as const

/** The final checks and washes in a plan. */
export const finishingIn = (result: ReadonlyMap<string, Simulated>): FinishingPiece[] =>
  [...result].flatMap(([orderId, { work }]) =>
    work.flatMap(({ step, bayId, technicianId, start, end }) =>
      step === 'operation' ? [] : [{ orderId, step, bayId, technicianId, start, end }],
    ),
  )

/** @param ends by order: the end of its operations, for orders that are planned to the end */
export function* faultsOfFinishing(
  { orders, bays, persons, workshop, now }: ShopState,
  pieces: readonly FinishingPiece[],
  ends: ReadonlyMap<string, number>,
  hours: Timetable,
): Generator<string> {
  const { checkMinutes, washMinutes } = workshop.settings
  for (const order of orders) {
    const end = ends.get(order.id)
    if (end === undefined) continue
    let from = end
    for (const step of ['check', 'wash'] as const) {
      const minutes = step === 'check' ? checkMinutes : washMinutes
      const name = `The ${step} of ${order.id}`
      const piece = pieces.find((one) => one.orderId === order.id && one.step === step)
      const isUnderWay = order.state === (step === 'check' ? 'checking' : 'washing')
      const isDue =
        minutes > 0 &&
        (step === 'check' ? order.state !== 'washing' : order.wash || isUnderWay || order.state === 'quoted')
      if (!piece) {
        if (isDue && !isUnderWay) yield `${name} is missing.`
        continue
      }
      if (!isDue) yield `${name} is not due.`
      const { bayId, technicianId } = piece
      const [bay, person] = [bays.find(({ id }) => id === bayId), persons.find(({ id }) => id === technicianId)]
      if (piece.start < Math.max(from, now)) yield `${name} starts before the work on its car has ended.`
      if (bays.some((one) => one.uses.includes(useOf[step]) && !one.outOfService) && !bay?.uses.includes(useOf[step]))
        yield `${name} is in ${bayId}, which is not for it.`
      if (person && !person.skills.includes(useOf[step])) yield `${name} is by ${person.id} without the skill.`
      const worked = hours.between(person?.shift ?? null, piece.start, piece.end)
      if (worked > minutes * MINUTE || (worked < minutes * MINUTE && !isUnderWay))
        yield `${name} takes ${worked / MINUTE} minutes and not ${minutes}.`
      from = piece.end
    }
  }
}
