/**
 * The baseline of a command: the same statements on the same rows, with postgres.js alone. It reads what Pitboard reads and
 * writes as much; it decides nothing.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { entriesAfter } from '#server/read/journal.ts'
import type { BenchWorkshop } from './ground.ts'

export async function bareTransaction(
  sql: Sql,
  { workshopId, orderIds, personId }: BenchWorkshop,
): Promise<() => Promise<unknown>> {
  const orderId = orderIds[1]!
  const [row] = await sql`select * from repair_order where workshop_id = ${workshopId} and id = ${orderId}`
  const order = row as Record<string, never>
  const entries = await entriesAfter(sql, workshopId, 0, 100)
  const put = {
    order: entries
      .findLast((entry) => entry.put.order)!
      .put.order!.map(({ customer: _c, words: _w, plate: _p, ...rest }) => rest),
  }
  const personal = {
    order: { [orderId]: { customer: { name: 'Wang', phone: '13800138000' }, words: 'It rattles.', plate: '沪A10000' } },
  }
  const columns = Object.keys(order)
  const rest = columns.filter((name) => name !== 'workshop_id' && name !== 'id')
  const upsert =
    `insert into repair_order (${columns.join(', ')}) values (${columns.map((_, i) => `$${i + 1}`).join(', ')}) ` +
    `on conflict (workshop_id, id) do update set ${rest.map((name) => `${name} = excluded.${name}`).join(', ')}`
  const facts = [{ name: 'prioritySet', orderId, priority: 'urgent' }]
  const actor = { device: 'staff', personId }
  const hash = randomBytes(32).toString('base64url')
  const payloadHash = randomBytes(32)
  let urgent = false

  return () =>
    sql.begin(async (tx) => {
      const commandId = randomUUID()
      const [heads] = await Promise.all([
        tx`select seq, mark, at, order_number, ticket_day, ticket_number, reforecast_at from workshop_head where workshop_id = ${workshopId} for update`,
        tx`select payload_hash, seq, answer from receipt where workshop_id = ${workshopId} and sender = 'bare' and command_id = ${commandId}`,
        tx`select * from workshop where workshop_id = ${workshopId}`,
        tx`select * from repair_order where workshop_id = ${workshopId} and id = any(${[orderId]}::uuid[])`,
        tx`select * from operation where workshop_id = ${workshopId} and order_id = any(${[orderId]}::uuid[])`,
        tx`select * from part where workshop_id = ${workshopId} and order_id = any(${[orderId]}::uuid[])`,
        tx`select * from notice where workshop_id = ${workshopId} and order_id = any(${[orderId]}::uuid[]) and closed_at is null`,
        tx`select * from alert where workshop_id = ${workshopId} and order_id = any(${[orderId]}::uuid[]) and closed_at is null`,
      ])
      const head = heads![0]!
      const seq = Number(head['seq']) + 1
      const [mark, at] = [head['mark'] as string, new Date().toISOString()]
      urgent = !urgent
      const values = columns.map((name) => (name === 'priority' ? (urgent ? 'urgent' : 'normal') : order[name]))
      await Promise.all([
        tx.unsafe(upsert, values as never[], { prepare: true }),
        tx`insert into journal (workshop_id, seq, mark, at, command, command_id, actor, facts, put, drop, personal, personal_hash)
          values (${workshopId}, ${seq}, ${mark}, ${at}, 'setPriority', ${commandId}, ${tx.json(actor)}, ${tx.json(facts)}, ${tx.json(put as never)},
            ${tx.json({})}, ${tx.json(personal)}, ${hash})`,
        tx`insert into receipt (workshop_id, sender, command_id, payload_hash, seq, answer, at)
          values (${workshopId}, 'bare', ${commandId}, ${payloadHash}, ${seq}, ${tx.json({})}, ${at})`,
        tx`update workshop_head set seq = ${seq}, mark = ${mark}, at = ${at}, order_number = ${head['order_number'] as number},
          ticket_day = ${head['ticket_day'] as string}, ticket_number = ${head['ticket_number'] as number},
          reforecast_at = ${head['reforecast_at'] as string | null} where workshop_id = ${workshopId}`,
      ])
    })
}
