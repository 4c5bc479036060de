/** A whole demo day on the real database, at full speed. */
import type { Sql } from 'postgres'
import { beforeAll, describe, expect, it } from 'vitest'
import type { OrderState } from '#contract/values.ts'
import { drive, everyday } from '#server/demo/load.ts'
import { readOrders } from '#server/demo/summary.ts'
import { expectNothingSecret, listenToViews } from './secrecy.ts'
import { openStage } from './stage.ts'

/** Only the clock acts besides the demo's people, who see every change before they decide: nothing is refused except what the clock overtakes. */
const EXPECTED_REFUSALS: string[] = []

/** Counts cars per round as the wall shows them. */
interface Sight {
  minute: number
  inBays: number
  paused: Set<string | null>
}

describe('a demo day', () => {
  let stage: Awaited<ReturnType<typeof openStage>>
  let heard: Awaited<ReturnType<typeof listenToViews>>
  const seen: Sight[] = []

  // All tests share one day: it is the expensive part.
  beforeAll(async () => {
    stage = await openStage()
    const { shop, day } = stage
    const begin = shop.begin.bind(shop)
    shop.begin = (now) => {
      begin(now)
      const paused = new Set(
        shop.orders.filter(({ state }) => state === 'paused').map(({ pauseReason }) => pauseReason),
      )
      seen.push({ minute: shop.minute, inBays: shop.orders.filter(({ bayId }) => bayId !== null).length, paused })
    }
    heard = await listenToViews(stage)
    await day({ hurryUntil: Infinity })
  }, 600_000)

  it('sends no customer’s name, number, words or prices to wall, lobby, kiosk and customers’ pages, and no plate to lobby and kiosk; a page gets only its own plate', async () =>
    expectNothingSecret(stage, await heard.heard()))

  it('ends with every car accounted for, nothing refused, and a shop that was busy all day', async () => {
    const { shop, database, workshopId } = stage
    expect([...shop.refused.keys()]).toEqual(EXPECTED_REFUSALS)
    const orders = await readOrders(database.sql, workshopId)
    const { cars } = shop.plan
    const inState = (...states: OrderState[]) => orders.filter(({ state }) => states.includes(state)).length
    // Tomorrow's appointments are already booked; today's no-shows are cancelled, except at most one still awaited.
    const stayedAway = cars.filter(({ appointment }) => appointment && !appointment.comes).length
    const booked = [...shop.codes.keys()].filter((car) => shop.tomorrow.cars.includes(car)).length
    expect(orders).toHaveLength(cars.length + booked)
    expect(inState('cancelled')).toBe(stayedAway)
    expect(inState('booked')).toBe(booked)
    const overnight = shop.orders.filter(({ state }) => state !== 'booked')
    expect(inState('left', 'declined') + overnight.length).toBe(cars.length - stayedAway)
    expect(inState('left')).toBeGreaterThan(cars.length / 2)
    // Cars stay overnight for a reason, and nobody works at night.
    for (const { state } of overnight)
      expect(['authorised', 'waiting', 'paused', 'checking', 'washing', 'ready', 'settled']).toContain(state)

    const working = seen.filter(({ minute }) => (minute > 540 && minute < 715) || (minute > 800 && minute < 1020))
    const middle = working.map(({ inBays }) => inBays).sort((a, b) => a - b)[Math.floor(working.length / 2)]!
    expect(middle).toBeGreaterThanOrEqual(8)
    expect(middle).toBeLessThanOrEqual(13)
    const reasons = new Set(seen.flatMap(({ paused }) => [...paused]))
    expect(reasons).toContain('parts')
    expect(reasons).toContain('technician')
    for (const name of [
      'proposeAdditionalWork',
      'decideAdditionalWork',
      'movePartArrival',
      'takeBayOutOfService',
      'returnBayToService',
    ] as const)
      expect(shop.accepted.get(name), name).toBeGreaterThan(0)

    // The workshop kept its rules about time all day (B10, B11, B11.1, AL).
    const facts = await readFacts(database.sql, workshopId)
    const named = (name: string) => facts.filter((fact) => fact.name === name)
    expect(named('progressCheckAsked').length).toBeGreaterThan(5)
    expect(named('progressCheckAnswered').length).toBeGreaterThan(5)
    expect(named('progressCheckAnswered').some(({ answer }) => answer === 'problem')).toBe(true)
    for (const name of ['progressCheckMissed', 'alertAcknowledged', 'customerCalled'])
      expect(named(name).length, name).toBeGreaterThan(0)
    const closing = shop.at(Math.max(...shop.spans.map(([, until]) => until)))
    const atClosing = named('operationPaused').filter(({ at }) => at >= closing)
    expect(new Set(atClosing.map(({ reason }) => reason))).toEqual(new Set(['end_of_shift']))
    const decided = new Set(named('noticeDecided').map(({ kind }) => kind))
    expect([...decided]).toEqual(expect.arrayContaining(['on_course', 'delay', 'ready']))
    const openedFor = (cause: string) =>
      new Map(named('alertOpened').flatMap((fact) => (fact.cause === cause ? [[fact.orderId, fact.at] as const] : [])))
    const overdue = openedFor('order_overdue')
    const forecast = [...openedFor('forecast_late')]
    expect(forecast.filter(([orderId, at]) => at < (overdue.get(orderId) ?? -Infinity)).length).toBeGreaterThan(0)
    const closed = new Map(named('alertClosed').map(({ alertId, at }) => [alertId, at]))
    const escalated = named('alertEscalated')
    expect(escalated.filter(({ alertId, at }) => (closed.get(alertId) ?? -Infinity) > at).length).toBeGreaterThan(0)
  })

  it('continues the next morning, in a state that benchmarks can run on', { timeout: 120_000 }, async () => {
    const { shop, day } = stage
    const stop = new AbortController()
    await day({ hurryUntil: 560, arrived: () => stop.abort(), signal: stop.signal })
    expect([...shop.refused.keys()]).toEqual(EXPECTED_REFUSALS)
    expect(shop.orders.filter(({ state }) => state === 'working').length).toBeGreaterThan(4)

    const atWork = shop.orders.filter(
      ({ state, parts }) => state === 'working' && parts.every(({ arrivedAt }) => arrivedAt !== null),
    )
    const next = (n: number) => everyday(atWork[n % atWork.length]!, Math.floor(n / atWork.length))
    await shop.staff.select(shop.whoIs('foreman'))
    const load = { screen: shop.staff, perSecond: 100, count: 100, next }
    for (const { reply, sentAt, answeredAt } of await drive(load)) {
      expect(reply).toMatchObject({ ok: true })
      expect(answeredAt).toBeGreaterThan(sentAt)
    }
  })
})

interface HappenedFact {
  name: string
  at: number
  kind?: string
  answer?: string
  reason?: string
  cause?: string
  orderId?: string | null
  alertId?: string
}

async function readFacts(sql: Sql, workshopId: string): Promise<HappenedFact[]> {
  const rows = await sql<{ at: string; facts: Omit<HappenedFact, 'at'>[] }[]>`
    select at, facts from journal where workshop_id = ${workshopId} order by seq`
  return rows.flatMap(({ at, facts }) => facts.map((fact) => ({ ...fact, at: Date.parse(at) })))
}
