/** Reads figures and the orders behind them, on connections of their own: a report never keeps a command waiting. */
import type { Sql, TransactionSql } from 'postgres'
import { figureNames, type FigureName } from '#contract/figureNames.ts'
import {
  MOST_ORDERS,
  type FigureCell,
  type FigureOrder,
  type FigureOrders,
  type FigureOrdersQuestion,
  type Figures,
  type FiguresQuestion,
} from '#contract/figures.ts'
import { periodsOf, type Period } from '#server/domain/figures/period.ts'
import { workshopOf } from '../entities.ts'
import { tables } from '../tables.ts'
import { sources, type Asked } from './counting.ts'
import { definitions } from './definitions.ts'

export interface Reports {
  /** Null: no such workshop. */
  figures(workshopId: string, question: FiguresQuestion): Promise<Figures | null>
  orders(workshopId: string, question: FigureOrdersQuestion): Promise<FigureOrders | null>
  close(): Promise<void>
}

type Times = 'at' | 'promiseAt' | 'forecastAt' | 'readyAt'
type Listed = Omit<FigureOrder, Times> & Record<Times, string | null> & { all: number }

const instantOf = (text: string | null) => (text === null ? null : Date.parse(text))

/** @param sql a pool for reports alone, closed with them @param now house time */
export function createReports(sql: Sql, now: () => number): Reports {
  async function periodsFor(workshopId: string, { period: name, day }: FiguresQuestion) {
    const [row] = await tables.workshop.select(sql, workshopId, 'true', [])
    if (!row) return null
    const workshop = workshopOf(workshopId, row)
    const at = now()
    const midnight = day === undefined ? null : Date.parse(`${day}T00:00Z`)
    const asked = { sql, workshopId, timeZone: workshop.timeZone, now: at, name }
    const { doorWarningMinutes: warning, doorAlarmMinutes: alarm } = workshop.settings
    return { asked, waitLimits: { warning, alarm }, periods: periodsOf(name, midnight, workshop, at) }
  }

  /** Reports are many and short: compiling a statement, or starting further processes for it, takes longer than running it. */
  const alone = <T>(read: (tx: TransactionSql) => PromiseLike<T>): Promise<T> =>
    sql.begin('read only', async (tx) => {
      const calm = tx`select set_config('jit', 'off', true), set_config('max_parallel_workers_per_gather', '0', true)`
      const [, found] = await Promise.all([calm.execute(), read(tx)])
      return found
    }) as Promise<T>

  async function count(asked: Asked): Promise<Figures['figures']> {
    const [first, ...rest] = figureNames.map(
      (name) => sql`select ${name} as figure, c.* from (${definitions[name](asked)}) c`,
    )
    const cells = await alone(
      (tx) => tx<(FigureCell & { figure: FigureName })[]>`
      with ${sources(asked)}
      select figure, cell, count(*)::int as count, sum(minutes)::float8 as minutes,
        percentile_cont(0.25) within group (order by minutes) as quarter,
        percentile_cont(0.5) within group (order by minutes) as half,
        percentile_cont(0.75) within group (order by minutes) as "threeQuarters"
      from (${rest.reduce((all, one) => sql`${all} union all ${one}`, first!)}) counted
      group by figure, cell order by figure, cell`,
    )
    const all = Object.fromEntries(figureNames.map((name) => [name, []])) as unknown as Figures['figures']
    for (const { figure, ...cell } of cells) all[figure].push(cell)
    return all
  }

  return {
    async figures(workshopId, question) {
      const found = await periodsFor(workshopId, question)
      if (!found) return null
      const { asked, waitLimits, periods } = found
      const [figures, earlier] = await Promise.all([
        count({ ...asked, period: periods.now }),
        count({ ...asked, period: periods.before }),
      ])
      const before = { ...spanOf(periods.before), figures: earlier }
      return { at: asked.now, ...spanOf(periods.now), ends: periods.ends, waitLimits, figures, before }
    },

    async orders(workshopId, { figure, cells, before, ...question }) {
      const found = await periodsFor(workshopId, question)
      if (!found) return null
      const asked = { ...found.asked, period: before === 'true' ? found.periods.before : found.periods.now }
      const rows = await alone(
        (tx) => tx<Listed[]>`
        with ${sources(asked)}
        select c.order_id as "orderId", o.number, o.plate, o.model, o.state, o.promise_at as "promiseAt",
          o.forecast_at as "forecastAt", o.ready_at as "readyAt", c.cell, c.at, c.minutes, count(*) over ()::int as all
        from (${definitions[figure](asked)}) c
        left join repair_order o on o.workshop_id = ${workshopId} and o.id = c.order_id
        where c.cell in ${sql(cells.split(','))} order by c.minutes desc nulls last, c.at, c.order_id limit ${MOST_ORDERS}`,
      )
      const orders = rows.map(({ all: _, ...row }) => ({
        ...row,
        ...{ at: Date.parse(row.at!), promiseAt: instantOf(row.promiseAt) },
        ...{ forecastAt: instantOf(row.forecastAt), readyAt: instantOf(row.readyAt) },
      }))
      return { orders, more: (rows[0]?.all ?? 0) - orders.length }
    },

    async close() {
      await sql.end({ timeout: 0.5 })
    },
  }
}

const spanOf = ({ from, until, closing }: Period) => ({ from, until, closing })
