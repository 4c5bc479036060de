/** The rows behind a decision's changes. Only what differs from what was loaded is written. */
import { isDeepStrictEqual } from 'node:util'
import type { TransactionSql } from 'postgres'
import type { Order } from '#contract/entities.ts'
import type { DeadlineKind } from '#contract/values.ts'
import type { Accepted, Scope, Subscription, WorkSample } from '#server/domain/rule.ts'
import { operationRow, orderRow, partRow, vehicleRow, type WorkshopRow } from '#server/read/entities.ts'
import type { Entry } from '#server/read/journal.ts'
import { personalHash, separate } from '#server/read/personal.ts'
import { tables } from '#server/read/tables.ts'

/** Statements for the changed and removed entities; all of them are under way when this returns. */
export function writeRows(
  tx: TransactionSql,
  workshop: WorkshopRow,
  scope: Scope,
  decision: Accepted,
): Promise<unknown>[] {
  const { workshopId } = workshop
  const { put, drop = {} } = decision
  const work: Promise<unknown>[] = []
  for (const kind of [
    'bay',
    'team',
    'person',
    'priceItem',
    'arrival',
    'order',
    'notice',
    'alert',
    'suggestion',
  ] as const)
    if (drop[kind]?.length) work.push(tables[kind].drop(tx, workshopId, drop[kind]))
  if (drop.order?.length)
    work.push(dropOf(tx, workshopId, 'operation', drop.order), dropOf(tx, workshopId, 'part', drop.order))
  if (drop.vehicle?.length) work.push(tables.vehicle.drop(tx, workshopId, drop.vehicle))

  for (const { id: _, ...fields } of put.workshop ?? []) work.push(tables.workshop.put(tx, { ...workshop, ...fields }))
  for (const entity of put.bay ?? []) work.push(tables.bay.put(tx, { workshopId, ...entity }))
  for (const entity of put.team ?? []) work.push(tables.team.put(tx, { workshopId, ...entity }))
  for (const entity of put.person ?? []) work.push(tables.person.put(tx, { workshopId, ...entity }))
  for (const entity of put.priceItem ?? []) work.push(tables.priceItem.put(tx, { workshopId, ...entity }))
  for (const entity of put.arrival ?? []) work.push(tables.arrival.put(tx, { workshopId, ...entity }))
  for (const entity of put.notice ?? []) work.push(tables.notice.put(tx, { workshopId, ...entity }))
  for (const entity of put.alert ?? []) work.push(tables.alert.put(tx, { workshopId, ...entity }))
  for (const entity of put.suggestion ?? []) work.push(tables.suggestion.put(tx, { workshopId, ...entity }))
  for (const vehicle of put.vehicle ?? []) work.push(tables.vehicle.put(tx, vehicleRow(workshopId, vehicle)))
  for (const subscription of put.subscription ?? []) work.push(putSubscription(tx, workshopId, subscription))
  if (put.sample?.length) work.push(putSamples(tx, workshopId, put.sample))
  // What was learnt of an operation goes with it.
  if (drop.priceItem?.length)
    work.push(
      tx`delete from work_sample where workshop_id = ${workshopId} and item_id = any(${drop.priceItem}::uuid[])`,
    )
  if (drop.subscription?.length)
    work.push(
      tx`delete from push_subscription where workshop_id = ${workshopId} and endpoint = any(${drop.subscription}::text[])`,
    )
  for (const deadline of decision.deadlines ?? []) work.push(writeDeadline(tx, workshopId, deadline))
  for (const order of put.order ?? []) writeOrder(tx, workshopId, scope.orders.get(order.id), order, work)
  return work
}

function putSubscription(tx: TransactionSql, workshopId: string, { id, orderId, p256dh, auth }: Subscription) {
  return tx`insert into push_subscription (workshop_id, order_id, endpoint, p256dh, auth)
    values (${workshopId}, ${orderId}, ${id}, ${p256dh}, ${auth})
    on conflict (workshop_id, order_id, endpoint) do update set p256dh = excluded.p256dh, auth = excluded.auth`
}

function putSamples(tx: TransactionSql, workshopId: string, samples: readonly WorkSample[]) {
  const of = <K extends keyof WorkSample>(field: K) => samples.map((sample) => sample[field])
  const at = samples.map((sample) => new Date(sample.at).toISOString())
  return tx`insert into work_sample (workshop_id, id, item_id, model, minutes, at)
    select ${workshopId}, * from unnest(${of('id')}::uuid[], ${of('itemId')}::uuid[], ${of('model')}::text[],
      ${of('minutes')}::int[], ${at}::timestamptz[])`
}

/** A deadline is written by the transaction that makes it due, moves it or takes it away. */
export function writeDeadline(
  tx: TransactionSql,
  workshopId: string,
  { kind, subjectId, dueAt }: { kind: DeadlineKind; subjectId: string; dueAt: number | null },
): Promise<unknown> {
  if (dueAt === null)
    return tx`delete from deadline where workshop_id = ${workshopId} and kind = ${kind} and subject_id = ${subjectId}`.execute()
  return tx`insert into deadline (workshop_id, kind, subject_id, due_at)
    values (${workshopId}, ${kind}, ${subjectId}, ${new Date(dueAt).toISOString()})
    on conflict (workshop_id, kind, subject_id) do update set due_at = excluded.due_at`.execute()
}

function writeOrder(
  tx: TransactionSql,
  workshopId: string,
  before: Order | undefined,
  order: Order,
  work: Promise<unknown>[],
) {
  work.push(tables.order.put(tx, orderRow(workshopId, order)))
  order.operations.forEach((operation, position) => {
    if (!isDeepStrictEqual(before?.operations[position], operation))
      work.push(tables.operation.put(tx, operationRow(workshopId, order.id, position, operation)))
  })
  order.parts.forEach((part, position) => {
    if (!isDeepStrictEqual(before?.parts[position], part))
      work.push(tables.part.put(tx, partRow(workshopId, order.id, position, part)))
  })
  const kept = new Set(order.operations.map((operation) => operation.id))
  const gone = before?.operations.filter((operation) => !kept.has(operation.id)).map((operation) => operation.id) ?? []
  if (gone.length) work.push(tables.operation.drop(tx, workshopId, gone))
}

function dropOf(
  tx: TransactionSql,
  workshopId: string,
  table: 'operation' | 'part',
  orderIds: readonly string[],
): Promise<unknown> {
  const text = `delete from ${tables[table].name} where workshop_id = $1 and order_id = any($2::uuid[])`
  return tx.unsafe(text, [workshopId, orderIds as string[]], { prepare: true }).then(() => undefined)
}

/** The journal row of an accepted command; `said` is what somebody wrote that stands on no entity. */
export async function writeEntry(
  tx: TransactionSql,
  secret: string,
  commandId: string,
  entry: Entry,
  said: Accepted['said'],
): Promise<void> {
  const { bare, personal: own } = separate(entry.put)
  const personal = said ? { ...own, said } : own
  await tx`insert into journal (workshop_id, seq, at, command, command_id, actor, facts, put, drop, personal, personal_hash)
    values (${entry.workshopId}, ${entry.seq}, ${new Date(entry.at).toISOString()}, ${entry.command}, ${commandId},
      ${tx.json(entry.actor as never)}, ${tx.json(entry.facts as never)}, ${tx.json(bare as never)}, ${tx.json(entry.drop as never)},
      ${personal && tx.json(personal as never)}, ${personal && personalHash(secret, personal)})`
}
