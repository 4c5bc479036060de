/** What the wall's view computes from an order. */
import { expect, test } from 'vitest'
import { wallPresenters } from '#server/audience/wall.ts'
import type { Lookup } from '#server/audience/presenter.ts'
import { anOperation, anOrder, aWorkshop, MINUTE, NOW, uuid } from '../support/factories.ts'

test('the next work is the first that is planned, final check and wash included, to five minutes; none when all has begun', () => {
  const [sooner, later] = [uuid(), uuid()]
  const lookup: Lookup = { workshop: aWorkshop(), bays: new Map() }
  const planned = (bayId: string, start: number) =>
    anOperation({ state: 'planned', plan: { bayId, technicianId: null, start, end: start + 30 * MINUTE } })
  const nextOf = (...operations: ReturnType<typeof planned>[]) =>
    wallPresenters.order(anOrder({ operations }), lookup)?.nextWork
  const begun = { ...planned(sooner, NOW), state: 'working' as const }
  expect(nextOf(begun, planned(later, NOW + 61 * MINUTE), planned(sooner, NOW + 32 * MINUTE))).toEqual({
    bayId: sooner,
    start: NOW + 30 * MINUTE,
  })
  expect(nextOf(begun)).toBeNull()
  const washPlan = planned(later, NOW + 20 * MINUTE).plan
  const washed = anOrder({ operations: [planned(sooner, NOW + 60 * MINUTE)], washPlan })
  expect(wallPresenters.order(washed, lookup)?.nextWork).toEqual({ bayId: later, start: NOW + 20 * MINUTE })
})
