/**
 * `catchup.ratio`: the time until 1,000 screens that are 50 changes behind are current again, over 1,000 bare `ws` connects
 * that receive the same bytes.
 */
import { ring } from '#server/fanout/fanout.ts'
import { batchOf } from '#server/fanout/merge.ts'
import { entriesAfter } from '#server/read/journal.ts'
import { readState } from '#server/read/state.ts'
import { encode } from '#server/socket/screen.ts'
import { createWriter } from '#server/write/write.ts'
import { permitted } from '../support/permitted.ts'
import { start } from './child.ts'
import { median, round, type Figures } from './figures.ts'
import { benchWorkshop, openGround } from './ground.ts'

const ROUNDS = 5
const SCREENS = 1000
const BEHIND = 50

export async function catchUp(quick: boolean): Promise<Figures> {
  const rounds = quick ? 1 : ROUNDS
  const ground = await openGround()
  const { sql } = ground.database
  const shop = await benchWorkshop(ground.database, BEHIND)
  const writer = createWriter({ sql, now: Date.now, committed: () => {} })
  let urgent = false
  const change = async () => {
    urgent = !urgent
    for (const orderId of shop.orderIds) {
      const payload = { orderId, priority: urgent ? 'urgent' : 'normal' } as const
      const outcome = await writer.execute(permitted('staff', shop.workshopId, 'setPriority', payload))
      if (!outcome.ok) throw new Error(outcome.code)
      // As a node does after its commits: otherwise the others would notice only with the next beat.
      await ring(sql, { node: 'bench', moved: { [shop.workshopId]: outcome.seq } })
    }
  }
  const found = { ours: [] as number[], bare: [] as number[] }
  let bytes = 0
  for (let i = 0; i < rounds; i++) {
    // All screens were connected before: servers and clients are warm, on both sides.
    const since = (await readState(sql, shop.workshopId))!
    const [server, clients] = [await start('./pitboardServer.ts'), await start('./clients.ts')]
    const url = await server.ask<string>('open', { url: ground.url })
    const cookie = `pitboard_wall=${shop.keys.wall}`
    await clients.ask('open', { url, count: SCREENS, cookie, current: since.seq })
    await clients.ask('close')
    await change()
    const { epoch, seq, mark } = since
    const position = { epoch, seq, mark }
    found.ours.push(
      await clients.ask<number>('open', { url, count: SCREENS, cookie, since: position, current: seq + BEHIND }),
    )
    await clients.ask('close')
    await server.ask('close')
    await Promise.all([server.stop(), clients.stop()])

    const entries = await entriesAfter(sql, shop.workshopId, seq, BEHIND)
    const state = { workshop: since.put.workshop![0]!, bays: new Map() }
    const batch = batchOf(entries, seq, { view: 'wall' }, state)
    bytes = encode('batch', batch).bytes
    const [bare, bareClients] = [await start('./bareServer.ts'), await start('./clients.ts')]
    const bareUrl = await bare.ask<string>('open')
    await bare.ask('greet', JSON.stringify({ key: 0, put: Object.values(batch.put).flat() }))
    await bareClients.ask('bareOpen', { url: bareUrl, count: SCREENS, bytes })
    await bareClients.ask('close')
    found.bare.push(await bareClients.ask<number>('bareOpen', { url: bareUrl, count: SCREENS, bytes }))
    await bareClients.ask('close')
    await Promise.all([bare.stop(), bareClients.stop()])
  }
  await ground.stop()
  return {
    'catchup.ratio': {
      value: round(median(found.ours.map((ours, i) => ours / found.bare[i]!))),
      note: `${round(median(found.ours))} ms over ${round(median(found.bare))} ms, ${bytes} bytes a screen`,
    },
  }
}
