/** Loads what a command needs, or the whole live state, with one statement per table, all pipelined. */
import type { Learned } from '#contract/entities/index.ts'
import { spellings } from '#contract/plate.ts'
import { toSnakeCase } from 'drizzle-orm/casing'
import { paceOf, SAMPLES_KEPT } from '#server/domain/durations/learned.ts'
import {
  kindsLoaded,
  plural,
  rowOf,
  type StoredEntities,
  type StoredKind,
  type KindsLoaded,
} from '#server/domain/kinds.ts'
import type { Needs, Scope } from '#server/domain/rule.ts'
import { ordersOf } from './entities.ts'
import type { Runner } from './table.ts'
import { listsOf, tables } from './tables.ts'
import { readUndoable } from './undo.ts'

/** What is loaded on demand; the workshop and its counters come with the head. */
export type Loaded = Omit<Scope, 'workshop' | 'counters'>

const loadedKinds = kindsLoaded('byId', 'whole', 'withOrder', 'apart')
const byIdKinds = kindsLoaded('byId')
const wholeKinds = kindsLoaded('whole')
const ofOrderKinds = kindsLoaded('withOrder')

export const nothingLoaded = (): Loaded =>
  ({
    ...Object.fromEntries(loadedKinds.map((kind) => [plural(kind), new Map()])),
    pace: 1,
    everyone: false,
    tickets: new Set(),
    undo: null,
    pairing: null,
  }) as unknown as Loaded

/** The SQL condition for a kind's live rows; `true` if they never end. */
function liveOf(kind: StoredKind): string {
  const { end } = rowOf(kind)
  return end === undefined ? 'true' : `${toSnakeCase(end)} is null`
}

/** The needed orders as a condition on `repair_order.id`; null if none are. `$1` is the workshop. */
function orderCondition(needs: Needs): { condition: (column: string) => string; parameters: unknown[] } | null {
  const live = (condition: string) =>
    `select id from repair_order where workshop_id = $1 and ${liveOf('order')} and ${condition}`
  const parameters: unknown[] = []
  const next = (value: unknown) => `$${parameters.push(value) + 1}`
  const selections: string[] = []
  if (needs.allLiveOrders || needs.everything) selections.push(live('true'))
  if (needs.orders?.length) selections.push(`select unnest(${next(needs.orders)}::uuid[])`)
  for (const kind of ofOrderKinds) {
    const ids = needs[plural(kind)]
    if (ids?.length)
      selections.push(
        `select order_id from ${tables[kind].name} where workshop_id = $1 and id = any(${next(ids)}::uuid[]) and order_id is not null`,
      )
  }
  if (needs.openArrivals)
    selections.push(
      `select order_id from arrival where workshop_id = $1 and ${liveOf('arrival')} and order_id is not null`,
    )
  if (needs.ordersInBays?.length) selections.push(live(`bay_id = any(${next(needs.ordersInBays)}::uuid[])`))
  if (needs.ordersOfPlates?.length)
    selections.push(live(`plate = any(${next(needs.ordersOfPlates.flatMap(spellings))}::text[])`))
  if (needs.orderOfCode) selections.push(live(`code = ${next(needs.orderOfCode)}`))
  if (needs.ordersWorkedBy?.length)
    selections.push(
      `select order_id from operation where workshop_id = $1 and state = 'working' and technician_id = any(${next(needs.ordersWorkedBy)}::uuid[])`,
    )
  if (selections.length === 0) return null
  // The common case, orders by id, keeps the simple form that PostgreSQL plans best.
  if (selections.length === 1 && needs.orders?.length)
    return { condition: (column) => `${column} = any($2::uuid[])`, parameters }
  const union = selections.join(' union ')
  return { condition: (column) => `${column} in (${union})`, parameters }
}

/** Selects entities of a kind into `loaded`. */
async function select<K extends Exclude<KindsLoaded<'byId' | 'whole' | 'withOrder' | 'apart'>, 'order'>>(
  run: Runner,
  workshopId: string,
  loaded: Loaded,
  kind: K,
  condition: string,
  parameters: readonly unknown[] = [],
): Promise<void> {
  const { by = 'id' } = rowOf(kind)
  const map = loaded[plural(kind)] as unknown as Map<string, StoredEntities[K]>
  const entities = (await tables[kind].select(run, workshopId, condition, parameters)) as unknown as StoredEntities[K][]
  for (const entity of entities) map.set((entity as unknown as Record<string, string>)[by]!, entity)
}

/** Whole orders, with the live entities that belong to them. */
async function loadOrders(run: Runner, workshopId: string, needs: Needs, loaded: Loaded): Promise<void> {
  const wanted = orderCondition(needs)
  if (!wanted) return
  const { condition, parameters } = wanted
  const ofOrders = condition('order_id')
  const [orders, lists] = await Promise.all([
    tables.order.select(run, workshopId, condition('id'), parameters),
    Promise.all(
      listsOf.get('order')!.map(async ({ field, owner, table }) => {
        return { field, owner, items: await table.select(run, workshopId, ofOrders, parameters) }
      }),
    ),
    ...ofOrderKinds.map((kind) => select(run, workshopId, loaded, kind, `${ofOrders} and ${liveOf(kind)}`, parameters)),
    // The result of an attempt may come after the car has left.
    needs.notices?.length ? select(run, workshopId, loaded, 'notice', 'id = any($2::uuid[])', [needs.notices]) : null,
  ])
  for (const order of ordersOf(orders, lists)) loaded.orders.set(order.id, order)
}

/** Open alerts about bays, about people at the door without a car, or about the workshop itself. */
async function loadAlerts(run: Runner, workshopId: string, needs: Needs, loaded: Loaded): Promise<void> {
  const open = (condition: string, ...parameters: unknown[]) =>
    select(run, workshopId, loaded, 'alert', `${condition} and ${liveOf('alert')}`, parameters)
  if (needs.everything) return open('order_id is null')
  await Promise.all([
    needs.bays?.length ? open('bay_id = any($2::uuid[])', needs.bays) : null,
    needs.alerts?.length ? open('id = any($2::uuid[])', needs.alerts) : null,
    needs.arrivals?.length ? open('order_id is null and arrival_id = any($2::uuid[])', needs.arrivals) : null,
    needs.openArrivals ? open('order_id is null and arrival_id is not null') : null,
    needs.workshopAlerts ? open('coalesce(order_id, bay_id, arrival_id) is null') : null,
  ])
}

/** Arrivals that a command names, or all open ones; those of its orders come with them. */
async function loadArrivals(run: Runner, workshopId: string, needs: Needs, loaded: Loaded): Promise<void> {
  await Promise.all([
    needs.arrivals?.length
      ? select(run, workshopId, loaded, 'arrival', 'id = any($2::uuid[])', [needs.arrivals])
      : null,
    needs.arrivalsSince === undefined
      ? null
      : select(run, workshopId, loaded, 'arrival', `(${liveOf('arrival')} or at >= $2)`, [
          new Date(needs.arrivalsSince).toISOString(),
        ]),
    needs.openArrivals || needs.everything ? select(run, workshopId, loaded, 'arrival', liveOf('arrival')) : null,
  ])
}

/** Samples of work, and the pace of the shop (B5). */
async function loadLearning(run: Runner, workshopId: string, needs: Needs, loaded: Loaded): Promise<void> {
  const samples = (condition: string, parameter: unknown) =>
    select(run, workshopId, loaded, 'sample', condition, [parameter])
  const latest = `item_id = $2 order by at desc, id limit ${SAMPLES_KEPT}`
  const pace = async () => {
    const rows = await run.unsafe<{ standard_minutes: number; learned: Learned[] }[]>(
      `select standard_minutes, learned from price_item where workshop_id = $1 and learned <> '[]'`,
      ...[[workshopId], { prepare: true }],
    )
    loaded.pace = paceOf(rows.map(({ standard_minutes: standardMinutes, learned }) => ({ standardMinutes, learned })))
  }
  await Promise.all([
    ...(needs.samplesOf ?? []).map((itemId) => samples(latest, itemId)),
    needs.samples?.length ? samples('id = any($2::uuid[])', needs.samples) : null,
    needs.pace ? pace() : null,
  ])
}

/** Tickets of live orders and open arrivals (B7). */
async function ticketsInUse(run: Runner, workshopId: string): Promise<ReadonlySet<string>> {
  const rows = await run.unsafe<{ ticket: string }[]>(
    `select ticket from repair_order where workshop_id = $1 and closed_at is null and ticket is not null
      union select ticket from arrival where workshop_id = $1 and closed_at is null`,
    ...[[workshopId], { prepare: true }],
  )
  return new Set(rows.map(({ ticket }) => ticket))
}

/** Whether a screen that a manager of this workshop found by its code can still be paired. By real time. */
async function loadPairing(run: Runner, workshopId: string, deviceId: string): Promise<Loaded['pairing']> {
  const [row] = await run.unsafe<{ is_paired: boolean }[]>(
    `select exists (select from device where workshop_id = $1 and id = $2) as is_paired
      from pairing where workshop_id = $1 and device_id = $2 and ends_at > now()`,
    ...[[workshopId, deviceId], { prepare: true }],
  )
  if (!row) return null
  return row.is_paired ? 'paired' : 'waiting'
}

async function loadVehicles(run: Runner, workshopId: string, needs: Needs, loaded: Loaded): Promise<void> {
  const vehicles = (condition: string, parameter: unknown) =>
    select(run, workshopId, loaded, 'vehicle', condition, [parameter])
  const ofOrders = 'id in (select vehicle_id from repair_order where workshop_id = $1 and id = any($2::uuid[]))'
  await Promise.all([
    needs.vehiclesOfPlates?.length
      ? vehicles('plate = any($2::text[])', needs.vehiclesOfPlates.flatMap(spellings))
      : null,
    needs.vehiclesOfOrders?.length ? vehicles(ofOrders, needs.vehiclesOfOrders) : null,
  ])
}

/** Adds to `loaded` what `needs` names. Ids that this workshop does not have are left out. */
export async function load(run: Runner, workshopId: string, needs: Needs, loaded: Loaded): Promise<void> {
  const { everything, priceItemsByCode: codes } = needs
  loaded.everyone ||= (everything ?? needs.everyone) === true
  await Promise.all([
    loadOrders(run, workshopId, needs, loaded),
    loadAlerts(run, workshopId, needs, loaded),
    loadArrivals(run, workshopId, needs, loaded),
    loadLearning(run, workshopId, needs, loaded),
    loadVehicles(run, workshopId, needs, loaded),
    ...byIdKinds.map((kind) => {
      const ids = needs[plural(kind)]
      const isWhole = (kind === 'person' && needs.everyone) || (kind === 'bay' && needs.allBays)
      return Promise.all([
        everything || isWhole ? select(run, workshopId, loaded, kind, liveOf(kind)) : null,
        ids?.length && (needs.ended || !(everything || isWhole))
          ? select(run, workshopId, loaded, kind, `id = any($2::uuid[]) and ${needs.ended ? 'true' : liveOf(kind)}`, [
              ids,
            ])
          : null,
      ])
    }),
    ...wholeKinds.map((kind) =>
      everything || needs[plural(kind)] || (kind === 'standIn' && needs.everyone)
        ? select(run, workshopId, loaded, kind, liveOf(kind))
        : null,
    ),
    needs.tickets ? ticketsInUse(run, workshopId).then((tickets) => (loaded.tickets = tickets)) : null,
    needs.subscriptionsOf
      ? select(run, workshopId, loaded, 'subscription', 'order_id = $2', [needs.subscriptionsOf])
      : null,
    needs.undo ? readUndoable(run, workshopId, needs.undo).then((undo) => (loaded.undo = undo)) : null,
    needs.pairing ? loadPairing(run, workshopId, needs.pairing).then((state) => (loaded.pairing = state)) : null,
    codes?.length ? select(run, workshopId, loaded, 'priceItem', 'code = any($2::text[])', [codes]) : null,
  ])
}
