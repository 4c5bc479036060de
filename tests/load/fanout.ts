/**
 * `commit_to_screen.p99_ratio`: 20 changes per second, one frame per change, until the last of 1,000 screens has applied it, over
 * a bare INSERT and a bare `ws` broadcast of the same bytes. `fanout.cpu_ratio`: the CPU time of the two servers.
 * `fanout.cpu_ratio_tick`: that of ten changes in one frame. `fanout.tick_ratio`: the CPU time of delivering ten changes in one frame,
 * over delivering them in ten, each without what the same commands take with no screens.
 */
import type { Order, Workshop } from '#contract/entities/index.ts'
import type { Database } from '#db/database.ts'
import { viewOf } from '#server/audience/audience.ts'
import { readState } from '#server/read/state.ts'
import { encode } from '#server/socket/screen.ts'
import { start } from './child.ts'
import { median, percentile, round, type Figures } from './figures.ts'
import { benchWorkshop, openGround, type BenchWorkshop } from './ground.ts'

const ROUNDS = 5
const SCREENS = 1000
const SAMPLES = 400
/** The figure for one tick is not a percentile, so it needs fewer samples. */
const TICK_SAMPLES = 160
/** Each is toggled, so the samples are an even number of passes over them. */
const ORDERS = 40
const PER_SECOND = 20
/** Changes sent together, and delivered in one tick where they share a frame. */
const TOGETHER = 10
/** Rate of the warm-up, which has as many changes: a server runs all day, and spends its first seconds compiling its code. */
const WARM_UP_PER_SECOND = 50
const MODEL_AT_MOST = 60
/** A change on the wire, in bytes. */
const BYTES = 768

export async function fanout(quick: boolean): Promise<Figures> {
  const [rounds, samples] = quick ? [1, 2 * ORDERS] : [ROUNDS, SAMPLES]
  const ground = await openGround()
  const { sql } = ground.database
  const shop = await filledShop(ground.database)
  const state = (await readState(sql, shop.workshopId))!
  const cookie = (view: 'wall' | 'staff') => `pitboard_${view}=${shop.keys[view]}`
  const results: Record<
    'ours' | 'insert' | 'bare' | 'cpu' | 'cpuTick' | 'cpuFrames' | 'cpuAlone' | 'cpuBare',
    number[]
  > = {
    ours: [],
    insert: [],
    bare: [],
    cpu: [],
    cpuTick: [],
    cpuFrames: [],
    cpuAlone: [],
    cpuBare: [],
  }
  const [orders, workshop] = [state.put.order!, state.put.workshop![0]!]
  const bytes = frameBytes(orders[0]!, workshop)
  // The bare screens get the same orders, so both sides hold as much.
  const puts = orders.map((order) => JSON.stringify(Object.values(changeOf(order, workshop).put).flat()))

  /** `cpu` is milliseconds a change, divided by the screens of the other runs. */
  async function ours(
    how: { frameEvery: number } | { changesATick: number },
    burst: number,
    samples: number,
    screens = SCREENS,
  ): Promise<{ p99: number; cpu: number }> {
    const [node, clients] = [await start('./pitboardServer.ts'), await start('./clients.ts')]
    const url = await node.ask<string>('open', { url: ground.url, ...how })
    const { seq } = (await readState(sql, shop.workshopId))!
    await clients.ask('open', { url, count: screens, cookie: cookie('wall'), current: seq })
    await clients.ask('sender', { url, cookie: cookie('staff'), personId: shop.personId })
    const load = { orderIds: shop.orderIds, samples, burst }
    await clients.ask('change', { ...load, perSecond: WARM_UP_PER_SECOND })
    const before = await node.ask<number>('cpu')
    const times = await clients.ask<number[]>('change', { ...load, perSecond: PER_SECOND })
    const cpu = ((await node.ask<number>('cpu')) - before) / (samples * SCREENS)
    await clients.ask('close')
    await node.ask('close')
    await Promise.all([node.stop(), clients.stop()])
    return { p99: percentile(times, 0.99), cpu }
  }

  async function bare(): Promise<void> {
    const [server, clients] = [await start('./bareServer.ts'), await start('./clients.ts')]
    const url = await server.ask<string>('open')
    await clients.ask('bareOpen', { url, count: SCREENS })
    await clients.ask('bareChange', { puts, samples, perSecond: WARM_UP_PER_SECOND })
    const before = await server.ask<number>('cpu')
    const times = await clients.ask<number[]>('bareChange', { puts, samples, perSecond: PER_SECOND })
    results.cpuBare.push(((await server.ask<number>('cpu')) - before) / (samples * SCREENS))
    results.bare.push(percentile(times, 0.99))
    await clients.ask('close')
    const inserts = await server.ask<number[]>('insert', { url: ground.url, bytes, samples, perSecond: PER_SECOND })
    results.insert.push(percentile(inserts, 0.99))
    await Promise.all([server.stop(), clients.stop()])
  }

  for (let i = 0; i < rounds; i++) {
    const one = await ours({ frameEvery: 0 }, 1, samples)
    results.ours.push(one.p99)
    results.cpu.push(one.cpu)
    await bare()
    const tickSamples = Math.min(samples, TICK_SAMPLES)
    results.cpuTick.push((await ours({ changesATick: TOGETHER }, TOGETHER, tickSamples)).cpu)
    results.cpuFrames.push((await ours({ frameEvery: 0 }, TOGETHER, tickSamples)).cpu)
    results.cpuAlone.push((await ours({ changesATick: TOGETHER }, TOGETHER, tickSamples, 0)).cpu)
  }
  await ground.stop()

  const ratios = results.ours.map((p99, i) => p99 / (results.insert[i]! + results.bare[i]!))
  const cpus = results.cpu.map((cpu, i) => cpu / results.cpuBare[i]!)
  const ticks = results.cpuTick.map((cpu, i) => cpu / results.cpuBare[i]!)
  const deliveries = results.cpuTick.map(
    (cpu, i) => (cpu - results.cpuAlone[i]!) / (results.cpuFrames[i]! - results.cpuAlone[i]!),
  )
  const ms = (list: number[]) => round(median(list))
  const us = (list: number[]) => round(median(list) * 1000)
  return {
    'commit_to_screen.p99_ratio': {
      value: round(median(ratios)),
      note: `${bytes} bytes: ${ms(results.ours)} ms over INSERT ${ms(results.insert)} ms + ws ${ms(results.bare)} ms`,
    },
    'fanout.cpu_ratio': {
      value: round(median(cpus)),
      note: `${us(results.cpu)} µs a delivery, write path included, over ${us(results.cpuBare)} µs`,
    },
    'fanout.cpu_ratio_tick': {
      value: round(median(ticks)),
      note: 'the same with the ten changes of one tick in one frame',
    },
    'fanout.tick_ratio': {
      value: round(median(deliveries)),
      note: `ten changes sent together ${us(results.cpuTick)} µs a delivery, with a frame for each ${us(results.cpuFrames)}, their commands alone ${us(results.cpuAlone)}`,
    },
  }
}

/**
 * A workshop whose changes have the wanted size, padded with the model's name. It is limited to 60 characters, so some of
 * them take three bytes.
 */
async function filledShop(database: Database): Promise<BenchWorkshop> {
  const { workshopId } = await benchWorkshop(database, 1, 'x')
  const { put } = (await readState(database.sql, workshopId))!
  const missing = BYTES - frameBytes(put.order![0]!, put.workshop![0]!) + 1
  const wide = Math.max(0, Math.ceil((missing - MODEL_AT_MOST) / 2))
  return benchWorkshop(database, ORDERS, '车'.repeat(wide) + 'x'.repeat(missing - 3 * wide))
}

/** A change of this order, as the wall gets it. */
function changeOf(order: Order, workshop: Workshop) {
  return viewOf({ view: 'wall' }, { order: [order] }, {}, { workshop, bays: new Map() })
}

/** Its size on the wire. */
function frameBytes(order: Order, workshop: Workshop): number {
  return encode('batch', { from: 100, to: 101, at: order.arrivedAt, ...changeOf(order, workshop) }).bytes
}
