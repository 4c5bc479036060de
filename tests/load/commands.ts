/**
 * `command.throughput_ratio`: accepted commands per second over 64 workshops with one in flight each, over the same statements
 * and rows in bare postgres.js. `command.latency_ratio`: one workshop, one in flight, the median. `history.slope`: the time of the
 * same command, and of checking in a known car, with a million past orders, over that with a thousand; the worse of the two.
 */
import { connect, type Database } from '#db/database.ts'
import { createWriter, type Writer } from '#server/write/write.ts'
import { permitted } from '../support/permitted.ts'
import { bareTransaction } from './bareTransaction.ts'
import { clock, median, percentile, round, type Figures } from './figures.ts'
import { benchWorkshop, openGround, type BenchWorkshop } from './ground.ts'

const ROUNDS = 5
const WORKSHOPS = 64
const POOL = 10
const PAST = 1_000_000

/** Toggles an order's priority: an everyday command that loads and writes its order. */
function turn(writer: Writer, shop: BenchWorkshop): () => Promise<unknown> {
  let urgent = false
  const { workshopId, personId } = shop
  return async () => {
    urgent = !urgent
    const payload = { orderId: shop.orderIds[0]!, priority: urgent ? 'urgent' : 'normal' } as const
    const outcome = await writer.execute(permitted('staff', workshopId, 'setPriority', payload, { personId }))
    if (!outcome.ok) throw new Error(outcome.code)
  }
}

/** Checks known cars in, one after another; cancelling the order afterwards is not measured. */
function returns(writer: Writer, shop: BenchWorkshop, cars: number): Measured {
  const { workshopId, personId } = shop
  const contact = { model: null, name: null, phone: null, language: 'en' } as const
  let n = 0
  return async () => {
    const payload = { ...contact, plate: knownPlate(n++ % cars), symptoms: [], words: '', waits: false }
    const begun = clock()
    const come = await writer.execute(permitted('staff', workshopId, 'checkInWalkIn', payload, { personId }))
    const time = clock() - begun
    if (!come.ok) throw new Error(come.code)
    const { orderId } = come.answer
    const cancel = { orderId, reason: 'customer' } as const
    const gone = await writer.execute(permitted('staff', workshopId, 'cancelOrder', cancel, { personId }))
    if (!gone.ok) throw new Error(gone.code)
    return time
  }
}
/** Returns the duration in milliseconds. */
type Measured = () => Promise<number>
const timed =
  (one: () => Promise<unknown>): Measured =>
  async () => {
    const begun = clock()
    await one()
    return clock() - begun
  }

/** Number of cars that come repeatedly. */
const CARS = 80_000
const knownPlate = (n: number) => `沪Z${10_000 + n}`

/** Completions per second when each of `ones` is repeated, one in flight each, for `milliseconds`. */
async function perSecond(ones: (() => Promise<unknown>)[], milliseconds: number): Promise<number> {
  const begun = clock()
  let done = 0
  await Promise.all(
    ones.map(async (one) => {
      while (clock() - begun < milliseconds) {
        await one()
        done++
      }
    }),
  )
  return (done * 1000) / (clock() - begun)
}

async function p50(one: Measured, samples: number): Promise<number> {
  const times: number[] = []
  for (let i = 0; i < samples; i++) times.push(await one())
  return percentile(times, 0.5)
}

export async function commands(quick: boolean): Promise<Figures> {
  const [rounds, milliseconds, samples] = quick ? [1, 2000, 200] : [ROUNDS, 8000, 1000]
  const ground = await openGround()
  const database = connect(ground.url, POOL)
  const writer = createWriter({ sql: database.sql, now: Date.now, committed: () => {} })
  const shops: BenchWorkshop[] = []
  for (let i = 0; i < WORKSHOPS; i++) shops.push(await benchWorkshop(ground.database, 2))
  const ours = shops.map((shop) => turn(writer, shop))
  const bare = await Promise.all(shops.map((shop) => bareTransaction(database.sql, shop)))

  const found = { ours: [] as number[], bare: [] as number[], latency: [] as number[], bareLatency: [] as number[] }
  for (let i = -1; i < rounds; i++) {
    const measured = [
      await perSecond(ours, i < 0 ? 1000 : milliseconds),
      await perSecond(bare, i < 0 ? 1000 : milliseconds),
      await p50(timed(ours[0]!), i < 0 ? 50 : samples),
      await p50(timed(bare[0]!), i < 0 ? 50 : samples),
    ] as const
    // The first round is a warm-up.
    if (i < 0) continue
    found.ours.push(measured[0])
    found.bare.push(measured[1])
    found.latency.push(measured[2])
    found.bareLatency.push(measured[3])
  }
  await database.close()
  await ground.stop()
  return {
    'command.throughput_ratio': {
      value: round(median(found.ours.map((ours, i) => ours / found.bare[i]!))),
      note: `${round(median(found.ours))} commands a second over ${round(median(found.bare))}`,
    },
    'command.latency_ratio': {
      value: round(median(found.latency.map((ours, i) => ours / found.bareLatency[i]!))),
      note: `${round(median(found.latency))} ms over ${round(median(found.bareLatency))} ms`,
    },
  }
}

export async function history(quick: boolean): Promise<Figures> {
  const [rounds, samples, past] = quick ? [1, 200, PAST / 10] : [ROUNDS, 400, PAST]
  const grounds = [await openGround(), await openGround()]
  const sides = await Promise.all(
    [1000, past].map(async (count, i) => {
      const { database } = grounds[i]!
      const shop = await benchWorkshop(database, 40)
      await fill(database, shop, count)
      const own = connect(grounds[i]!.url, 2)
      const writer = createWriter({ sql: own.sql, now: Date.now, committed: () => {} })
      const ones = [timed(turn(writer, shop)), returns(writer, shop, Math.min(count, CARS))]
      return { own, ones, found: ones.map(() => [] as number[]) }
    }),
  )
  for (let i = -1; i < rounds; i++)
    for (const kind of [0, 1])
      for (const { ones, found } of sides) {
        const time = await p50(ones[kind]!, i < 0 ? 100 : samples)
        if (i >= 0) found[kind]!.push(time)
      }
  for (const { own } of sides) await own.close()
  for (const ground of grounds) await ground.stop()
  const [few, many] = sides.map(({ found }) => found)
  const slopes = [0, 1].map((kind) => median(many![kind]!.map((time, i) => time / few![kind]![i]!)))
  const compared = (kind: number) => `${round(median(many![kind]!))} ms over ${round(median(few![kind]!))} ms`
  return {
    'history.slope': {
      value: round(Math.max(...slopes)),
      note: `with ${past} past orders over 1000: priority ${round(slopes[0]!)} (${compared(0)}), check-in of a known car ${round(slopes[1]!)} (${compared(1)})`,
    },
  }
}

/** Adds past orders with their operation, arrival, notice, alert, journal entry and receipt, as copies of existing rows, and their cars. */
async function fill({ sql }: Database, { workshopId, orderIds }: BenchWorkshop, count: number): Promise<void> {
  /** Copies one row `times` times, by default `count`; `n` numbers the copies. */
  async function copy(table: string, which: string, replaced: Record<string, string>, times = count): Promise<void> {
    const columns = await sql<{ name: string }[]>`
      select column_name as name from information_schema.columns where table_name = ${table} order by ordinal_position`
    const list = columns.map(({ name }) => replaced[name] ?? `o.${name}`)
    await sql.unsafe(
      `insert into ${table} select ${list.join(', ')} from (select * from ${table} where workshop_id = $1 and ${which} limit 1) o, generate_series(1, ${times}) n`,
      [workshopId],
    )
  }
  const at = `now() - n * interval '1 minute'`
  const plate = `'沪Z' || (10000 + n % ${CARS})`
  const [head] = await sql<{ seq: string }[]>`
    update workshop_head set seq = seq + ${count} where workshop_id = ${workshopId} returning seq - ${count} as seq`
  await copy('journal', `seq = ${head!.seq}`, { seq: `o.seq + n`, command_id: 'gen_random_uuid()' })
  await copy('receipt', `seq = ${head!.seq}`, { seq: `o.seq + n`, command_id: 'gen_random_uuid()' })
  await copy('arrival', 'true', { id: 'gen_random_uuid()', at, closed_at: at, plate })
  await copy('repair_order', `id = '${orderIds[0]!}'`, {
    ...{ id: 'gen_random_uuid()', number: '1000 + n::int', state: `'left'`, closed_at: at, plate },
  })
  await sql`insert into operation (workshop_id, id, order_id, position, title, bay_kind, skill, standard_minutes, likely_minutes, safe_minutes, price, state, percent, additional, safety, findings, sent_back)
    select workshop_id, gen_random_uuid(), id, 0, '{"en":"Oil","zh-Hans":"机油","zh-Hant":"機油"}', 'lift', 'mechanical', 45, 45, 60, 38000, 'done', 100, false, false, '', 0
    from repair_order where workshop_id = ${workshopId} and state = 'left'`
  await copy(
    'vehicle',
    'true',
    { id: 'gen_random_uuid()', customer_id: 'gen_random_uuid()', plate },
    Math.min(count, CARS),
  )
  await sql`insert into notice (workshop_id, id, order_id, kind, state, at, ready_at, language, subject, body, channels, attempts, closed_at)
    select workshop_id, gen_random_uuid(), id, 'ready', 'handed_over', closed_at, closed_at, 'en', 'Ready', 'It is ready.', '{sms}', '[]', closed_at
    from repair_order where workshop_id = ${workshopId} and state = 'left'`
  await sql`insert into alert (workshop_id, id, cause, severity, order_id, since, owner, level, closed_at)
    select workshop_id, gen_random_uuid(), 'progress_check_missed', 'alarm', id, closed_at, 'foreman', 0, closed_at
    from repair_order where workshop_id = ${workshopId} and state = 'left'`
  await sql`analyze`
}
