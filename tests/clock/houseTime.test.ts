/** House time follows the database's clock, but no jump of it that has not lasted. */
import type { Sql } from 'postgres'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { startHouseTime, type HouseTime } from '#server/clock/houseTime.ts'
import { newId } from '#server/write/ids.ts'
import { createWriter } from '#server/write/write.ts'
import { openWorkshop, walkIn, type TestWorkshop } from '../support/testWorkshop.ts'
import { permitted } from '../support/permitted.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
/** Statements take real time, and the house follows the clock of the database, not the faked one. */
const NEAR = 5 * SECOND

let workshop: TestWorkshop
let sql: Sql
/** The error of the database's clock. */
let wrong = 0
const running: HouseTime[] = []
beforeAll(async () => {
  workshop = await openWorkshop()
  sql = workshop.database.sql
})
beforeEach(async () => {
  wrong = passed = 0
  await sql`delete from house_clock`
  await sql`update workshop_head set at = now()`
  vi.useFakeTimers({ toFake: ['performance'] })
})
afterEach(() => {
  for (const time of running.splice(0)) time.stop()
  vi.useRealTimers()
})

/** A node's house time; `passes` lets time pass for all of them, and each compares with the database once. */
async function start(over: Parameters<typeof startHouseTime>[1] = {}): Promise<HouseTime> {
  const time = await startHouseTime(sql, {
    ...{ skew: () => wrong + passed, resampleEvery: HOUR, machineUptime: () => 0 },
    ...over,
  })
  running.push(time)
  return time
}
/** How much of it has passed. */
let passed = 0
async function passes(milliseconds: number): Promise<void> {
  vi.advanceTimersByTime(milliseconds)
  passed += milliseconds
  for (const time of running) await time.compare()
}
/** True time: the database's clock without its error. */
const truth = () => Date.now() + passed
const off = (time: HouseTime) => time.now() - truth()

const writerOf = (time: HouseTime) =>
  createWriter({
    sql,
    clock: time.clock,
    committed: () => {},
    now(agreed) {
      time.agree(agreed)
      return time.now()
    },
  })
const does = async (time: HouseTime, ...[name, payload]: Parameters<typeof sent>) => {
  const outcome = await writerOf(time).execute(sent(name, payload))
  if (!outcome.ok) throw new Error(`${name} was refused: ${outcome.code}`)
  return outcome
}
const sent = (name: 'checkInWalkIn' | 'setHouseTime', payload: object) =>
  permitted(name === 'setHouseTime' ? 'staff' : 'kiosk', workshop.workshopId, name, payload as never, {
    id: newId(),
    personId: workshop.ids.persons[0]!,
  })

describe('a jump of the database’s clock', () => {
  it('of a day for nine seconds leaves house time as it is', async () => {
    const time = await start()
    wrong = 24 * HOUR
    await passes(3 * SECOND)
    expect(time.isDoubted).toBe(true)
    expect(Math.abs(off(time))).toBeLessThan(NEAR)
    const before = time.now()
    await passes(6 * SECOND)
    expect(time.now() - before).toBeGreaterThanOrEqual(6 * SECOND)
    wrong = 0
    await passes(SECOND)
    expect(time.isDoubted).toBe(false)
    expect(Math.abs(off(time))).toBeLessThan(NEAR)
  })

  it('that lasts five minutes is followed, forward and back', async () => {
    const time = await start()
    // The journal of the workshop has stood still meanwhile.
    await sql`update workshop_head set at = at - interval '1 day'`
    for (const jump of [HOUR, 0]) {
      wrong = jump
      await passes(SECOND)
      const held = off(time)
      await passes(4 * MINUTE)
      expect(Math.abs(off(time) - held)).toBeLessThan(NEAR)
      expect(time.isDoubted).toBe(true)
      await passes(MINUTE)
      expect(time.isDoubted).toBe(false)
      expect(Math.abs(off(time) - jump)).toBeLessThan(NEAR)
    }
  })

  it('of less than two minutes is followed at once', async () => {
    const time = await start()
    wrong = 100 * SECOND
    await passes(SECOND)
    expect(Math.abs(off(time) - wrong)).toBeLessThan(NEAR)
    expect(time.isDoubted).toBe(false)
  })

  it('back by an hour does not stop the house, and is forgotten when the clock is right again', async () => {
    const time = await start()
    await does(time, 'checkInWalkIn', walkIn('沪A10001'))
    wrong = -HOUR
    for (let i = 0; i < 7; i++) await passes(MINUTE)
    expect(Math.abs(off(time))).toBeLessThan(NEAR)
    expect(time.isDoubted).toBe(true)
    wrong = 0
    await passes(SECOND)
    expect(time.isDoubted).toBe(false)
    expect(Math.abs(off(time))).toBeLessThan(NEAR)
  })

  it('is none if the machine has slept', async () => {
    let uptime = 0
    const time = await start({ machineUptime: () => uptime })
    uptime = (10 * HOUR) / SECOND
    wrong = 10 * HOUR
    await passes(0)
    expect(time.isDoubted).toBe(false)
    expect(Math.abs(off(time) - 10 * HOUR)).toBeLessThan(NEAR)
  })
})

describe('several nodes', () => {
  it('one that starts during a jump takes the house time of the others, and so does one that starts again', async () => {
    await start()
    wrong = 24 * HOUR
    await passes(SECOND)
    const second = await start()
    expect(second.isDoubted).toBe(true)
    expect(Math.abs(off(second))).toBeLessThan(NEAR)
    for (const time of running.splice(0)) time.stop()
    expect(Math.abs(off(await start()))).toBeLessThan(NEAR)
  })

  it('one that has not noticed the jump agrees within its next command', async () => {
    const [one, other] = [await start(), await start()]
    wrong = 24 * HOUR
    await one.compare()
    const { entry } = await does(other, 'checkInWalkIn', walkIn('沪A10002'))
    expect(Math.abs(entry!.at - truth())).toBeLessThan(NEAR)
    expect(other.isDoubted).toBe(true)
  })

  it('follow together', async () => {
    await start()
    await start()
    wrong = 24 * HOUR
    for (let i = 0; i < 6; i++) await passes(MINUTE)
    for (const time of running) expect(Math.abs(off(time) - wrong)).toBeLessThan(NEAR)
  })
})

describe('a clock that was ahead at the start', () => {
  it('leaves the house running ahead until a manager sets house time back', async () => {
    wrong = 8 * HOUR
    const [time, other] = [await start(), await start()]
    const { orderId } = (await does(time, 'checkInWalkIn', walkIn('沪A10003'))).answer as { orderId: string }
    wrong = 0
    for (let i = 0; i < 7; i++) await passes(MINUTE)
    expect(Math.abs(off(time) - 8 * HOUR)).toBeLessThan(NEAR)
    expect(time.isDoubted).toBe(true)

    const { entry } = await does(time, 'setHouseTime', {})
    expect(Math.abs(entry!.at - truth())).toBeLessThan(NEAR)
    expect(entry!.facts).toContainEqual(expect.objectContaining({ name: 'houseTimeSet' }))
    // The other node has not compared since.
    const next = await does(other, 'checkInWalkIn', walkIn('沪A10004'))
    for (const { at } of [next.entry!, { at: other.now() }]) expect(Math.abs(at - truth())).toBeLessThan(NEAR)
    await passes(SECOND)
    expect([time, other].map(({ isDoubted }) => isDoubted)).toEqual([false, false])
    expect((await workshop.order(orderId)).arrivedAt).toBe(entry!.at)
    expect(await writerOf(time).execute(sent('setHouseTime', {}))).toMatchObject({ code: 'nothing_to_change' })
  })

  it('is not believed again at the next start, if every journal is ahead of it', async () => {
    wrong = 8 * HOUR
    await does(await start(), 'checkInWalkIn', walkIn('沪A10005'))
    for (const time of running.splice(0)) time.stop()
    wrong = 0
    const time = await start()
    expect(time.isDoubted).toBe(true)
    expect(Math.abs(off(time) - 8 * HOUR)).toBeLessThan(NEAR)
    const before = time.now()
    await passes(3 * SECOND)
    expect(time.now() - before).toBeGreaterThanOrEqual(3 * SECOND)
  })
})
