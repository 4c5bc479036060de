/** The plan of a demo day: repeatable chance. */
import { describe, expect, it } from 'vitest'
import { parsePlate } from '#contract/plate.ts'
import { pauseReasons } from '#contract/values.ts'
import { exampleFurnishing } from '#server/domain/workshop/example.ts'
import { CARS_A_BAY, planDay } from '#server/demo/day.ts'
import { furnishing } from '#server/demo/workshop.ts'
import { deck, found } from '#server/demo/jobs.ts'
import { nextOf } from '#server/demo/dispatch.ts'
import { readArguments } from '#server/demo/options.ts'
import { anOrder, aPausedOperation } from '../support/factories.ts'

const size = { cars: 40, bays: 14, technicians: 12 }

describe('the plan of a day', () => {
  it('is the same for the same seed', () => {
    expect(planDay(7, 0, size)).toEqual(planDay(7, 0, size))
  })

  it('differs for another seed, and for the next day of the same seed', () => {
    const [first, ...others] = [planDay(7, 0, size), planDay(8, 0, size), planDay(7, 1, size)]
    for (const other of others) {
      expect(other.cars.map((car) => car.arrivesAt)).not.toEqual(first!.cars.map((car) => car.arrivesAt))
      expect(other.cars.map((car) => car.work)).not.toEqual(first!.cars.map((car) => car.work))
      expect(other.outages).not.toEqual(first!.outages)
    }
  })

  it.each([1, 2, 3, 4, 5])(
    'of seed %i has everything a day needs: appointments, breaks, a late part, a bay that fails, additional work',
    (seed) => {
      const { cars, outages, breaks, visits } = planDay(seed, 0, size)
      expect(cars).toHaveLength(40)
      expect(cars.filter(({ appointment }) => appointment).length).toBeGreaterThan(5)
      expect(cars.filter(({ appointment }) => !appointment).length).toBeGreaterThan(5)
      expect(cars.filter(({ part }) => part && part.lateBy > 0).length).toBeGreaterThan(1)
      expect(cars.filter(({ additional }) => additional).length).toBeGreaterThan(0)
      expect(outages.length).toBeGreaterThan(0)
      expect(breaks.flat().length).toBeGreaterThan(8)
      expect(visits.length).toBeGreaterThan(2)
      for (const { arrivesAt } of cars) expect(arrivesAt).toSatisfy((minute: number) => minute >= 460 && minute <= 965)
    },
  )

  it('gives every car a plate of its own, valid at a kiosk in China', () => {
    const plates = planDay(3, 0, { ...size, cars: 300 }).cars.map(({ customer }) => customer.plate)
    for (const plate of plates) expect(parsePlate(plate, 'cn')).toBe(plate)
    expect(new Set(plates).size).toBe(300)
  })

  it('asks only for work in the price list', () => {
    const codes = new Set(exampleFurnishing.priceItems.map(({ code }) => code))
    for (const code of [...deck.flatMap((job) => job.codes), ...found.map((one) => one.code)])
      expect(codes).toContain(code)
  })
})

describe('the demo’s workshop', () => {
  it('is the example, with a technician for every bay', () => {
    expect(furnishing(14).bays).toEqual(exampleFurnishing.bays)
    expect(furnishing(14).persons).toEqual(expect.arrayContaining(exampleFurnishing.persons))
  })

  it.each([14, 17, 60, 400])('with %i bays keeps the example’s kinds, and every skill is there', (count) => {
    const { bays, persons } = furnishing(count)
    expect(bays.map(({ number }) => number)).toEqual(Array.from({ length: count }, (_, n) => n + 1))
    expect(new Set(bays.flatMap(({ uses }) => uses)).size).toBe(7)
    expect(new Set(persons.map(({ name }) => name)).size).toBe(persons.length)
    expect(persons.length).toBeGreaterThanOrEqual(12)
  })
})

describe('the arguments', () => {
  it('default to as many cars as the bays can take', () => {
    expect(readArguments([])).toEqual({
      speed: 60,
      seed: 4,
      bays: 14,
      cars: deck.length,
      at: null,
      once: false,
      days: 1,
      accept: false,
    })
    expect(readArguments(['--bays', '28', '--at', '10:52', '--once', '--days', '10'])).toMatchObject({
      cars: Math.round(28 * CARS_A_BAY),
      at: 652,
      once: true,
      days: 10,
    })
  })

  it.each([
    [['--speed', '0'], /--speed must be a whole number from 1 to 600/],
    [['--speed', 'fast'], /--speed must be/],
    [['--days', '0'], /--days must be a whole number from 1 to 60/],
    [['--at', '25:00'], /--at must be a time from 07:40 to 18:05/],
    [['--at', '10:61'], /--at must be/],
    [['--colour', 'red'], /colour/],
  ])('%j is refused with a sentence and the usage', (words, sentence) => {
    expect(() => readArguments(words)).toThrow(sentence)
    expect(() => readArguments(words)).toThrow(/npm run demo/)
  })
})

describe('the demo’s foreman', () => {
  it.each(pauseReasons)('continues work it paused itself, and leaves a visitor’s pause alone: %s', (reason) => {
    const operation = aPausedOperation({ pauseReason: reason })
    const isItsOwn = ['approval', 'parts', 'bay', 'technician', 'end_of_shift'].includes(reason)
    expect(nextOf(anOrder({ state: 'paused', operations: [operation] }))).toBe(isItsOwn ? operation : null)
  })
})
