/**
 * `plan.what_if_p95_ms`: the time from asking about a move to the answer (C2), at the pace of a foreman dragging, in a shop of
 * 60 bays, 40 technicians and some 300 operations with 200 commands per second; and `plan.what_if_loop_p99_ms`: how long the
 * server's event loop was blocked meanwhile. The server is a process of its own.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Order } from '#contract/entities/index.ts'
import type { MoveAnswer } from '#contract/questions.ts'
import { cookieOf, replaceKeys } from '#server/access/keys.ts'
import { drive, everyday } from '#server/demo/load.ts'
import { Screen } from '#server/demo/screen.ts'
import { randomOf } from '#server/domain/planner/random.ts'
import { start } from './child.ts'
import { median, percentile, round, type Figures } from './figures.ts'
import { forecastShop } from './forecastShop.ts'
import { openGround } from './ground.ts'

const COMMANDS_PER_SECOND = 200
const MOVES_PER_SECOND = 12
const SECONDS = 20

export async function whatIf(quick: boolean): Promise<Figures> {
  const seconds = quick ? 4 : SECONDS
  const ground = await openGround()
  const { workshopId } = await forecastShop(ground.database, 60, 40, 120)
  const keys = await replaceKeys(ground.database.sql, workshopId)
  const server = await start('./pitboardServer.ts')
  const url = await server.ask<string>('open', { url: ground.url })
  const cookie = `${cookieOf('staff')}=${keys.staff}`
  const screen = await Screen.open({ url, view: 'staff', cookie })
  const orders = [...screen.replica.of('order').values()]
  await screen.select([...screen.replica.of('person').keys()][0]!)
  const load = (count: number) =>
    drive({
      ...{ screen, perSecond: COMMANDS_PER_SECOND, count },
      next: (n) => everyday(orders[n % orders.length]!, Math.floor(n / orders.length)),
    })
  const tries = (count: number) => tryMoves(url, cookie, orders, [...screen.replica.of('bay').values()], count)
  // Warm up thread and code, as in a server that has been running for a while.
  await Promise.all([load(2 * COMMANDS_PER_SECOND), tries(2 * MOVES_PER_SECOND)])

  await server.ask('watchLoop')
  const [sent, answers] = await Promise.all([load(seconds * COMMANDS_PER_SECOND), tries(seconds * MOVES_PER_SECOND)])
  const loop = await server.ask<number>('loopP99')
  screen.close()
  await server.ask('close')
  await server.stop()
  await ground.stop()
  const accepted = sent.filter(({ reply }) => reply.ok).length
  const times = answers.map(({ time }) => time)
  const moves = answers.filter(({ answer }) => answer.work !== null).length
  return {
    'plan.what_if_p95_ms': {
      value: round(percentile(times, 0.95)),
      note: `median ${round(median(times))} ms, worst ${round(percentile(times, 1))} ms; ${answers.length} moves asked about, ${moves} of them possible; ${accepted} of ${sent.length} commands accepted meanwhile`,
    },
    'plan.what_if_loop_p99_ms': { value: round(loop), note: `of the server's process, in those ${seconds} s` },
  }
}

/** Asks at a steady rate about moving planned work into some bay of its kind, now or later. */
async function tryMoves(
  url: string,
  cookie: string,
  orders: readonly Order[],
  bays: readonly { id: string; uses: readonly string[] }[],
  count: number,
): Promise<{ time: number; answer: MoveAnswer }[]> {
  const random = randomOf(5)
  const open = orders.flatMap(({ id: orderId, operations }) =>
    operations
      .filter(({ state }) => state === 'planned')
      .map(({ id: operationId, bayKind }) => ({ orderId, operationId, bayKind })),
  )
  const begun = performance.now()
  const asked: Promise<{ time: number; answer: MoveAnswer }>[] = []
  for (let n = 0; n < count; n++) {
    // Fixed schedule: a late question does not delay the next.
    const wait = begun + (n * 1000) / MOVES_PER_SECOND - performance.now()
    if (wait > 0) await sleep(wait)
    const { bayKind, ...which } = random.pick(open)
    const bay = random.pick(bays.filter(({ uses }) => uses.includes(bayKind)))
    const startAt = random.chance(0.5) ? Date.now() + random.whole(0, 360) * 60_000 : null
    asked.push(ask(url, cookie, { ...which, bayId: bay.id, technicianId: null, startAt }))
  }
  return Promise.all(asked)
}

async function ask(url: string, cookie: string, move: object): Promise<{ time: number; answer: MoveAnswer }> {
  const headers = { 'Content-Type': 'application/json', 'X-Pitboard-View': 'staff', cookie }
  const begun = performance.now()
  const response = await fetch(`${url}/api/plan/try`, { method: 'POST', headers, body: JSON.stringify(move) })
  const answer = (await response.json()) as MoveAnswer
  const time = performance.now() - begun
  if (!response.ok) throw new Error(JSON.stringify(answer))
  return { time, answer }
}
