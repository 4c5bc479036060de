/** Loads what a command concerns, or the whole live state, in as few statements as there are tables, sent in one go. */
import type { Learned } from '#contract/entities.ts'
import type { Needs, Scope } from '#server/domain/rule.ts'
import { paceOf, SAMPLES_KEPT } from '#server/domain/durations/learned.ts'
import { entityOf, ordersOf, vehicleOf } from './entities.ts'
import type { Runner } from './table.ts'
import { tables } from './tables.ts'

const LIVE = 'closed_at is null'

/** Which orders are needed, as a condition on `repair_order.id`; null when none are. `$1` is the workshop. */
function orderCondition(needs: Needs): { condition: (column: string) => string; parameters: unknown[] } | null {
  const live = (condition: string) => `select id from repair_order where workshop_id = $1 and ${LIVE} and ${condition}`
  const parameters: unknown[] = []
  const next = (value: unknown) => `$${parameters.push(value) + 1}`
  const selections: string[] = []
  if (needs.allLiveOrders || needs.everything) selections.push(live('true'))
  if (needs.orders?.length) selections.push(`select unnest(${next(needs.orders)}::uuid[])`)
  const ofCare = (table: 'notice' | 'alert', ids: readonly string[]) =>
    `select order_id from ${table} where workshop_id = $1 and id = any(${next(ids)}::uuid[]) and order_id is not null`
  if (needs.notices?.length) selections.push(ofCare('notice', needs.notices))
  if (needs.alerts?.length) selections.push(ofCare('alert', needs.alerts))
  if (needs.ordersInBays?.length) selections.push(live(`bay_id = any(${next(needs.ordersInBays)}::uuid[])`))
  if (needs.ordersOfPlates?.length) selections.push(live(`plate = any(${next(needs.ordersOfPlates)}::text[])`))
  if (needs.orderOfCode) selections.push(live(`code = ${next(needs.orderOfCode)}`))
  if (needs.ordersWorkedBy?.length)
    selections.push(
      `select order_id from operation where workshop_id = $1 and state = 'working' and technician_id = any(${next(needs.ordersWorkedBy)}::uuid[])`,
    )
  if (selections.length === 0) return null
  // The everyday case, orders by id, keeps the plain form that the planner likes best.
  if (selections.length === 1 && needs.orders?.length)
    return { condition: (column) => `${column} = any($2::uuid[])`, parameters }
  const union = selections.join(' union ')
  return { condition: (column) => `${column} in (${union})`, parameters }
}

/** Orders, whole, by a condition on their id, with their live notices and open alerts. */
async function loadOrders(run: Runner, workshopId: string, needs: Needs, loaded: Loaded): Promise<void> {
  const wanted = orderCondition(needs)
  if (!wanted) return
  const { condition, parameters } = wanted
  const ofLive = `${condition('order_id')} and ${LIVE}`
  const [orders, operations, parts, notices, alerts] = await Promise.all([
    tables.order.select(run, workshopId, condition('id'), parameters),
    tables.operation.select(run, workshopId, condition('order_id'), parameters),
    tables.part.select(run, workshopId, condition('order_id'), parameters),
    tables.notice.select(run, workshopId, ofLive, parameters),
    tables.alert.select(run, workshopId, ofLive, parameters),
  ])
  for (const order of ordersOf(orders, operations, parts)) loaded.orders.set(order.id, order)
  for (const row of notices) loaded.notices.set(row.id, entityOf(row))
  for (const row of alerts) loaded.alerts.set(row.id, entityOf(row))
}

/** Open alerts about bays, or about the workshop itself. */
async function loadAlerts(run: Runner, workshopId: string, needs: Needs, loaded: Loaded): Promise<void> {
  const conditions: [string, unknown[]][] = []
  if (needs.everything) conditions.push(['order_id is null', []])
  else {
    if (needs.bays?.length) conditions.push(['bay_id = any($2::uuid[])', [needs.bays]])
    if (needs.alerts?.length) conditions.push(['id = any($2::uuid[])', [needs.alerts]])
    if (needs.workshopAlerts) conditions.push(['order_id is null and bay_id is null', []])
  }
  await Promise.all(
    conditions.map(async ([condition, parameters]) => {
      const rows = await tables.alert.select(run, workshopId, `${condition} and ${LIVE}`, parameters)
      for (const row of rows) loaded.alerts.set(row.id, entityOf(row))
    }),
  )
}

/** Samples of work, and how fast the shop works (B5). */
async function loadLearning(run: Runner, workshopId: string, needs: Needs, loaded: Loaded): Promise<void> {
  const samples = async (condition: string, parameters: unknown[]) => {
    const rows = await tables.workSample.select(run, workshopId, condition, parameters)
    for (const row of rows) loaded.samples.set(row.id, entityOf(row))
  }
  const latest = `item_id = $2 order by at desc, id limit ${SAMPLES_KEPT}`
  const pace = async () => {
    const rows = await run.unsafe<{ standard_minutes: number; learned: Learned[] }[]>(
      `select standard_minutes, learned from price_item where workshop_id = $1 and learned <> '[]'`,
      ...[[workshopId], { prepare: true }],
    )
    loaded.pace = paceOf(rows.map(({ standard_minutes: standardMinutes, learned }) => ({ standardMinutes, learned })))
  }
  await Promise.all([
    ...(needs.samplesOf ?? []).map((itemId) => samples(latest, [itemId])),
    needs.samples?.length ? samples('id = any($2::uuid[])', [needs.samples]) : null,
    needs.pace ? pace() : null,
  ])
}

/** What is loaded by need; the workshop and its counters come with the head. */
export type Loaded = Omit<Scope, 'workshop' | 'counters'>

export const nothingLoaded = (): Loaded => ({
  orders: new Map(),
  bays: new Map(),
  teams: new Map(),
  persons: new Map(),
  priceItems: new Map(),
  arrivals: new Map(),
  vehicles: new Map(),
  notices: new Map(),
  alerts: new Map(),
  suggestions: new Map(),
  samples: new Map(),
  pace: 1,
})

/** Adds to `loaded` what `needs` names. Ids that this workshop does not have are left out. */
export async function load(run: Runner, workshopId: string, needs: Needs, loaded: Loaded): Promise<void> {
  const byId = (ids: readonly string[] | undefined): [string, unknown[]] | null =>
    needs.everything ? ['true', []] : ids?.length ? ['id = any($2::uuid[])', [ids]] : null
  const into = async <E>(map: Map<string, E>, list: Promise<E[]> | E[], key: (entity: E) => string): Promise<void> => {
    for (const entity of await list) map.set(key(entity), entity)
  }
  const work: Promise<void>[] = [loadOrders(run, workshopId, needs, loaded), loadAlerts(run, workshopId, needs, loaded)]

  work.push(loadLearning(run, workshopId, needs, loaded))
  const bays = byId(needs.bays)
  if (bays)
    work.push(
      into(
        loaded.bays,
        tables.bay.select(run, workshopId, ...bays).then((r) => r.map(entityOf)),
        (e) => e.id,
      ),
    )
  const persons = byId(needs.persons)
  if (persons)
    work.push(
      into(
        loaded.persons,
        tables.person.select(run, workshopId, ...persons).then((r) => r.map(entityOf)),
        (e) => e.id,
      ),
    )
  const items = byId(needs.priceItems)
  if (items)
    work.push(
      into(
        loaded.priceItems,
        tables.priceItem.select(run, workshopId, ...items).then((r) => r.map(entityOf)),
        (e) => e.id,
      ),
    )
  if (needs.priceItemsByCode?.length) {
    const found = tables.priceItem.select(run, workshopId, 'code = any($2::text[])', [needs.priceItemsByCode])
    work.push(
      into(
        loaded.priceItems,
        found.then((r) => r.map(entityOf)),
        (e) => e.id,
      ),
    )
  }
  const arrivals: [string, unknown[]] | null = needs.everything ? [LIVE, []] : byId(needs.arrivals)
  if (arrivals)
    work.push(
      into(
        loaded.arrivals,
        tables.arrival.select(run, workshopId, ...arrivals).then((r) => r.map(entityOf)),
        (e) => e.id,
      ),
    )
  if (needs.everything)
    work.push(
      into(
        loaded.teams,
        tables.team.select(run, workshopId, 'true', []).then((r) => r.map(entityOf)),
        (e) => e.id,
      ),
    )
  if (needs.suggestions || needs.everything)
    work.push(
      into(
        loaded.suggestions,
        tables.suggestion.select(run, workshopId, 'true', []).then((r) => r.map(entityOf)),
        (e) => e.id,
      ),
    )
  const vehicles = (where: string, keys: readonly string[]) =>
    into(
      loaded.vehicles,
      tables.vehicle.select(run, workshopId, where, [keys]).then((r) => r.map(vehicleOf)),
      (v) => v.plate,
    )
  if (needs.vehiclesOfPlates?.length) work.push(vehicles('plate = any($2::text[])', needs.vehiclesOfPlates))
  if (needs.vehiclesOfOrders?.length)
    work.push(
      vehicles(
        'id in (select vehicle_id from repair_order where workshop_id = $1 and id = any($2::uuid[]))',
        needs.vehiclesOfOrders,
      ),
    )
  await Promise.all(work)
}
