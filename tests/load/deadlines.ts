/**
 * `deadlines.lateness_p99_ms` and `deadlines.lateness_ratio`: 1,000 of 100,000 pending deadlines fall due within a minute on
 * three nodes; the time from due to effect, over the same with pg-boss at its fastest. `deadlines.exactly_once`: 10,000 deadlines
 * while nodes are killed, the database restarted and the clock set wrong; the number of effects that did not happen exactly once.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { start, type Child } from './child.ts'
import { astray, ordersDueAt, recordedOf, timesOf, workshopsWithOrders } from './dueOrders.ts'
import { percentile, round, type Figures } from './figures.ts'
import { openGround } from './ground.ts'
import { openRelay } from './relay.ts'

const NODES = 3
const PENDING = 100_000
const DUE = 1000
const SPREAD = 60_000
const SHOPS = 20
/** Time before the first deadline, for nodes to start and warm up. */
const LEAD = 8_000
const HOUR = 3_600_000

const evenly = (count: number, from: number, spread: number) =>
  Array.from({ length: count }, (_, i) => Math.round(from + (i * spread) / count))

/** Every `of`th instant, starting with number `part`. */
const share = (instants: readonly number[], part: number, of: number) => instants.filter((_, i) => i % of === part)

export async function lateness(quick: boolean): Promise<Figures> {
  const [pending, due, spread] = quick ? [PENDING / 10, DUE / 4, SPREAD / 4] : [PENDING, DUE, SPREAD]
  const ours = await ourLateness(pending, due, spread)
  const theirs = await bossLateness(pending, due, spread)
  const [p99, bossP99] = [percentile(ours, 0.99), percentile(theirs, 0.99)]
  const enough = ours.length === due && theirs.length === due
  return {
    'deadlines.lateness_p99_ms': {
      value: ours.length === due ? round(p99) : null,
      note: `median ${round(percentile(ours, 0.5))} ms; ${ours.length} of ${due} met, ${pending} pending, ${NODES} nodes`,
    },
    'deadlines.lateness_ratio': {
      value: enough ? round(p99 / bossP99) : null,
      note: `over pg-boss at 0.5 s: ${round(bossP99)} ms, median ${round(percentile(theirs, 0.5))} ms, ${theirs.length} of ${due} met`,
    },
  }
}

/** From due time to journal entry, in milliseconds. */
async function ourLateness(pending: number, due: number, spread: number): Promise<number[]> {
  const ground = await openGround()
  const shops = await workshopsWithOrders(ground.database, SHOPS)
  const { sql } = ground.database
  await sql`insert into deadline (workshop_id, kind, subject_id, due_at)
    select ${shops[0]!.workshopId}, 'order', gen_random_uuid(), now() + interval '1 day' + n * interval '1 second' from generate_series(1, ${pending}) n`
  const instants = evenly(due, Date.now() + LEAD, spread)
  for (const [i, { workshopId, orderId }] of shops.entries())
    await ordersDueAt(sql, workshopId, orderId, share(instants, i, SHOPS))
  await sql`analyze`
  const nodes = await Promise.all(Array.from({ length: NODES }, () => startNode(ground.url)))
  await until(instants.at(-1)! + 3_000)
  const dueOf = new Map(
    (
      await sql<
        { id: string; due: string }[]
      >`select id, progress_check->>'dueAt' as due from repair_order where progress_check is not null`
    ).map(({ id, due }) => [id, Number(due)]),
  )
  const found = [...(await timesOf(ground.url, 'asked'))].map(([id, [at]]) => at! - dueOf.get(id)!)
  await Promise.all(nodes.map((node) => node.stop()))
  await ground.stop()
  return found
}

async function bossLateness(pending: number, due: number, spread: number): Promise<number[]> {
  const ground = await openGround()
  const nodes = await Promise.all(Array.from({ length: NODES }, () => start('./bossNode.ts')))
  await nodes[0]!.ask('fill', {
    url: ground.url,
    pending,
    instants: evenly(due, Date.now() + LEAD + pending / 20, spread),
  })
  await Promise.all(nodes.map((node) => node.ask('work', { url: ground.url })))
  const last = await nodes[0]!.ask<number>('last')
  await until(last + 3_000)
  const found = (await Promise.all(nodes.map((node) => node.ask<number[]>('lateness')))).flat()
  await Promise.all(nodes.map((node) => node.stop()))
  await ground.stop()
  return found
}

const until = (at: number) => sleep(Math.max(0, at - Date.now()))

async function startNode(url: string, skew = 0): Promise<Child> {
  const node = await start('./pitboardServer.ts')
  await node.ask('open', { url, skew })
  return node
}

export async function exactlyOnce(quick: boolean): Promise<Figures> {
  const [count, kills, spread] = quick ? [1000, 8, 20_000] : [10_000, 50, 100_000]
  const ground = await openGround()
  const relay = await openRelay(Number(new URL(ground.url).port))
  const address = new URL(ground.url)
  address.port = String(relay.port)
  const shops = await workshopsWithOrders(ground.database, SHOPS)
  const begin = Date.now() + LEAD
  const instants = evenly(count, begin, spread)
  for (const [i, { workshopId, orderId }] of shops.entries())
    await ordersDueAt(ground.database.sql, workshopId, orderId, share(instants, i, SHOPS))

  let skew = 0
  const nodes: Child[] = []
  const fresh = () => startNode(address.href, skew)
  const setClocks = async (milliseconds: number) => {
    skew = milliseconds
    await Promise.all(nodes.map((node) => node.ask('setClock', skew).catch(() => undefined)))
  }
  for (let i = 0; i < NODES; i++) nodes.push(await fresh())
  // An hour back first: deadlines must wait. Then forward again: all must be carried out, once.
  const events: [at: number, what: () => Promise<void>][] = [
    [0.3, () => setClocks(-HOUR)],
    [0.45, () => setClocks(0)],
    [0.6, async () => relay.lead(Number(new URL(await ground.restart()).port))],
    [0.75, () => setClocks(HOUR)],
    [0.8, () => setClocks(0)],
    ...Array.from({ length: kills }, (_, i): [number, () => Promise<void>] => [
      (i + Math.random()) / kills,
      async () => {
        const which = Math.floor(Math.random() * NODES)
        await nodes[which]!.kill()
        nodes[which] = await fresh()
      },
    ]),
  ]
  for (const [at, what] of events.sort(([a], [b]) => a - b)) {
    await until(begin + at * spread)
    await what()
  }
  // The rest is carried out soon after the last kill; a deadline never carried out shows up here.
  let asked = new Map<string, number[]>()
  for (const end = Date.now() + 90_000; Date.now() < end && asked.size < count; await sleep(1000))
    asked = await timesOf(address.href, 'asked')
  await Promise.all(nodes.map((node) => node.kill()))
  asked = await timesOf(address.href, 'asked')
  const missed = await timesOf(address.href, 'missed')
  const alerted = await timesOf(address.href, 'alerted')
  const twice = [asked, missed, alerted].map((times) => [...times.values()].filter(({ length }) => length > 1).length)
  // Effects of the clock running an hour ahead must be in the rows as in the journal.
  const untrue = await Promise.all([
    differing(missed, await recordedOf(address.href, 'missed')),
    differing(alerted, await recordedOf(address.href, 'alerted')),
    differing(missed, alerted.keys()),
  ])
  const lost = await astray(address.href)
  relay.close()
  await ground.stop()
  return {
    'deadlines.exactly_once': {
      value: count - asked.size + sum(twice) + sum(untrue) + lost,
      note:
        `of ${count}: ${count - asked.size} not met; ${missed.size} said to be missed, with ${alerted.size} alerts, of which ` +
        `${sum(untrue)} in journal or rows alone; ${sum(twice)} effects twice, ${lost} rows astray; ${kills} kills, ` +
        'one restart of the database, the clock an hour back and an hour ahead',
    },
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)

/** How many are in one of them only. */
function differing(times: ReadonlyMap<string, unknown>, ids: Iterable<string>): number {
  const others = new Set(ids)
  return [...times.keys()].filter((id) => !others.has(id)).length + [...others].filter((id) => !times.has(id)).length
}
