/** Every figure equals an independent plain count, over a made past of six weeks. */
import { describe, expect, it } from 'vitest'
import { fromLocal, workingTime } from '#contract/calendar.ts'
import { earlyCells, figureNames, lateCells, type FigureName, type PeriodName } from '#contract/figureNames.ts'
import type { FigureCell, Figures } from '#contract/figures.ts'
import { exampleHours } from '#server/domain/workshop/example.ts'
import { createWorkshop } from '#server/admin/workshop.ts'
import { makePast } from '#server/demo/past/past.ts'
import { furnishing } from '#server/demo/workshop.ts'
import { createReports } from '#server/read/reports/reports.ts'
import { createWriter } from '#server/write/write.ts'
import { freshDatabase } from '../support/database.ts'
import { permitted } from '../support/permitted.ts'

const DAY = 86_400_000
const timeZone = 'Asia/Shanghai'
/** Wednesday, 18 November 2026. */
const midnight = Date.UTC(2026, 10, 18)
const begin = fromLocal(midnight - 43 * DAY, timeZone)
const calendar = { timeZone, hours: exampleHours, days: [] }

const database = await freshDatabase()
const { sql } = database
const workshopId = await createWorkshop(sql, {
  ...{ name: 'Figures', timeZone, currency: 'CNY', plateFormat: 'cn', phone: null, hours: exampleHours, at: begin },
})
const writer = createWriter({ sql, now: () => begin, committed: () => undefined })
await writer.execute(permitted('admin', workshopId, 'furnishWorkshop', furnishing(14)))
const size = { cars: 40, bays: 14, technicians: 12 }
await makePast(database.url, { workshopId, calendar, seed: 3, size, until: midnight, days: 42 })
// Some cars are still here: their promises passed, their checks and messages are open, and two stand in a bay.
await sql`update repair_order set state = 'working', ready_at = null, settled_at = null, closed_at = null
  where workshop_id = ${workshopId} and authorised_at is not null and number % 97 = 0`
await sql`update bay_hold set until_at = null where workshop_id = ${workshopId} and reason = 'part'
  and order_id in (select id from repair_order where closed_at is null)`
await sql`update arrival set order_id = null, closed_at = null, taken_at = case "from" when 'desk' then at end, purpose = 'enquiry' where workshop_id = ${workshopId}
  and order_id in (select id from repair_order where number % 150 = 0)`

const now = fromLocal(midnight - DAY + 15 * 3_600_000 + 20 * 60_000, timeZone)
const reports = createReports(sql, () => now)
const known = new Map<string, Promise<Figures | null>>()
async function read(period: PeriodName, day?: string): Promise<Figures> {
  const key = `${period} ${day}`
  if (!known.has(key)) known.set(key, reports.figures(workshopId, { period, ...(day !== undefined && { day }) }))
  return (await known.get(key))!
}

const periods: [PeriodName, string | undefined][] = [
  ['day', undefined],
  ['week', '2026-11-04'],
  ['month', undefined],
]

/** A plain count: rows of this condition on these tables. */
type Plain = (from: string, until: string, at: string) => Promise<{ count: number; minutes?: number }>
const plain =
  (text: string): Plain =>
  async (from, until, at) => {
    const bound = text.replaceAll(':from', `'${from}'`).replaceAll(':until', `'${until}'`).replaceAll(':at', `'${at}'`)
    const [row] = await sql.unsafe<{ count: number; minutes: number | null }[]>(bound)
    return {
      count: Number(row!.count),
      ...(row!.minutes !== null && row!.minutes !== undefined && { minutes: Number(row!.minutes) }),
    }
  }

const promisedCars = `from repair_order where promise_at >= :from and promise_at < :until and authorised_at is not null`
const byPromise = (condition: string) =>
  plain(
    `select count(*), sum(extract(epoch from coalesce(ready_at, :at) - promise_at)) / 60 as minutes ${promisedCars} and ${condition}`,
  )
const between = (least: string, most: string) =>
  byPromise(
    `coalesce(ready_at, :at) > promise_at + interval '${least}' and coalesce(ready_at, :at) <= promise_at + interval '${most}'`,
  )
const fact = (name: string) => `journal, jsonb_array_elements(facts) f where f->>'name' = '${name}'`
const arrived = (kinds: string) => `(select min((a->>'at')::bigint) from notice n, jsonb_array_elements(n.attempts) a
  where n.order_id = repair_order.id and n.kind in (${kinds}) and a->>'result' in ('delivered', 'handed_over'))`
/** The first attempt that reached the customer with what became of the promise. */
const firstHeard = `(select a from notice n, jsonb_array_elements(n.attempts) a
  where n.order_id = repair_order.id and a->>'result' in ('delivered', 'handed_over')
  and n.kind in (select unnest(case when coalesce(repair_order.ready_at, :at) > promise_at
    then array['delay', 'delay_no_time'] else array['on_course', 'ready'] end))
  order by (a->>'at')::bigint limit 1)`
const heard = (how: string) => plain(`select count(*) ${promisedCars} and ${firstHeard} ${how}`)
const promiseMs = `extract(epoch from promise_at) * 1000`
const contradicted = `from notice n join repair_order o on o.id = n.order_id where n.at >= :from and n.at < :until`
const delivered = `exists (select 1 from jsonb_array_elements(n.attempts) a where a->>'result' in ('delivered', 'handed_over'))`

const counts: Partial<Record<FigureName, Record<string, Plain>>> = {
  promises: {
    early_60: byPromise(`ready_at <= promise_at - interval '60 min'`),
    early_30: between('-60 min', '-30 min'),
    early_15: between('-30 min', '-15 min'),
    early_0: between('-15 min', '0 min'),
    late_0: between('0 min', '15 min'),
    late_15: between('15 min', '30 min'),
    late_30: between('30 min', '60 min'),
    late_60: byPromise(`coalesce(ready_at, :at) > promise_at + interval '60 min'`),
  },
  moved: {
    later:
      plain(`select count(*), sum((f->>'to')::numeric - (f->>'from')::numeric) / 60000 as minutes from ${fact('promiseMoved')}
      and at >= :from and at < :until and (f->>'to')::numeric > (f->>'from')::numeric`),
    earlier: plain(`select count(*) from ${fact('promiseMoved')} and at >= :from and at < :until
      and (f->>'to')::numeric < (f->>'from')::numeric`),
  },
  forecasts: Object.fromEntries(
    [8, 9, 10, 11, 13, 14, 15, 16, 17].map((hour) => [
      String(hour).padStart(2, '0'),
      plain(`select count(*), sum(extract(epoch from ready_at - s.forecast_at)) / 60 as minutes
        from forecast_sample s join repair_order o on o.id = s.order_id where ready_at is not null and s.at >= :from and s.at < :until
        and extract(hour from s.at at time zone '${timeZone}') = ${hour}`),
    ]),
  ),
  safe: {
    kept: plain(`select count(*) from forecast_sample s join repair_order o on o.id = s.order_id
      where s.at >= :from and s.at < :until and ready_at <= s.safe_forecast_at`),
    missed: plain(`select count(*) from forecast_sample s join repair_order o on o.id = s.order_id
      where s.at >= :from and s.at < :until and ready_at > s.safe_forecast_at`),
  },
  pickUps: {
    on_time: plain(
      `select count(*) ${promisedCars} and ready_at <= promise_at and ${arrived("'on_course', 'ready'")} <= ${promiseMs}`,
    ),
    late: plain(
      `select count(*) ${promisedCars} and ready_at <= promise_at and ${arrived("'on_course', 'ready'")} > ${promiseMs}`,
    ),
    never:
      plain(`select count(*) ${promisedCars} and ready_at <= promise_at and ${arrived("'on_course', 'ready'")} is null
      and not waits and (settled_at is null or settled_at > promise_at)`),
  },
  delays: {
    before: plain(
      `select count(*) ${promisedCars} and coalesce(ready_at, :at) > promise_at and ${arrived("'delay', 'delay_no_time'")} <= ${promiseMs}`,
    ),
    after: plain(
      `select count(*) ${promisedCars} and coalesce(ready_at, :at) > promise_at and ${arrived("'delay', 'delay_no_time'")} > ${promiseMs}`,
    ),
    never: plain(
      `select count(*) ${promisedCars} and coalesce(ready_at, :at) > promise_at and ${arrived("'delay', 'delay_no_time'")} is null`,
    ),
  },
  reached: {
    delivered: heard(`@> '{"result": "delivered"}' and ${firstHeard}->>'channel' <> 'phone'`),
    handed_over: heard(`@> '{"result": "handed_over"}' and ${firstHeard}->>'channel' <> 'phone'`),
    phone: heard(`->>'channel' = 'phone'`),
  },
  notices: {
    corrected: plain(`select count(*) ${contradicted} and n.kind in ('time_known', 'correction') and ${delivered}`),
    contradicted:
      plain(`select count(*), sum(extract(epoch from coalesce(o.ready_at, :at) - n.ready_at)) / 60 as minutes ${contradicted}
      and n.kind in ('on_course', 'delay') and ${delivered} and coalesce(o.ready_at, :at) > n.ready_at`),
  },
  returned: { returned: plain(`select count(*) from ${fact('operationSentBack')} and at >= :from and at < :until`) },
}

const iso = (at: number) => new Date(at).toISOString()
const cellOf = (cells: readonly FigureCell[], cell: string) => cells.find((one) => one.cell === cell)

describe.each(periods)('a %s (%s)', (name, day) => {
  it.each(Object.keys(counts) as FigureName[])('%s is what a plain count finds', async (figure) => {
    const { from, until, at, figures, before } = await read(name, day)
    for (const span of [{ from, until, figures }, before])
      for (const [cell, count] of Object.entries(counts[figure]!)) {
        const expected = await count(iso(span.from), iso(span.until), iso(at))
        const found = cellOf(span.figures[figure], cell)
        expect({ cell, count: found?.count ?? 0 }).toEqual({ cell, count: expected.count })
        if (found?.minutes != null && expected.minutes !== undefined)
          expect(found.minutes).toBeCloseTo(expected.minutes, 3)
      }
    expect(figures[figure].map(({ cell }) => cell).filter((cell) => !(cell in counts[figure]!))).toEqual([])
  })

  it('checks are what one finds by walking through the journal', async () => {
    const { from, until, figures, before } = await read(name, day)
    const entries = await sql<{ at: string; facts: { name: string; orderId: string }[] }[]>`
      select at, facts from journal where workshop_id = ${workshopId} order by seq`
    const isReady = new Set(
      (await sql`select id from repair_order where ready_at is not null`).map(({ id }) => id as string),
    )
    for (const span of [{ from, until, figures }, before]) {
      const open = new Map<string, string>()
      for (const { at, facts } of entries)
        for (const { name: fact, orderId } of facts) {
          const state = open.get(orderId)
          if (fact === 'progressCheckAsked' && Date.parse(at) >= span.from && Date.parse(at) < span.until)
            open.set(orderId, 'asked')
          if (fact === 'progressCheckMissed' && state === 'asked') open.set(orderId, 'missed')
          if (fact === 'progressCheckAnswered' && state === 'asked') open.set(orderId, 'on_time')
          if (fact === 'progressCheckAnswered' && state === 'missed') open.set(orderId, 'late')
        }
      const cells = [...open].flatMap(([orderId, state]) =>
        state !== 'asked' ? [state] : isReady.has(orderId) ? ['spared'] : [],
      )
      const expected = [...Map.groupBy(cells, (cell) => cell)].map(([cell, all]) => [cell, all.length])
      expect(span.figures.checks.map(({ cell, count }) => [cell, count])).toEqual(
        expected.sort(([a], [b]) => (a! < b! ? -1 : 1)),
      )
    }
  })

  it('waits and held bays are the opening hours between two instants', async () => {
    const { from, until, at, figures } = await read(name, day)
    const arrivals = await sql<{ at: string; order_id: string | null; from: string; told_minutes: number | null }[]>`
      select at, order_id, "from", told_minutes from arrival where at >= ${iso(from)} and at < ${iso(until)}`
    const taken = await sql<{ order_id: string; at: string }[]>`select f->>'orderId' as order_id, min(at) as at
      from journal, jsonb_array_elements(facts) f where f->>'name' in ('operationsAdded', 'orderQuoted') group by 1`
    const takenAt = new Map(taken.map((row) => [row.order_id, Date.parse(row.at)]))
    // What was never taken still waits.
    const waited = arrivals.map((one) => {
      const end = one.from === 'desk' ? Date.parse(one.at) : (takenAt.get(one.order_id ?? '') ?? at)
      return workingTime(calendar, Date.parse(one.at), end) / 60_000
    })
    const bins = Map.groupBy(waited, (minutes) => String(Math.min(60, Math.floor(minutes))).padStart(2, '0'))
    expect(figures.waits.map(({ cell, count }) => [cell, count])).toEqual(
      [...bins].map(([cell, all]) => [cell, all.length]).sort(([a], [b]) => (a! < b! ? -1 : 1)),
    )

    const told = arrivals.flatMap(({ told_minutes: minutes }, i) =>
      minutes === null ? [] : [waited[i]! <= minutes ? 'kept' : 'longer'],
    )
    expect(told.length).toBeGreaterThan(0)
    expect(Object.fromEntries(figures.told.map(({ cell, count }) => [cell, count]))).toEqual(
      Object.fromEntries([...Map.groupBy(told, (cell) => cell)].map(([cell, all]) => [cell, all.length])),
    )

    const holds = await sql<{ reason: string; from_at: string; until_at: string | null }[]>`
      select reason, from_at, until_at from bay_hold join bay on id = bay_id
      where not (reason = 'check' and uses @> array['inspection'])`
    const held = new Map<string, number>()
    for (const { reason, from_at, until_at } of holds) {
      const ended = Math.min(until, until_at === null ? at : Date.parse(until_at))
      const minutes = workingTime(calendar, Math.max(from, Date.parse(from_at)), ended) / 60_000
      if (minutes > 0) held.set(reason, (held.get(reason) ?? 0) + minutes)
    }
    expect(figures.held.map(({ cell }) => cell)).toEqual([...held.keys()].sort())
    for (const { cell, minutes } of figures.held) expect(minutes).toBeCloseTo(held.get(cell)!, 3)
  })

  it('cars carried over were agreed and not ready at closing', async () => {
    const { at, closing, figures, before } = await read(name, day)
    for (const span of [{ closing, figures }, before]) {
      const closed = iso(span.closing!)
      const [row] =
        span.closing! > at
          ? await sql`select count(*)::int from repair_order where authorised_at is not null and ready_at is null and closed_at is null
              and (forecast_at is null or forecast_at > ${closed})`
          : await sql`select count(*)::int from repair_order where authorised_at <= ${closed}
              and (ready_at > ${closed} or (ready_at is null and (closed_at is null or closed_at > ${closed})))`
      expect(cellOf(span.figures.carried, 'carried')?.count ?? 0).toBe(row!['count'])
    }
  })

  it('its days add up to all promises, and the customers reached to all told', async () => {
    const { figures } = await read(name, day)
    const sum = (figure: FigureName, has: (cell: string) => boolean) =>
      figures[figure].filter(({ cell }) => has(cell)).reduce((all, { count }) => all + count, 0)
    const early = (cell: string) => (earlyCells as readonly string[]).includes(cell)
    expect(sum('days', (cell) => cell.endsWith(' kept'))).toBe(sum('promises', early))
    expect(sum('days', (cell) => cell.endsWith(' late'))).toBe(
      sum('promises', (cell) => (lateCells as readonly string[]).includes(cell)),
    )
    expect(sum('reached', () => true)).toBe(
      sum('pickUps', (cell) => cell !== 'never') + sum('delays', (cell) => cell !== 'never'),
    )
    expect(sum('promises', () => true)).toBeGreaterThan(10)
  })
})

describe('the orders behind a number', () => {
  it.each(figureNames)('%s lists as many as it counts', async (figure) => {
    const { figures, before } = await read('week')
    for (const [span, isBefore] of [
      [figures, 'false'],
      [before.figures, 'true'],
    ] as const)
      for (const { cell, count, minutes } of span[figure]) {
        const found = (await reports.orders(workshopId, { period: 'week', before: isBefore, figure, cells: cell }))!
        expect(found.orders.length + found.more).toBe(count)
        const sum = found.orders.reduce((all, one) => all + (one.minutes ?? 0), 0)
        if (minutes !== null && found.more === 0) expect(sum).toBeCloseTo(minutes, 3)
      }
  })

  it('tell the car and its times', async () => {
    const { orders } = (await reports.orders(workshopId, {
      period: 'month',
      before: 'false',
      figure: 'promises',
      cells: lateCells.join(','),
    }))!
    expect(orders.length).toBeGreaterThan(5)
    for (const order of orders) {
      expect(order).toMatchObject({ plate: expect.any(String) as string, number: expect.any(Number) as number })
      expect(order.at).toBe(order.promiseAt)
      expect(order.readyAt ?? now).toBeGreaterThan(order.promiseAt!)
    }
    expect(orders.map(({ minutes }) => minutes!)).toEqual(
      orders.map(({ minutes }) => minutes!).toSorted((a, b) => b - a),
    )
  })
})
