/** Many orders whose progress checks fall due at chosen times, as the write path would have left them (B10). */
import type { Sql } from 'postgres'
import { connect, type Database } from '#db/database.ts'
import { readState } from '#server/read/state.ts'
import { newId } from '#server/write/ids.ts'
import { createWriter } from '#server/write/write.ts'
import { permitted } from '../support/permitted.ts'
import { benchWorkshop } from './ground.ts'

const HOUR = 3_600_000
/** From receipt to promise; the progress check is due at 70 % of it. */
const PLANNED = 10 * HOUR

/** Workshops without quiet hours, each with one authorised order to copy. */
export async function workshopsWithOrders(
  database: Database,
  count: number,
): Promise<{ workshopId: string; orderId: string }[]> {
  const shops: { workshopId: string; orderId: string }[] = []
  const writer = createWriter({ sql: database.sql, now: Date.now, committed: () => {} })
  for (let i = 0; i < count; i++) {
    const { workshopId, orderIds, personId } = await benchWorkshop(database, 1)
    const { put } = (await readState(database.sql, workshopId))!
    const does = async (
      name: 'addOperations' | 'quoteOrder' | 'authoriseOrder' | 'changeSettings',
      payload: object,
    ) => {
      const outcome = await writer.execute(permitted('staff', workshopId, name, payload as never, { personId }))
      if (!outcome.ok) throw new Error(`${name}: ${outcome.code}`)
    }
    const orderId = orderIds[0]!
    await does('changeSettings', { settings: { quietFrom: 0, quietUntil: 0 } })
    await does('addOperations', { orderId, itemIds: [put.priceItem![0]!.id] })
    await does('quoteOrder', { orderId, promiseAt: Date.now() + PLANNED, reason: 'As agreed' })
    await does('authoriseOrder', { orderId, wash: false })
    shops.push({ workshopId, orderId })
  }
  return shops
}

/** Copies the order once per instant, with its progress check due then. */
export async function ordersDueAt(
  sql: Sql,
  workshopId: string,
  orderId: string,
  instants: readonly number[],
): Promise<void> {
  const columns = async (table: string) =>
    (
      await sql<{ name: string }[]>`
        select column_name as name from information_schema.columns where table_name = ${table} order by ordinal_position`
    ).map((row) => row.name)
  const at = (milliseconds: string) => `to_timestamp((${milliseconds}) / 1000.0)`
  const replaced: Record<string, string> = {
    id: 'd.id',
    number: '1000 + d.n::int',
    plate: `'沪Y' || (10000 + d.n)`,
    authorised_at: at(`d.due - ${0.7 * PLANNED}`),
    taken_over_at: 'null',
    promise_at: at(`d.due + ${0.3 * PLANNED}`),
    forecast_at: at(`d.due + ${0.2 * PLANNED}`),
    progress_check: `jsonb_set(jsonb_set(o.progress_check, '{dueAt}', to_jsonb(d.due)), '{lateAt}', to_jsonb(d.due + ${0.1 * PLANNED}))`,
    notice_at: at(`d.due + ${0.3 * PLANNED - HOUR}`),
    informed: `jsonb_set(o.informed, '{readyAt}', to_jsonb((d.due + ${0.3 * PLANNED})::bigint))`,
    review_at: at('d.due'),
  }
  const list = async (table: string, own: Record<string, string>, alias: string) =>
    (await columns(table)).map((name) => own[name] ?? `${alias}.${name}`).join(', ')
  const parameters = [workshopId, orderId, sql.json(instants.map((due) => ({ id: newId(), due }))) as never]
  const due = `(select (value->>'id')::uuid as id, (value->>'due')::bigint as due, n from jsonb_array_elements($3::jsonb) with ordinality as e(value, n))`
  await sql.unsafe(
    `insert into repair_order select ${await list('repair_order', replaced, 'o')} from repair_order o, ${due} d where o.workshop_id = $1 and o.id = $2`,
    parameters,
  )
  await sql.unsafe(
    `insert into operation select ${await list('operation', { id: 'gen_random_uuid()', order_id: 'd.id' }, 'o')} from operation o, ${due} d where o.workshop_id = $1 and o.order_id = $2`,
    parameters,
  )
  await sql.unsafe(
    `insert into deadline (workshop_id, kind, subject_id, due_at) select $1::uuid, 'order', d.id, ${at('d.due')} from ${due} d where $2::uuid is not null`,
    parameters,
  )
}

/** What the clock does to an order: ask, record the missed answer, raise the alert (B10, AL). */
const effects = {
  asked: `f->>'name' = 'progressCheckAsked'`,
  missed: `f->>'name' = 'progressCheckMissed'`,
  alerted: `f->>'name' = 'alertOpened' and f->>'cause' = 'progress_check_missed'`,
}

/** When the journal says the clock did that to each order. */
export async function timesOf(url: string, effect: keyof typeof effects): Promise<Map<string, number[]>> {
  const { sql, close } = connect(url, 2)
  const rows = await sql.unsafe<{ id: string; at: string }[]>(
    `select f->>'orderId' as id, at from journal, jsonb_array_elements(facts) f where ${effects[effect]}`,
  )
  await close()
  const times = new Map<string, number[]>()
  for (const { id, at } of rows) times.set(id, [...(times.get(id) ?? []), Date.parse(at)])
  return times
}

/** The orders whose rows say that it was done. */
export async function recordedOf(url: string, effect: keyof typeof effects): Promise<string[]> {
  const rowsOf = {
    asked: `select id from repair_order where progress_check->>'askedAt' is not null`,
    missed: `select id from repair_order where progress_check->>'missedAt' is not null`,
    alerted: `select order_id as id from alert where cause = 'progress_check_missed'`,
  }
  const { sql, close } = connect(url, 2)
  const rows = await sql.unsafe<{ id: string }[]>(rowsOf[effect])
  await close()
  return rows.map(({ id }) => id)
}

/** Deadlines that do not match their order, and orders with a time but no deadline. */
export async function astray(url: string): Promise<number> {
  const { sql, close } = connect(url, 2)
  const [row] = await sql<{ count: string }[]>`
    select count(*) from repair_order o
    full join (select * from deadline where kind = 'order') d on d.workshop_id = o.workshop_id and d.subject_id = o.id
    where d.due_at is distinct from o.review_at`
  await close()
  return Number(row!.count)
}
