/** Suggestions by the server itself: something happens on the floor, and what would help is recorded (C2, AL, B10). */
import { describe, expect, it } from 'vitest'
import type { Order, Suggestion } from '#contract/entities/index.ts'
import type { App, AppOptions } from '#server/app.ts'
import { entriesAfter } from '#server/read/journal.ts'
import { readState } from '#server/read/state.ts'
import { openWorkshop, walkIn, type TestWorkshop } from '../support/testWorkshop.ts'

const MINUTE = 60_000
const [OIL, PADS] = [0, 1] as const
const patient = { timeout: 30_000 }
const nowhere = { bayId: null, technicianId: null }

let workshop: TestWorkshop
let app: App
let bay: string
let otherBay: string
let cars = 0
/** @param options house time: running or held */
async function open(options: Partial<AppOptions>): Promise<void> {
  workshop = await openWorkshop({ bays: 2, persons: 2 })
  ;[bay, otherBay] = workshop.ids.bays as [string, string]
  // Progress checks are due at once.
  await workshop.does('staff', 'changeSettings', {
    settings: { progressCheckFromPercent: 1, progressCheckUntilPercent: 95 },
  })
  app = await workshop.serve({ startAt: Date.now(), ...options })
}
/** In running time, a minute is a second. */
const running = { speed: 60, plansApart: 200 }
const held = { held: true }

const state = async () => (await readState(workshop.database.sql, workshop.workshopId))!
const suggestions = async () => (await state()).put.suggestion ?? []
/** A car waiting for work, promised in that many minutes. */
async function promised(minutes: number, item: 0 | 1, over: Parameters<typeof walkIn>[1] = {}): Promise<Order> {
  const { orderId } = await workshop.does('kiosk', 'checkInWalkIn', walkIn(`沪T${10_000 + ++cars}`, over))
  await workshop.does('staff', 'addOperations', { orderId, itemIds: [workshop.ids.items[item]!] })
  await workshop.does('staff', 'quoteOrder', { orderId, promiseAt: app.now() + minutes * MINUTE, reason: 'As agreed' })
  await workshop.does('staff', 'authoriseOrder', { orderId, wash: true })
  await workshop.does('staff', 'takeOverCar', { orderId })
  return workshop.order(orderId)
}
const workOf = ({ id: orderId, operations: [first] }: Order) => ({ orderId, operationId: first!.id })

/** One car in progress in the first bay, and one placed in that bay behind it that is still on time. */
async function oneBehindTheOther(): Promise<[Order, Order]> {
  const first = await promised(300, PADS)
  await workshop.does('staff', 'assignOperation', {
    ...workOf(first),
    bayId: bay,
    technicianId: workshop.ids.persons[0]!,
    was: nowhere,
  })
  await workshop.does('staff', 'startOperation', workOf(first))
  const second = await promised(240, OIL)
  await workshop.does('staff', 'assignOperation', { ...workOf(second), bayId: bay, technicianId: null, was: nowhere })
  await rounds(2)
  expect(await suggestions()).toEqual([])
  return [first, second]
}

/** Held time moves on by a minute, which is enough for a round of forecasts and suggestions; running time does so by itself. */
async function aMinute(): Promise<void> {
  if (!app.time.isHeld) return
  app.time.jumpTo(app.now() + MINUTE)
  await app.meetDeadlines()
  await app.suggestionsSettled()
}

/** Waits until forecasts have been worked out `count` times and the suggestions from them are recorded. */
async function rounds(count: number): Promise<void> {
  const next = async () =>
    (
      await workshop.database.sql<
        { at: string | null }[]
      >`select reforecast_at at from workshop_head where workshop_id = ${workshop.workshopId}`
    )[0]!.at
  for (let i = 0; i < count; i++) {
    const before = await next()
    await aMinute()
    await expect.poll(next, patient).not.toBe(before)
  }
  await app.suggestionsSettled()
}

/** The server's suggestion for an order. */
async function suggestedFor({ id }: Order): Promise<Suggestion> {
  const found = async () => (await suggestions()).find(({ orderId }) => orderId === id)
  await expect.poll(() => aMinute().then(found), patient).toBeDefined()
  return (await found())!
}

/** Once dismissed, it stays dismissed, and nothing is suggested for the order while the cause lasts. */
async function staysAway(one: Suggestion): Promise<void> {
  await workshop.does('staff', 'dismissSuggestions', { suggestionIds: [one.id] })
  const { seq } = await state()
  await rounds(4)
  const later = await entriesAfter(workshop.database.sql, workshop.workshopId, seq, 1000)
  expect(later.length).toBeGreaterThan(0)
  expect(later.flatMap(({ put }) => put.suggestion ?? [])).toEqual([])
  expect(later.flatMap(({ drop }) => drop.suggestion ?? [])).toEqual([])
  expect((await suggestions()).map(({ id, dismissedAt }) => [id, dismissedAt !== null])).toEqual([[one.id, true]])
}

describe(
  'C2 AL the server suggests by itself, and a dismissed suggestion stays away while the cause lasts',
  { timeout: 90_000 },
  () => {
    it('after a delay: the car in the bay waits for a part', async () => {
      await open(running)
      const [first, second] = await oneBehindTheOther()
      await workshop.does('staff', 'pauseOperation', { ...workOf(first), reason: 'parts' })
      const part = { name: 'Discs', quantity: 2, expectedAt: app.now() + 400 * MINUTE }
      await workshop.does('staff', 'expectPart', { ...workOf(first), ...part })
      const one = await suggestedFor(second)
      expect(one).toMatchObject({ cause: 'late', moves: [workOf(second)], dismissedAt: null })
      expect(one.moves[0]!.to.bayId).not.toBe(bay)
      await staysAway(one)
    })

    it('when a bay is out of service', async () => {
      await open(held)
      const [, second] = await oneBehindTheOther()
      await workshop.does('staff', 'takeBayOutOfService', { bayId: bay, reason: 'Leaks', until: null })
      const one = await suggestedFor(second)
      expect(one).toMatchObject({ cause: 'bay_down', moves: [{ ...workOf(second), to: { bayId: otherBay } }] })
      await staysAway(one)
    })

    it('B10 after a progress check with a problem and a later time', async () => {
      await open(held)
      const [first, second] = await oneBehindTheOther()
      await expect
        .poll(async () => (await aMinute(), (await workshop.order(first.id)).progressCheck?.askedAt ?? null), patient)
        .not.toBeNull()
      const answer = { answer: 'problem', reason: 'technician', laterMinutes: 240, words: '' } as const
      await workshop.does('staff', 'answerProgressCheck', { orderId: first.id, ...answer, was: { answeredAt: null } })
      const one = await suggestedFor(second)
      expect(one).toMatchObject({ cause: 'late', moves: [workOf(second)] })
      const { progressCheck, forecastAt } = await workshop.order(first.id)
      expect(forecastAt).toBe(progressCheck!.finishAt)
      await staysAway(one)
      // After “on time” the car behind is in time again, and no suggestion remains.
      const { answeredAt } = (await workshop.order(first.id)).progressCheck!
      const well = { answer: 'on_time', reason: null, laterMinutes: null, words: '' } as const
      await workshop.does('staff', 'answerProgressCheck', { orderId: first.id, ...well, was: { answeredAt } })
      await expect.poll(() => aMinute().then(suggestions), patient).toEqual([])
    })

    it('after a walk-in that overtakes a waiting customer', async () => {
      await open(held)
      await oneBehindTheOther()
      const waits = await promised(110, OIL, { waits: true })
      await rounds(2)
      expect(await suggestions()).toEqual([])
      const urgent = await promised(500, PADS)
      await workshop.does('staff', 'setPriority', { orderId: urgent.id, priority: 'urgent' })
      const one = await suggestedFor(waits)
      expect(one).toMatchObject({ cause: 'late', moves: [workOf(waits)] })
      await staysAway(one)
    })
  },
)
