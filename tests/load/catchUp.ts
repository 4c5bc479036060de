/**
 * `catchup.ratio`: 1,000 screens that stand 50 changes behind, all current again, over 1,000 bare `ws` connects that are sent
 * the same bytes.
 */
import { randomUUID } from 'node:crypto'
import { batchOf } from '#server/fanout/merge.ts'
import { entriesAfter } from '#server/read/journal.ts'
import { readState } from '#server/read/state.ts'
import { encode } from '#server/socket/screen.ts'
import { createWriter } from '#server/write/write.ts'
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
  const since = (await readState(sql, shop.workshopId))!
  const writer = createWriter({ sql, now: Date.now, committed: () => {} })
  for (const orderId of shop.orderIds) {
    const actor = { door: 'staff', personId: shop.personId } as const
    const payload = { orderId, priority: 'urgent' } as const
    await writer.execute(shop.workshopId, { id: randomUUID(), name: 'setPriority', payload, actor, sender: 'staff' })
  }
  const current = since.seq + BEHIND
  const entries = await entriesAfter(sql, shop.workshopId, since.seq, BEHIND)
  const house = { workshop: since.put.workshop![0]!, bays: new Map() }
  const { bytes } = encode('batch', batchOf(entries, since.seq, { door: 'wall' }, house))
  const found = { ours: [] as number[], bare: [] as number[] }
  for (let i = 0; i < rounds; i++) {
    // A new node each time: it has nothing in memory yet, as after a restart.
    const [server, clients] = [await start('./pitboardServer.ts'), await start('./clients.ts')]
    const url = await server.ask<string>('open', { url: ground.url, framePerChange: false })
    const { epoch, seq } = since
    const cookie = `pitboard_wall=${shop.keys.wall}`
    found.ours.push(await clients.ask<number>('open', { url, count: SCREENS, cookie, since: { epoch, seq }, current }))
    await clients.ask('close')
    await server.ask('close')
    await server.stop()

    const bare = await start('./bareServer.ts')
    const bareUrl = await bare.ask<string>('open')
    await bare.ask('greet', JSON.stringify({ key: 0, entity: { id: 'x', filled: 'x'.repeat(bytes - 45) } }))
    found.bare.push(await clients.ask<number>('bareOpen', { url: bareUrl, count: SCREENS, bytes }))
    await clients.ask('close')
    await Promise.all([bare.stop(), clients.stop()])
  }
  await ground.stop()
  return {
    'catchup.ratio': {
      value: round(median(found.ours.map((ours, i) => ours / found.bare[i]!))),
      note: `${round(median(found.ours))} ms over ${round(median(found.bare))} ms, ${bytes} bytes a screen`,
    },
  }
}
