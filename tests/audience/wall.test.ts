/** What the wall's view computes from an order. */
import { expect, test } from 'vitest'
import { wallPresenters } from '#server/audience/wall.ts'
import type { Lookup } from '#server/audience/presenter.ts'
import { anOperation, anOrder, aWorkshop, MINUTE, NOW, uuid } from '../support/factories.ts'

test('the next work is the first planned operation, to five minutes, and none when all has begun', () => {
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
})
