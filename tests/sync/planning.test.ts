/** The planning thread: a replica like any other, off the event loop (AL, B5). */
import type { Logger } from 'pino'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import type { Refusal } from '#contract/errors.ts'
import { promiseQuote } from '#contract/questions.ts'
import type { PlanOutcome } from '#server/domain/forecast/experience.ts'
import { createPlanning } from '#server/planning/planning.ts'
import { createSuggester } from '#server/planning/suggester.ts'
import { Thread } from '#server/planning/thread.ts'
import type { Asked } from '#server/planning/messages.ts'
import { forecastsOf } from '#server/domain/planner/forecasts.ts'
import { readState } from '#server/read/state.ts'
import type { Writer } from '#server/write/write.ts'
import { openWorkshop, waitingOrder, walkIn } from '../support/testWorkshop.ts'

const MINUTE = 60_000
const DAY = 1440 * MINUTE
const workshop = await openWorkshop({ bays: 1, persons: 2 })
const { workshopId, ids } = workshop
const app = await workshop.serve()
let now = app.now()
let found: PlanOutcome[] = []
const planning = createPlanning({ fanout: app.fanout, now: () => now, outcomes: async () => found })
afterAll(() => planning.close())

/** The forecasts, worked out here from the rows in the database. */
async function expected() {
  const { seq, put } = (await readState(workshop.database.sql, workshopId))!
  const shop = { workshop: put.workshop![0]!, bays: put.bay!, persons: put.person!, orders: put.order!, now }
  return {
    seq,
    forecasts: forecastsOf(shop),
  }
}
const byId = (list: { orderId: string }[]) => list.toSorted((a, b) => (a.orderId < b.orderId ? -1 : 1))
async function expectSame() {
  const [found, wanted] = [(await planning.forecast(workshopId))!, await expected()]
  expect(byId(found.forecasts)).toEqual(byId(wanted.forecasts))
  return found
}

describe('the thread’s copy', () => {
  it('follows changes of orders, people, bays and the workshop, and cars that leave', async () => {
    const first = await waitingOrder(workshop, '沪P10001', ids.items)
    const second = await waitingOrder(workshop, '沪P10002')
    expect((await expectSame()).forecasts).toHaveLength(2)

    const place = { bayId: ids.bays[0]!, technicianId: ids.persons[0]! }
    const which = { orderId: first.id, operationId: first.operations[0]!.id }
    await workshop.does('staff', 'assignOperation', { ...which, ...place, was: { bayId: null, technicianId: null } })
    await workshop.does('staff', 'startOperation', which)
    await workshop.does('staff', 'setPriority', { orderId: second.id, priority: 'urgent' })
    await expectSame()

    now += 20 * MINUTE
    await workshop.does('staff', 'addLeave', {
      ...{ personId: ids.persons[0]!, kind: 'sick', until: now + 90 * MINUTE },
    })
    await workshop.does('staff', 'takeBayOutOfService', {
      bayId: ids.bays[0]!,
      reason: 'Oil',
      until: now + 60 * MINUTE,
    })
    await expectSame()

    await workshop.does('staff', 'changeOpening', {
      ...{ hours: Array.from({ length: 7 }, () => [[480, 1020] as [number, number]]), holidays: null, ownDays: [] },
    })
    await workshop.does('staff', 'cancelOrder', { orderId: second.id, reason: 'customer' })
    const { forecasts } = await expectSame()
    expect(forecasts.map(({ orderId }) => orderId)).toEqual([first.id])
  })

  it('is rebuilt after a failure in the thread', async () => {
    const right = now
    now = NaN
    await expect(planning.forecast(workshopId)).rejects.toThrow(RangeError)
    now = right
    await expectSame()
  })

  it('AL: learns from what plans came to, once an hour, and again after a failure', async () => {
    const [before] = (await planning.forecast(workshopId))!.forecasts
    const begun = now - 10 * DAY
    const one = { at: begun, plannedAt: begun + DAY, done: 0, waitsForPart: false, readyAt: begun + 3 * DAY }
    found = Array<PlanOutcome>(100).fill(one)
    expect((await planning.forecast(workshopId))!.forecasts[0]!.forecastAt).toBe(before!.forecastAt)
    const right = now
    now = NaN
    await expect(planning.forecast(workshopId)).rejects.toThrow(RangeError)
    now = right
    expect((await planning.forecast(workshopId))!.forecasts[0]!.forecastAt).toBeGreaterThan(before!.forecastAt!)
    found = []
    now += 61 * MINUTE
    await expectSame()
    now = right
  })

  it('answers several questions at once, each its own', async () => {
    const { orderId } = await workshop.does('kiosk', 'checkInWalkIn', walkIn('沪P10003'))
    const [forecast, bare, withWork, elsewhere] = await Promise.all([
      planning.forecast(workshopId),
      planning.promise(workshopId, orderId),
      planning.promise(workshopId, orderId, [ids.items[0]!]),
      planning.promise(crypto.randomUUID(), orderId),
    ])
    expect(forecast!.forecasts).toHaveLength(1)
    expect(bare).toEqual({ ok: false, code: 'no_operations' })
    expect(promiseQuote.omit({ quoteId: true }).parse(withWork)).toMatchObject({ orderId, reason: null })
    expect(elsewhere).toBeNull()
  })
})

describe('a thread that ends', () => {
  const ask = (workshopId: string) => ({ workshopId }) as unknown as Omit<Asked, 'id'>

  it.each(['end', 'throw'])('is restarted with the next question: %s', async (how) => {
    let ended = 0
    const thread = new Thread(() => ended++, new URL('../support/mortalWorker.ts', import.meta.url))
    expect(await thread.ask(ask('a'))).toBe('a')
    const answers = await Promise.allSettled([thread.ask(ask('b')), thread.ask(ask(how)), thread.ask(ask('c'))])
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
    expect(ended).toBe(1)
    expect(await thread.ask(ask('d'))).toBe('d')
    const last = thread.ask(ask('e'))
    await Promise.all([thread.close(), expect(last.then(() => Promise.reject(new Error('closed')))).rejects.toThrow()])
    await expect(thread.ask(ask('f'))).rejects.toThrow('closed')
  })
})

describe('a thread that is slow', () => {
  const ask = (workshopId: string) => ({ workshopId }) as unknown as Omit<Asked, 'id'>
  /** CPU milliseconds, more than the start of a thread and less than ten times as much real time. */
  const WITHIN = 500

  it('for want of a core still answers; one that computes too long is ended, and the next question is answered', async () => {
    let ended = 0
    const thread = new Thread(() => ended++, new URL('../support/slowWorker.ts', import.meta.url), WITHIN)
    expect(await thread.ask(ask(`sleep ${3 * WITHIN}`))).toBe(`sleep ${3 * WITHIN}`)
    expect(ended).toBe(0)
    await expect(thread.ask(ask('compute'))).rejects.toThrow()
    expect(ended).toBe(1)
    expect(await thread.ask(ask('sleep 0'))).toBe('sleep 0')
    await thread.close()
  })
})

describe('searches that follow one another', () => {
  afterEach(() => void vi.useRealTimers())

  it.each([
    ['start two seconds apart when they are quick', 300, 2000],
    ['rest as long as they took when they are slow', 3000, 6000],
  ])('%s', async (_which, took, apart) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    const begun: number[] = []
    const suggester = createSuggester({
      planning: {
        suggest: async () => {
          begun.push(performance.now())
          await new Promise((resolve) => setTimeout(resolve, took))
          return null
        },
      },
      ...({} as { writer: Writer; log: Logger }),
    })
    suggester.searchSoon('workshop')
    suggester.searchSoon('workshop')
    await vi.advanceTimersByTimeAsync(1)
    suggester.searchSoon('workshop')
    await vi.advanceTimersByTimeAsync(20_000)
    expect(begun[1]! - begun[0]!).toBe(apart)
    await suggester.stop()
  })
})

describe('AL the forecasts of the shop', () => {
  it('are recorded by the clock: a car queued behind another is ready after it', async () => {
    // One minute of house time per second: the minimum interval between an order's forecasts.
    await workshop.serve({ speed: 60 })
    const one = await waitingOrder(workshop, '沪P10004')
    const other = await waitingOrder(workshop, '沪P10005')
    await expect
      .poll(
        async () => {
          const [a, b] = [await workshop.order(one.id), await workshop.order(other.id)]
          return Math.abs(b.forecastAt! - a.forecastAt!) >= 45 * MINUTE
        },
        { timeout: 20_000 },
      )
      .toBe(true)
  })
})

describe('B5 the quote over HTTP', () => {
  const get = (path: string, view: 'staff' | 'wall' = 'staff') =>
    fetch(app.url + path, { headers: { 'X-Pitboard-View': view, Cookie: `pitboard_${view}=${workshop.keys[view]}` } })

  it('is for the staff alone, of live orders with something to do', async () => {
    const { orderId } = await workshop.does('kiosk', 'checkInWalkIn', walkIn('沪P10006'))
    const path = `/api/orders/${orderId}/promise`
    const codeOf = async (response: Response) => [response.status, ((await response.json()) as Refusal).code]
    expect(await codeOf(await get(path, 'wall'))).toEqual([403, 'not_allowed'])
    expect(await codeOf(await get(path))).toEqual([409, 'no_operations'])
    expect(await codeOf(await get(`/api/orders/${crypto.randomUUID()}/promise`))).toEqual([404, 'order_not_found'])
    expect(await codeOf(await get('/api/orders/1/promise'))).toEqual([404, 'order_not_found'])
    for (const query of ['items=1', 'items=', 'item=1', `items=${Array(21).fill(ids.items[0]).join(',')}`])
      expect(await codeOf(await get(`${path}?${query}`))).toEqual([400, 'bad_payload'])
    expect(await codeOf(await get(`${path}?items=${orderId}`))).toEqual([409, 'item_not_found'])

    const quote = promiseQuote.parse(await (await get(`${path}?items=${ids.items.join(',')}`)).json())
    expect(quote.promiseAt! % (15 * MINUTE)).toBe(0)
    expect(quote.promiseAt).toBeGreaterThanOrEqual(quote.finishAt! + quote.marginMinutes * MINUTE)
    // Changes just made count.
    await workshop.does('staff', 'addOperations', { orderId, itemIds: [ids.items[1]!] })
    const own = promiseQuote.parse(await (await get(path)).json())
    expect(own.finishAt).toBeLessThan(quote.finishAt!)
  })
})
