/** The workshop's head: the row that every command locks, so that sequence numbers follow commit order (S2). */
import type { TransactionSql } from 'postgres'
import type { Counters } from '#server/domain/rule.ts'

export interface Head {
  seq: number
  /** The mark of the last entry. */
  mark: string
  /** House time of the last command. */
  at: number
  counters: Counters
}

interface Row {
  seq: string
  mark: string
  at: string
  order_number: number
  ticket_day: string
  ticket_number: number
  reforecast_at: string | null
}

/** Locks the head until the transaction ends. The statement has been sent when this returns. Null: no such workshop. */
export function lockHead(tx: TransactionSql, workshopId: string): Promise<Head | null> {
  // postgres.js sends a query when it is awaited; without `execute`, other statements would overtake the lock.
  const rows = tx<Row[]>`
    select seq, mark, at, order_number, ticket_day, ticket_number, reforecast_at from workshop_head where workshop_id = ${workshopId} for update`.execute()
  return rows.then(([row]) =>
    row ? { seq: Number(row.seq), mark: row.mark, at: Date.parse(row.at), counters: countersOf(row) } : null,
  )
}

const countersOf = (row: Row): Counters => ({
  orderNumber: row.order_number,
  ticketDay: Number(row.ticket_day),
  ticketNumber: row.ticket_number,
  reforecastAt: row.reforecast_at === null ? null : Date.parse(row.reforecast_at),
})

export function moveHead(tx: TransactionSql, workshopId: string, { seq, mark, at, counters }: Head) {
  const { orderNumber, ticketDay, ticketNumber, reforecastAt } = counters
  return tx`update workshop_head set seq = ${seq}, mark = ${mark}, at = ${new Date(at).toISOString()}, order_number = ${orderNumber},
    ticket_day = ${ticketDay}, ticket_number = ${ticketNumber},
    reforecast_at = ${reforecastAt === null ? null : new Date(reforecastAt).toISOString()} where workshop_id = ${workshopId}`
}
