/**
 * What the nodes agree on: by how much the database's clock is ahead of house time. It stands in the database, so every node
 * works out the same house time. Zero: the clock is believed.
 */
import type { Sql, TransactionSql } from 'postgres'

/** The database's clock when it was read, and by how much it is then ahead of house time (ms). */
export interface Reading {
  clock: number
  ahead: number
}

/** What a node that starts has to know besides. */
export interface FirstReading extends Reading {
  /** For how long the agreement has stood, by the database's clock (ms). */
  stood: number
  /** House time of the last entry of the workshops' journals: the workshop furthest behind, and the one furthest ahead. */
  furthestBehind: number | null
  furthestAhead: number | null
}

/** The statement has been sent when this returns. */
export async function readAgreement(sql: Sql | TransactionSql): Promise<Reading> {
  const [row] = await sql<Reading[]>`
    select extract(epoch from clock_timestamp())::float8 * 1000 as clock,
      coalesce((select clock_ahead from house_clock), 0)::float8 as ahead`.execute()
  return row!
}

export async function readFirst(sql: Sql): Promise<FirstReading> {
  const [row] = await sql<FirstReading[]>`
    select extract(epoch from clock_timestamp())::float8 * 1000 as clock,
      coalesce(clock_ahead, 0)::float8 as ahead,
      coalesce(extract(epoch from clock_timestamp() - since), 0)::float8 * 1000 as stood,
      (select extract(epoch from min(at))::float8 * 1000 from workshop_head) as "furthestBehind",
      (select extract(epoch from max(at))::float8 * 1000 from workshop_head) as "furthestAhead"
    from (select) one left join house_clock on true`
  return row!
}

/** Whether every workshop's journal is ahead of an instant. */
export async function areAllAhead(sql: Sql, at: number): Promise<boolean> {
  const [row] = await sql<{ ahead: boolean | null }[]>`
    select bool_and(at > ${new Date(at).toISOString()}) as ahead from workshop_head`
  return row!.ahead ?? false
}

/** Replaces the agreement; false if another node has replaced it first. */
export async function replaceAgreement(sql: Sql | TransactionSql, was: number, ahead: number): Promise<boolean> {
  const rows = await sql`
    insert into house_clock (is_only, clock_ahead, since) values (true, ${Math.round(ahead)}, clock_timestamp())
    on conflict (is_only) do update set clock_ahead = excluded.clock_ahead, since = excluded.since
      where house_clock.clock_ahead = ${Math.round(was)}
    returning 1`
  return rows.length > 0
}

/** House time is the database's clock from here on, whatever was agreed. The statement has been sent when this returns. */
export function believeClock(tx: TransactionSql): Promise<unknown> {
  return tx`update house_clock set clock_ahead = 0, since = clock_timestamp()`.execute()
}
