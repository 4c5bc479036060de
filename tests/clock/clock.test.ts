/** The clock: every deadline is carried out once and soon, without polling the database. */
import { pino } from 'pino'
import type { Sql } from 'postgres'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { startClock, type Clock } from '#server/clock/clock.ts'
import { startHouseTime } from '#server/clock/houseTime.ts'
import { newId } from '#server/write/ids.ts'
import { createWriter } from '#server/write/write.ts'
import { openWorkshop, waitingOrder, type TestWorkshop } from '../support/testWorkshop.ts'
import { permitted } from '../support/permitted.ts'

const HOUR = 3_600_000
const MINUTE = 60_000

let workshop: TestWorkshop
beforeAll(async () => {
  workshop = await openWorkshop()
  // These tests wait for progress checks, however little time is left before the promise.
  await workshop.does('staff', 'changeSettings', { settings: { progressCheckLeastMinutes: 0 } })
})
const running: Clock[] = []
afterEach(async () => {
  vi.useRealTimers()
  await Promise.all(running.splice(0).map((clock) => clock.stop()))
  await workshop.database.sql`delete from deadline`
})

/** House time that stands still until it is set. */
const stepped = (at: number) => ({
  ...{ at, speed: 1, isHeld: false, now: () => stepped.at, clock: () => stepped.at },
  ...{ isDoubted: false, agree() {}, compare: () => Promise.resolve() },
  ...{ jumpTo() {}, hold() {}, letGo() {}, stop() {} },
})
stepped.at = 0

interface Watched {
  clock: Clock
  /** Number of queries the clock itself has sent. */
  queries: () => number
  delivered: string[]
}

function start(over: Partial<Parameters<typeof startClock>[0]> = {}): Watched {
  let queries = 0
  const sql = new Proxy(workshop.database.sql, {
    apply: (target, self, args) => (queries++, Reflect.apply(target as never, self, args) as unknown),
  }) as Sql
  const delivered: string[] = []
  const clock = startClock({
    ...{ sql, log: pino({ level: 'silent' }), time: stepped(0) },
    writer: createWriter({ sql: workshop.database.sql, now: () => stepped.at, committed: () => {} }),
    forecast: () => Promise.resolve({ seq: 0, forecasts: [] }),
    deliver: (_workshopId, noticeId) => {
      delivered.push(noticeId)
      return Promise.resolve({ ok: false })
    },
    ...over,
  })
  running.push(clock)
  return { clock, queries: () => queries, delivered }
}

const deadlines = async () => {
  const rows = await workshop.database.sql<{ kind: string; subject_id: string; due_at: string }[]>`
    select kind, subject_id, due_at from deadline order by due_at`
  return rows.map(({ kind, subject_id, due_at }) => ({ kind, id: subject_id, at: Date.parse(due_at) }))
}
const timesOf = async ({ database: { sql } }: TestWorkshop, orderId: string, fact: object) =>
  (
    await sql`select 1 from journal, jsonb_array_elements(facts) f
      where f @> ${sql.json({ ...fact, orderId })}`
  ).length
const timesAsked = (orderId: string) => timesOf(workshop, orderId, { name: 'progressCheckAsked' })
const overdue = (of: TestWorkshop, orderId: string) =>
  timesOf(of, orderId, { name: 'alertOpened', cause: 'order_overdue' })

describe('deadlines', () => {
  it('an order’s deadline is written, moved and deleted in the transaction that causes it', async () => {
    const order = await waitingOrder(workshop, '沪A10001')
    const of = async () => (await deadlines()).filter(({ kind, id }) => kind === 'order' && id === order.id)
    expect(await of()).toEqual([{ kind: 'order', id: order.id, at: order.reviewAt }])
    await workshop.does('staff', 'movePromise', {
      ...{ orderId: order.id, promiseAt: Date.now() + 30 * HOUR, reason: 'A part is missing', customerKnows: true },
    })
    const moved = await workshop.order(order.id)
    expect(moved.reviewAt).toBeGreaterThan(order.reviewAt!)
    expect(await of()).toEqual([{ kind: 'order', id: order.id, at: moved.reviewAt }])
    await workshop.does('staff', 'cancelOrder', { orderId: order.id, reason: 'customer' })
    expect(await of()).toEqual([])
  })

  it('B10 a due deadline is carried out once, with several clocks running', async () => {
    const order = await waitingOrder(workshop, '沪A10002')
    await setDue(order.id)
    const clocks = [start(), start(), start()]
    await expect.poll(() => timesAsked(order.id)).toBe(1)
    await expect.poll(async () => (await workshop.order(order.id)).reviewAt).toBeGreaterThan(Date.now())
    for (const { clock } of clocks) clock.wake()
    // The car is late by now, so there is a notice too, which nobody delivers here.
    const met = async () => (await deadlines()).every(({ kind, at }) => kind === 'notice' || at > stepped.at)
    await expect.poll(met).toBe(true)
    expect(await timesAsked(order.id)).toBe(1)
  })

  it('an orphaned one is deleted instead of being retried for ever', async () => {
    const id = '00000000-0000-7000-8000-00000000dead'
    stepped.at = Date.now()
    for (const kind of ['order', 'bay', 'notice'])
      await workshop.database.sql`insert into deadline (workshop_id, kind, subject_id, due_at)
        values (${workshop.workshopId}, ${kind}, ${id}, ${new Date(stepped.at - 1).toISOString()})`
    const { delivered } = start()
    await expect.poll(async () => (await deadlines()).filter((one) => one.id === id)).toEqual([])
    expect(delivered).toEqual([id])
  })

  it('one that fails is retried and does not hold up the others', async () => {
    const order = await waitingOrder(workshop, '沪A10003')
    await setDue(order.id)
    let tries = 0
    await workshop.database.sql`insert into deadline (workshop_id, kind, subject_id, due_at)
      values (${workshop.workshopId}, 'notice', ${order.id}, ${new Date(stepped.at - HOUR).toISOString()})`
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    start({
      deliver: () => {
        tries++
        return Promise.reject(new Error('The line is cut'))
      },
    })
    await expect.poll(() => timesAsked(order.id)).toBe(1)
    await vi.advanceTimersByTimeAsync(6_000)
    await expect.poll(() => tries).toBeGreaterThan(1)
  })
})

describe('polling', () => {
  it('an idle clock queries once a minute, and at once when something falls due earlier', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    stepped.at = Date.now()
    const { clock, queries } = start()
    await expect.poll(queries).toBe(1)
    let advanced = 0
    const go = async (milliseconds: number) => {
      await vi.advanceTimersByTimeAsync(milliseconds)
      advanced += milliseconds
      // Database answers arrive in real time: when these have, earlier ones have too.
      for (let i = 0; i < 3; i++) await workshop.database.sql`select pg_sleep(0.005)`
    }
    while (queries() < 11) await go(5_000)
    expect(advanced).toBeGreaterThanOrEqual(10 * MINUTE)
    advanced = 0
    clock.expect(stepped.at + 5_000)
    while (queries() < 12) await go(1_000)
    expect(advanced).toBeLessThan(MINUTE)
  })

  it('a node learns of a deadline another has set, and carries it out when that node is gone', async () => {
    // A workshop whose journal is not ahead of its nodes' real time.
    const other = await openWorkshop()
    const order = await waitingOrder(other, '沪A10004')
    // Both nodes now sleep for the maximum.
    await other.database.sql`delete from deadline`
    const first = await other.serve()
    await other.serve()
    const promiseAt = Date.now() + 3_000
    const payload = { orderId: order.id, promiseAt, reason: 'The customer is in a hurry', customerKnows: true }
    const moved = await first.writer.execute(permitted('staff', other.workshopId, 'movePromise', payload))
    expect(moved).toMatchObject({ ok: true })
    // It stops before the deadline.
    await first.close()
    await expect.poll(() => overdue(other, order.id), { timeout: 20_000 }).toBe(1)
  })
})

describe('messages to customers', () => {
  const arrivalAndNotice = async () => {
    const [notice, arrival] = [newId(), newId()]
    for (const [kind, id] of [
      ['notice', notice],
      ['arrival', arrival],
    ] as const)
      await workshop.database.sql`insert into deadline (workshop_id, kind, subject_id, due_at)
        values (${workshop.workshopId}, ${kind}, ${id}, ${new Date(stepped.at - MINUTE).toISOString()})`
    return notice
  }
  const kinds = async () => (await deadlines()).map(({ kind }) => kind)

  it('wait two minutes after a start, while other deadlines are met', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    stepped.at = Date.now()
    const notice = await arrivalAndNotice()
    const { clock, delivered } = start({ quietAfterStart: 2 * MINUTE })
    await clock.meet()
    expect(await kinds()).toEqual(['notice'])
    await vi.advanceTimersByTimeAsync(2 * MINUTE - 1)
    await clock.meet()
    expect(delivered).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    await clock.meet()
    expect(delivered).toEqual([notice])
  })

  it('wait while the database’s clock is doubted', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    stepped.at = Date.now()
    const notice = await arrivalAndNotice()
    let isDoubted = true
    const time = Object.defineProperty(stepped(0), 'isDoubted', { get: () => isDoubted })
    const { clock, delivered } = start({ time })
    await clock.meet()
    expect(await kinds()).toEqual(['notice'])
    expect(delivered).toEqual([])
    isDoubted = false
    await clock.meet()
    expect(delivered).toEqual([notice])
  })
})

describe('while house time is held', () => {
  const at = Date.UTC(2026, 10, 3, 2)
  const fakeTimers = () => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  /** A held house time and a clock on it that has run one round. */
  async function held(over: Parameters<typeof start>[0] = {}) {
    fakeTimers()
    const time = await startHouseTime(workshop.database.sql, { startAt: at })
    time.hold()
    const watched = start({ time, ...over })
    await watched.clock.meet()
    return { time, ...watched }
  }
  const due = async (kind: 'notice' | 'reforecast', dueAt: number) => {
    const id = kind === 'notice' ? newId() : workshop.workshopId
    await workshop.database.sql`insert into deadline (workshop_id, kind, subject_id, due_at)
      values (${workshop.workshopId}, ${kind}, ${id}, ${new Date(dueAt).toISOString()})`
    return id
  }

  it('nothing is carried out by itself, however much time passes', async () => {
    const { time, clock, queries, delivered } = await held()
    const before = queries()
    await due('notice', at + MINUTE)
    clock.expect(at + MINUTE)
    time.jumpTo(at + HOUR)
    await vi.advanceTimersByTimeAsync(HOUR)
    expect(queries()).toBe(before)
    expect(delivered).toEqual([])
  })

  it('a requested round carries out what is due, and nothing else', async () => {
    const { time, clock, delivered } = await held()
    const first = await due('notice', at + MINUTE)
    await due('notice', at + HOUR)
    await clock.meet()
    expect(delivered).toEqual([])
    time.jumpTo(at + MINUTE)
    await clock.meet()
    expect(delivered).toEqual([first])
  })

  it('deadlines are carried out one by one, in the order of their times', async () => {
    const order: string[] = []
    const { time, clock } = await held({
      async deliver(_workshopId, noticeId) {
        order.push(noticeId)
        await workshop.database.sql`select pg_sleep(0.01)`
        order.push(noticeId)
        return { ok: false }
      },
    })
    const ids: string[] = []
    for (const after of [1, 2, 3, 4]) ids.push(await due('notice', at + after))
    time.jumpTo(at + MINUTE)
    await clock.meet()
    expect(order).toEqual(ids.flatMap((id) => [id, id]))
  })

  it('forecasts are worked out whenever they are due, without a minimum interval in real time', async () => {
    let times = 0
    const { clock } = await held({ forecast: () => Promise.resolve((times++, null)) })
    for (const n of [1, 2, 3]) {
      await due('reforecast', at)
      await clock.meet()
      expect(times).toBe(n)
    }
  })

  it('and after it is released, the clock continues by itself', async () => {
    const { time, clock, delivered } = await held()
    const id = await due('notice', at + MINUTE)
    time.letGo()
    clock.wake()
    await clock.meet()
    expect(delivered).toEqual([])
    await vi.advanceTimersByTimeAsync(MINUTE)
    await expect.poll(() => delivered).toEqual([id])
  })
})

describe('house time', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['performance', 'setInterval', 'clearInterval'] }))

  it('stands still while held, except for jumps, and continues from there when released', async () => {
    const time = await startHouseTime(workshop.database.sql, { startAt: 1000, speed: 60 })
    vi.advanceTimersByTime(100)
    expect(time.now()).toBe(7000)
    time.hold()
    expect(time.isHeld).toBe(true)
    vi.advanceTimersByTime(100)
    expect(time.now()).toBe(7000)
    time.jumpTo(50_000)
    time.jumpTo(40_000)
    vi.advanceTimersByTime(100)
    expect(time.now()).toBe(50_000)
    time.letGo()
    expect(time.isHeld).toBe(false)
    expect(time.now()).toBe(50_000)
    vi.advanceTimersByTime(100)
    expect(time.now()).toBe(56_000)
  })

  it('that follows the database can be neither held nor moved', async () => {
    const time = await startHouseTime(workshop.database.sql)
    expect(() => time.hold()).toThrow(/follows the database/)
    expect(() => time.jumpTo(Date.now() + HOUR)).toThrow(/follows the database/)
    expect(time.isHeld).toBe(false)
    time.stop()
  })
})

/** Makes the order's progress check due without moving house time. */
async function setDue(orderId: string): Promise<void> {
  const { progressCheck } = await workshop.order(orderId)
  stepped.at = progressCheck!.dueAt
}
