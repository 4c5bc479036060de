/** The simulation of random shops: constraints on every plan. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openIntervals, shiftCalendar, type Interval, type WeeklyHours } from '#contract/calendar.ts'
import type { Operation, Order } from '#contract/entities/index.ts'
import { operationPercent } from '#contract/progress.ts'
import { forecastOf, forecastStates } from '#server/domain/forecast/bound.ts'
import { isAgreed } from '#contract/progress.ts'
import { simulate } from '#server/domain/planner/simulate.ts'
import type { ShopState, Simulated } from '#server/domain/planner/shop.ts'
import { DAY, MINUTE } from '../support/factories.ts'
import { random } from '../support/random.ts'
import { aShop } from '../support/randomShop.ts'

type Work = Simulated['work'][number] & { order: Order; operation: Operation }

const works = (shop: ShopState, result: Map<string, Simulated>): Work[] =>
  (shop.orders as Order[]).flatMap((order) =>
    (result.get(order.id)?.work ?? []).map((work) => {
      const operation = order.operations.find(({ id }) => id === work.operationId)!
      return { ...work, order, operation }
    }),
  )

/** No two spans overlap. */
function expectApart(spans: Interval[], what: string) {
  const sorted = spans.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])
  for (const [i, span] of sorted.entries()) if (i > 0) expect(span[0], what).toBeGreaterThanOrEqual(sorted[i - 1]![1])
}

/** Milliseconds within opening hours and shift, computed differently from the simulation. */
function timeAtWork({ workshop }: ShopState, shift: WeeklyHours | null, from: number, to: number): number {
  const open = openIntervals(workshop, from, to)
  const there = shift ? openIntervals(shiftCalendar(workshop, shift), from, to) : [[from, to] as const]
  let sum = 0
  for (const [a, b] of open) for (const [c, d] of there) sum += Math.max(0, Math.min(b, d, to) - Math.max(a, c, from))
  return sum
}

describe('every plan', () => {
  it('satisfies all constraints', { timeout: 60_000 }, () => {
    let seen = 0
    fc.assert(
      fc.property(fc.integer({ min: 0 }), (seed) => {
        const shop = aShop(random(seed))
        const result = simulate(shop)
        const all = works(shop, result)
        seen += all.length
        const { bays, persons, workshop, now } = shop

        // A bay holds one car, a technician does one operation, a car is in one place.
        for (const { id } of bays)
          expectApart(
            all.filter((one) => one.bayId === id).map(({ start, end }) => [start, end]),
            'bay',
          )
        for (const { id } of persons)
          expectApart(
            all.filter((one) => one.technicianId === id).map(({ start, end }) => [start, end]),
            'technician',
          )
        for (const { id } of shop.orders)
          expectApart(
            all.filter(({ order }) => order.id === id).map(({ start, end }) => [start, end]),
            'car',
          )

        for (const { operation, order, bayId, technicianId, start, end } of all) {
          const person = persons.find(({ id }) => id === technicianId)!
          const bay = bays.find(({ id }) => id === bayId)!
          expect(bay.uses).toContain(operation.bayKind)
          expect(person.skills).toContain(operation.skill)
          expect(start).toBeGreaterThanOrEqual(Math.max(now, person.leave?.[0]?.until ?? 0))
          // Exactly its duration, within shift and opening hours.
          const left = operation.standardMinutes * (1 - operationPercent(operation, workshop, now) / 100) * MINUTE
          expect(timeAtWork(shop, person.shift, start, end)).toBe(Math.ceil(left))
          const named = persons.find(({ id }) => id === operation.technicianId)
          const isThere =
            named !== undefined &&
            (named.leave?.[0]?.until ?? 0) <= now &&
            timeAtWork(shop, named.shift, now, now + 40 * DAY) > 0
          if (operation.state === 'working' && isThere) {
            expect([start, technicianId, bayId]).toEqual([now, operation.technicianId, operation.bayId])
          } else {
            expect(timeAtWork(shop, person.shift, start, start + 1)).toBe(1)
            if (bay.outOfService) expect(start).toBeGreaterThanOrEqual(bay.outOfService.until ?? Infinity)
            for (const part of order.parts)
              if (part.arrivedAt === null && (part.operationId ?? operation.id) === operation.id)
                expect(start).toBeGreaterThanOrEqual(part.expectedAt)
            // In order, started ones first.
            const hasBegun = (one: Operation) => one.state === 'working' || one.state === 'paused'
            const before = order.operations.slice(0, order.operations.indexOf(operation))
            for (const one of all.filter((other) => other.order === order))
              if (
                hasBegun(operation)
                  ? hasBegun(one.operation) && before.includes(one.operation)
                  : hasBegun(one.operation) || before.includes(one.operation)
              )
                expect(start).toBeGreaterThanOrEqual(one.end)
          }
        }

        // No forecast is earlier than the work can be done, and none is missing without a reason.
        for (const order of shop.orders as Order[]) {
          const found = result.get(order.id)
          const hasForecast = forecastStates.includes(order.state) && order.operations.some(isAgreed)
          expect(found !== undefined).toBe(hasForecast)
          if (!found) continue
          expect(found.finishAt === null).toBe(found.reason !== null)
          if (found.finishAt === null) continue
          expect(found.finishAt % MINUTE).toBe(0)
          expect(found.finishAt).toBeGreaterThanOrEqual(forecastOf(order, workshop, now)!)
          const own = all.filter((one) => one.order === order)
          expect(own).toHaveLength(order.operations.filter((one) => isAgreed(one) && one.state !== 'done').length)
          for (const { end } of own) expect(found.finishAt).toBeGreaterThanOrEqual(end)
        }
        expect(simulate(shop)).toEqual(result)
      }),
      { numRuns: 600 },
    )
    expect(seen).toBeGreaterThan(1000)
  })
})
