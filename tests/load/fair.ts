/**
 * `fair.staff_p50_ratio`: the median time of a staff command while one customer's link floods Pitboard with twenty sockets, over
 * the same while the same processes flood a bare server on another port. `fair.keyless_ratio`: the worse of two floods without any
 * key. Medians of five rounds.
 */
import { Links } from '#server/access/links.ts'
import { COMMANDS_PER_SECOND } from '#server/edge/rates.ts'
import { Screen } from '#server/demo/screen.ts'
import { turns } from '#server/demo/load.ts'
import { start } from './child.ts'
import { clock, median, percentile, round, type Figures } from './figures.ts'
import type { floods, Link } from './flooder.ts'
import { benchWorkshop, openGround } from './ground.ts'

const ROUNDS = 5
const SECONDS = 5
/** A person's next touch. */
const PAUSE = 20
/** Every sender has used up what it may send at once before anything is measured. */
const SETTLE = 1000

const kinds = ['link', 'nested', 'posts'] as const satisfies (keyof typeof floods)[]

export async function fair(quick: boolean): Promise<Figures> {
  const [rounds, seconds] = quick ? [1, 3] : [ROUNDS, SECONDS]
  const ground = await openGround()
  const shop = await benchWorkshop(ground.database, 10)
  const [server, sink, flooder] = await Promise.all(
    ['./pitboardServer.ts', './sinkServer.ts', './flooder.ts'].map(start),
  )
  const url = await server!.ask<string>('open', { url: ground.url, commandsPerSecond: COMMANDS_PER_SECOND })
  const bare = await sink!.ask<string>('open')
  const { workshopId, personId, keys, orderIds } = shop
  const link: Link = {
    orderId: orderIds[0]!,
    token: await new Links(ground.database.sql).tokenFor({ workshopId, orderId: orderIds[0]! }),
  }
  const staff = await Screen.open({ url, view: 'staff', cookie: `pitboard_staff=${keys.staff}` })
  await staff.select(personId)
  const next = turns(orderIds.slice(1))
  let sent = 0

  /** The median of staff commands for some seconds, in milliseconds. */
  async function measured(): Promise<number> {
    const times: number[] = []
    const end = clock() + seconds * 1000
    while (clock() < end) {
      const { name, payload } = next(sent++)
      const begun = clock()
      const reply = await staff.emit(name, payload)
      if (!reply.ok) throw new Error(reply.code)
      times.push(clock() - begun)
      await new Promise((resolve) => setTimeout(resolve, PAUSE))
    }
    return percentile(times, 0.5)
  }
  async function flooded(flood: (typeof kinds)[number], at: string): Promise<number> {
    await flooder!.ask('begin', { url: at, flood, link })
    await new Promise((resolve) => setTimeout(resolve, SETTLE))
    const p50 = await measured()
    await flooder!.ask('end')
    return p50
  }

  await measured()
  const found = { link: [] as number[], nested: [] as number[], posts: [] as number[] }
  const last = { link: '', nested: '', posts: '' }
  for (let i = 0; i < rounds; i++)
    for (const kind of kinds) {
      const [ours, theirs] = [await flooded(kind, url), await flooded(kind, bare)]
      found[kind].push(ours / theirs)
      last[kind] = `${round(ours)} ms over ${round(theirs)} ms`
    }
  staff.close()
  await server!.ask('close')
  await Promise.all([server, sink, flooder].map((child) => child!.stop()))
  await ground.stop()
  const [nested, posts] = [median(found.nested), median(found.posts)]
  return {
    'fair.staff_p50_ratio': { value: round(median(found.link)), note: `one link, 20 sockets; last ${last.link}` },
    'fair.keyless_ratio': {
      value: round(Math.max(nested, posts)),
      note: `nested frames ${round(nested)} (last ${last.nested}), posts ${round(posts)} (last ${last.posts})`,
    },
  }
}
